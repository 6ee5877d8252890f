/*
 * Short notes about something that was done, with a way to take it back. Never the place of an
 * error: those stay where they happened, or in the notices, until someone has dealt with them.
 */

import { State, type Signal } from '../store/signal';

export interface Toast {
  readonly text: string;
  /** Milliseconds since 1970; gone after it. */
  readonly until: number;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export class Toasts {
  readonly #shown = new State<readonly Toast[]>([]);

  get shown(): Signal<readonly Toast[]> {
    return this.#shown;
  }

  show(toast: Toast): void {
    this.#shown.value = [...this.#shown.value, toast];
    setTimeout(() => this.dismiss(toast), Math.max(0, toast.until - Date.now()));
  }

  dismiss(toast: Toast): void {
    this.#shown.value = this.#shown.value.filter((other) => other !== toast);
  }
}
