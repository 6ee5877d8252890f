/*
 * Which conversations have something new that this person has not looked at. Kept per device; heard
 * by its other tabs. What ran when the page was last left, and runs no more, counts as new too.
 */

import { onChangeElsewhere, recallJson, remember } from './device';
import type { Id } from './model';
import { State } from './signal';
import type { Signal } from './signal';

interface Kept {
  readonly unread: readonly Id[];
  readonly running: readonly Id[];
}

export class Marks {
  readonly #unread = new State<ReadonlySet<Id>>(new Set());
  #key: string | null = null;
  #running: readonly Id[] = [];

  /** Once, when it is known who is here. */
  begin(user: string): void {
    const key = `marks.${user}`;
    const kept = recallJson<Kept>(key);
    this.#key = key;
    this.#unread.value = new Set(kept?.unread);
    this.#running = kept?.running ?? [];
    onChangeElsewhere(key, () => {
      this.#unread.value = new Set(recallJson<Kept>(key)?.unread);
    });
  }

  get unread(): Signal<ReadonlySet<Id>> {
    return this.#unread;
  }

  /** What runs now, by the server's word. */
  compare(running: ReadonlySet<Id>, isOnScreen: (id: Id) => boolean): void {
    this.#running.filter((id) => !running.has(id) && !isOnScreen(id)).forEach((id) => this.mark(id));
    this.noteRunning(running);
  }

  noteRunning(running: ReadonlySet<Id>): void {
    this.#running = [...running];
    this.#keep();
  }

  mark(id: Id): void {
    if (!this.#unread.value.has(id)) {
      this.#unread.value = new Set([...this.#unread.value, id]);
      this.#keep();
    }
  }

  clear(id: Id): void {
    if (this.#unread.value.has(id)) {
      this.#unread.value = new Set([...this.#unread.value].filter((other) => other !== id));
      this.#keep();
    }
  }

  #keep(): void {
    const kept: Kept = { unread: [...this.#unread.value], running: this.#running };
    if (this.#key !== null) {
      remember(this.#key, JSON.stringify(kept));
    }
  }
}
