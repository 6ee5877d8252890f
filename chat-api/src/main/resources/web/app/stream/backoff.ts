/*
 * How long to wait before the next try. Exponential with full jitter: clients that were cut off
 * together do not come back together.
 */

export interface BackoffSettings {
  /** Milliseconds; the most that the first wait may take. */
  readonly first: number;
  /** Milliseconds; the most that any wait may take. */
  readonly most: number;
  /** From 0 (included) to 1; `Math.random` but in tests. */
  readonly random: () => number;
}

export class Backoff {
  #tries = 0;

  constructor(private readonly settings: BackoffSettings) {}

  /** Milliseconds until the next try. */
  next(): number {
    const bound = Math.min(this.settings.most, this.settings.first * 2 ** this.#tries);
    this.#tries += 1;
    return Math.round(bound * this.settings.random());
  }

  /** A connection stood: the next failure is a first one. */
  succeed(): void {
    this.#tries = 0;
  }
}
