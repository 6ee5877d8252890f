/* What this device has set and has to tell. */

import type { ModelRef, Problem } from './values';

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly sendWith: 'enter' | 'mod-enter';
  readonly showTiming: boolean;
  readonly expandReasoning: boolean;
  readonly sidebarOpen: boolean;
  /** For new conversations; null: the one that was chosen last. */
  readonly model: ModelRef | null;
  /** In whichever conversation; null until one was. */
  readonly lastModel: ModelRef | null;
}

/** A failure that has no place of its own on the screen. */
export interface Notice {
  readonly id: number;
  /** What was tried, for the choice of the sentence. */
  readonly about: 'rename' | 'pin' | 'remove' | 'stop' | 'sign-in';
  readonly problem: Problem;
}

export interface Limits {
  /** UTF-16 code units of a message. */
  readonly messageLength: number;
}
