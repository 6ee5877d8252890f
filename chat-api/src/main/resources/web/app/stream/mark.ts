/*
 * Positions in a content, which are totally ordered. The same as `dev.holdfast.contracts.content.Mark`.
 */

import type { Content, Mark, Part, Piece } from './wire';

export const NOTHING: Mark = { parts: 0, length: 0 };

/** Whether everything up to one mark is there for whoever stands at the other. */
export function isWithin(one: Mark, other: Mark): boolean {
  return one.parts < other.parts || (one.parts === other.parts && one.length <= other.length);
}

export function isSame(one: Mark, other: Mark): boolean {
  return one.parts === other.parts && one.length === other.length;
}

/**
 * How much there is of a part: UTF-16 code units of what grows piece by piece, 1 of what comes whole, 0 of a type that
 * is not known here.
 */
export function lengthOf(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text.length;
    case 'tool-call':
      return part.input.length;
    case 'tool-result':
    case 'attachment':
      return 1;
    default:
      return 0;
  }
}

/** Where whoever has all of a content stands. */
export function markOf({ parts }: Content): Mark {
  const last = parts.at(-1);
  return last === undefined ? NOTHING : { parts: parts.length, length: lengthOf(last) };
}

/** What a piece adds to its part, and where. */
export interface Stretch {
  /** It fits at its beginning alone; one without a place says something of a part that is there, or opens one. */
  readonly placed: boolean;
  readonly start: Mark;
  readonly end: Mark;
}

export function stretchOf(piece: Piece): Stretch {
  switch (piece.type) {
    case 'text':
      return stretch(piece.part, piece.from, added(piece.text), (piece.html?.length ?? 0) > 0);
    case 'reasoning':
      return stretch(piece.part, piece.from, added(piece.text), false);
    case 'tool-call':
      return stretch(piece.part, piece.from, added(piece.input), false);
    case 'tool-result':
    case 'attachment':
      return stretch(piece.part, 0, 1, true);
    default:
      return stretch(piece.part, 0, 0, false);
  }
}

function added(text: string | undefined): number {
  return text?.length ?? 0;
}

function stretch(part: number, from = 0, size: number, placed: boolean): Stretch {
  const parts = part + 1;
  return { placed: placed || size > 0, start: { parts, length: from }, end: { parts, length: from + size } };
}
