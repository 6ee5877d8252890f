/*
 * Which conversations have something new that this person has not looked at. Kept per device; heard
 * by its other tabs. What ran when the page was last left, and runs no more, counts as new too.
 */

import { onChangeElsewhere, recallJson, remember } from './device';
import type { Id } from './model';
import { State } from './signal';
import type { Signal, Unsubscribe } from './signal';

interface Kept {
  readonly unread: readonly Id[];
  readonly running: readonly Id[];
}

export class Marks {
  readonly #unread: State<ReadonlySet<Id>>;
  #running: readonly Id[];
  readonly #unsubscribe: Unsubscribe;

  /** @param key where this device keeps them */
  constructor(private readonly key: string) {
    const kept = recallJson<Kept>(key);
    this.#unread = new State<ReadonlySet<Id>>(new Set(kept?.unread));
    this.#running = kept?.running ?? [];
    this.#unsubscribe = onChangeElsewhere(key, () => {
      this.#unread.value = new Set(recallJson<Kept>(key)?.unread);
    });
  }

  /** Nothing is heard from other tabs any more. */
  end(): void {
    this.#unsubscribe();
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
    remember(this.key, JSON.stringify(kept));
  }
}
