/* Where this device keeps what is one person's. All of it goes when they sign out. */

import { forgetAll, remember } from './device';

export class PersonalKeys {
  constructor(private readonly user: string) {}

  /** @param place the conversation, or what stands for a new one */
  draft(place: string): string {
    return `draft.${this.user}.${place}`;
  }

  settings(place: string): string {
    return `settings.${this.user}.${place}`;
  }

  get marks(): string {
    return `marks.${this.user}`;
  }

  get withdrawn(): string {
    return `withdrawn.${this.user}`;
  }

  forget(): void {
    forgetAll(this.draft(''));
    forgetAll(this.settings(''));
    remember(this.marks, null);
    remember(this.withdrawn, null);
  }
}
