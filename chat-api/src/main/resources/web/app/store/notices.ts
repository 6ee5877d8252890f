/* Failures that have no place of their own on the screen, until somebody has read them. */

import { problemOf } from '../api/problem';
import type { Notice } from './model';
import { State } from './signal';
import type { Signal } from './signal';

export class Notices {
  readonly #items = new State<readonly Notice[]>([]);
  #last = 0;

  get signal(): Signal<readonly Notice[]> {
    return this.#items;
  }

  /** @param cause what was thrown */
  add(about: Notice['about'], cause: unknown): void {
    this.#last += 1;
    this.#items.value = [...this.#items.value, { id: this.#last, about, problem: problemOf(cause) }];
  }

  dismiss(notice: Notice): void {
    this.#items.value = this.#items.value.filter(({ id }) => id !== notice.id);
  }
}
