/*
 * The one observable of this app: a value, and whoever wants to hear that it is another one.
 * Listeners are called synchronously, in the order in which they came, and never for the value that
 * is there when they come; a listener that leaves while others are being told is not told any more.
 */

export type Unsubscribe = () => void;

/** A value that changes. */
export interface Signal<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): Unsubscribe;
}

/** The end that its owner keeps. Setting what is there already (by `Object.is`) tells nobody. */
export class State<T> implements Signal<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(next: T) {
    if (Object.is(next, this.#value)) {
      return;
    }
    this.#value = next;
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) {
        listener(next);
      }
    }
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
