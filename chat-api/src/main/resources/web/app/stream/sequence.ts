/*
 * How far a reader has come in its user's numbered events: what is not above the highest number was
 * there before, and is dropped, whatever its type. The same rule as
 * `dev.holdfast.contracts.fold.Sequence`, against the same cases (docs/conformance/sequence).
 */

import type { LogEvent } from './wire';

/** Immutable. */
export class Sequence {
  static readonly NONE = new Sequence(0);

  /** @param highest that was counted; 0 before the first */
  constructor(readonly highest: number) {}

  /** An event without a number is not for this rule to judge. */
  isRepeat({ sequence }: LogEvent): boolean {
    return sequence !== undefined && sequence <= this.highest;
  }

  /** Behind an event that was not a repeat. */
  after({ sequence }: LogEvent): Sequence {
    return sequence === undefined || sequence <= this.highest ? this : new Sequence(sequence);
  }
}
