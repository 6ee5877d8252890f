/*
 * Things of this person's that workers try, such as keys. That one was tried is heard on the log; what came of it is
 * read from REST, which may be behind the log for a moment, and which also knows when no worker has tried it in
 * time: so while one is being tried, they are read again and again.
 */

import { problemOf } from '../api/problem';
import { Backoff } from '../stream/index';
import type { Loading, Problem, Trial } from './model';
import { State } from './signal';

/** Milliseconds between two readings while one is being tried. */
const SOONEST = 400;
const LATEST = 5_000;

export class Trials<T extends Trial> {
  readonly items = new State<readonly T[]>([]);
  readonly state = new State<Loading>({ kind: 'loading' });
  /** Each reading and each change makes the readings before it void. */
  #turn = 0;
  #hasEnded = false;
  #next: ReturnType<typeof setTimeout> | undefined;
  // Half of each wait at least, so that a row of short ones does not become a storm.
  readonly #backoff = new Backoff({ first: 2 * SOONEST, most: LATEST, random: () => (1 + Math.random()) / 2 });

  constructor(private readonly read: () => Promise<readonly T[]>) {}

  /** Nothing is read again by itself any more. */
  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#next);
  }

  load(): Promise<void> {
    this.#backoff.succeed();
    return this.#read();
  }

  /** @param call asks the server, and says what they are then */
  async change(call: () => Promise<(present: readonly T[]) => readonly T[]>): Promise<Problem | null> {
    this.#turn += 1;
    try {
      const then = await call();
      this.items.value = then(this.items.value);
      return null;
    } catch (cause) {
      return problemOf(cause);
    } finally {
      // What was being read meanwhile may be of before.
      this.#turn += 1;
      this.#backoff.succeed();
      this.#readAgain();
    }
  }

  async #read(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const items = await this.read();
      if (turn === this.#turn) {
        this.items.value = items;
        this.state.value = { kind: 'ready' };
      }
    } catch (cause) {
      if (turn === this.#turn) {
        this.state.value = { kind: 'failed', problem: problemOf(cause) };
      }
    }
    if (turn === this.#turn) {
      this.#readAgain();
    }
  }

  #readAgain(): void {
    clearTimeout(this.#next);
    if (!this.#hasEnded && this.items.value.some(({ status }) => status === 'checking')) {
      this.#next = setTimeout(() => void this.#read(), this.#backoff.next());
    }
  }
}
