/*
 * How long a model reasoned, by this device's own observation: nobody else says it. A part of reasoning
 * begins with its first words and ends when anything comes behind it.
 */

import type { Mark, Piece } from '../stream/index';
import type { Instant } from './model';

/** By the index of the part; those whose beginning and end were seen here. */
export type PartMillis = Readonly<Record<number, number>>;

/** Mutable; one per answer. */
export class ReasoningTimes {
  readonly #begun = new Map<number, Instant>();
  readonly #took: Map<number, number>;

  constructor(kept: PartMillis) {
    this.#took = new Map(Object.entries(kept).map(([part, millis]) => [Number(part), millis]));
  }

  /** As they are kept. */
  get all(): PartMillis {
    return Object.fromEntries(this.#took);
  }

  /** Pieces that count were said at this time. */
  grow(pieces: readonly Piece[], at: Instant): void {
    for (const piece of pieces) {
      this.#endBefore(piece.part, at);
      if (piece.type === 'reasoning' && (piece.text ?? '') !== '' && !this.#begun.has(piece.part)) {
        this.#begun.set(piece.part, at);
      }
    }
  }

  /** What was thought behind the mark is thought anew. */
  cut({ parts }: Mark): void {
    for (const times of [this.#begun, this.#took]) {
      [...times.keys()].filter((part) => part >= parts).forEach((part) => times.delete(part));
    }
  }

  end(at: Instant): void {
    this.#endBefore(Number.POSITIVE_INFINITY, at);
  }

  /** Null where this device was not there. */
  took(part: number): number | null {
    return this.#took.get(part) ?? null;
  }

  /** Of one that goes on; null where this device did not see anything of it come. */
  soFar(part: number, now: Instant): number | null {
    const begun = this.#begun.get(part);
    return begun === undefined ? null : Math.max(0, now - begun);
  }

  #endBefore(part: number, at: Instant): void {
    for (const [each, begun] of this.#begun) {
      if (each < part && !this.#took.has(each)) {
        this.#took.set(each, Math.max(0, at - begun));
      }
    }
  }
}
