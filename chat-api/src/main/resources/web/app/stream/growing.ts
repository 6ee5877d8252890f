/*
 * A content that grows piece by piece. Adding costs what is added, not what is there: a text that grows is
 * kept in pieces and put together when somebody asks. The same as
 * `dev.holdfast.contracts.content.Growing`, against the same cases (docs/conformance/fold).
 */

import { join, keptWith } from './citations';
import { TOOL_STATES } from './wire';
import type { Citation, Content, HtmlPatch, Mark, Part, Piece, ToolState } from './wire';

/** A string that grows at its end. */
class Text {
  #whole: string;
  #pieces: string[] = [];

  constructor(whole: string) {
    this.#whole = whole;
  }

  append(piece: string): void {
    if (piece !== '') {
      this.#pieces.push(piece);
    }
  }

  toString(): string {
    if (this.#pieces.length > 0) {
      this.#whole += this.#pieces.join('');
      this.#pieces = [];
    }
    return this.#whole;
  }
}

/** One part, immutable; what grows stands beside the rest of it, and is put into it when somebody asks. */
class Place {
  readonly #rest: Part;
  readonly #text: Text | null;
  #part: Part | null;

  constructor(part: Part, text: Text | null = grownOf(part)) {
    this.#rest = part;
    this.#text = text;
    this.#part = null;
  }

  get part(): Part {
    this.#part ??= this.#text === null ? this.#rest : withText(this.#rest, this.#text.toString());
    return this.#part;
  }

  /** @throws TypeError if the piece is of another type than the part */
  with(piece: Piece): Place {
    const rest = this.#rest;
    if (piece.type === 'text' && rest.type === 'text') {
      this.#text?.append(piece.text ?? '');
      const html = patched(rest.html ?? [], piece.html ?? []);
      return new Place({ type: 'text', text: '', ...(html.length === 0 ? {} : { html }) }, this.#text);
    }
    if (piece.type === 'reasoning' && rest.type === 'reasoning') {
      this.#text?.append(piece.text ?? '');
      return new Place(rest.opaque === undefined && piece.opaque !== undefined ? { ...rest, opaque: piece.opaque } : rest, this.#text);
    }
    if (piece.type === 'tool-call' && rest.type === 'tool-call') {
      this.#text?.append(piece.input ?? '');
      return new Place({ ...rest, state: later(rest.state, piece.state) }, this.#text);
    }
    if (piece.type !== rest.type) {
      throw new TypeError(`a piece of ${piece.type} for a part of ${rest.type}`);
    }
    return this;
  }

  /** Without the HTML, which speaks of more than the text. */
  upTo(length: number): Place {
    const { part } = this;
    switch (part.type) {
      case 'text':
        return new Place({ type: 'text', text: part.text.slice(0, length) });
      case 'reasoning':
        return new Place({ ...part, text: part.text.slice(0, length) });
      case 'tool-call':
        return new Place({ ...part, input: part.input.slice(0, length) });
      default:
        return this;
    }
  }
}

function grownOf(part: Part): Text | null {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return new Text(part.text);
    case 'tool-call':
      return new Text(part.input);
    default:
      return null;
  }
}

function withText(part: Part, text: string): Part {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { ...part, text };
    case 'tool-call':
      return { ...part, input: text };
    default:
      return part;
  }
}

function openedBy(piece: Piece): Part {
  switch (piece.type) {
    case 'text':
      return { type: 'text', text: '' };
    case 'reasoning':
      return { type: 'reasoning', text: '' };
    case 'tool-call':
      return { type: 'tool-call', callId: piece.callId ?? '', name: piece.name ?? '', input: '', state: 'writing' };
    default: {
      const { part: _, ...whole } = piece;
      return whole;
    }
  }
}

/** A call never goes back; a word of a later version lies behind all that is known. */
function later(one: ToolState, other: ToolState | undefined): ToolState {
  return other !== undefined && rank(other) > rank(one) ? other : one;
}

function rank(state: ToolState): number {
  const at = TOOL_STATES.indexOf(state);
  return at < 0 ? TOOL_STATES.length : at;
}

/** Mutable. */
export class Growing {
  #places: Place[] = [];
  #citations: readonly Citation[] = [];
  #content: Content | null = null;

  /** Another object after each change, with the same ones in it for what did not change. */
  get content(): Content {
    this.#content ??= {
      parts: this.#places.map(({ part }) => part),
      ...(this.#citations.length === 0 ? {} : { citations: this.#citations }),
    };
    return this.#content;
  }

  /**
   * Adds to parts, or opens the next.
   *
   * @throws RangeError if there is no such part
   */
  add(pieces: readonly Piece[], citations: readonly Citation[]): void {
    this.#content = null;
    for (const piece of pieces) {
      const place = this.#places[piece.part] ?? (piece.part === this.#places.length ? new Place(openedBy(piece)) : null);
      if (place === null) {
        throw new RangeError(`a piece of part ${piece.part} where there are ${this.#places.length}`);
      }
      this.#places[piece.part] = place.with(piece);
    }
    this.#citations = join(this.#citations, citations);
  }

  /** Drops what lies behind a mark, the HTML of the last part that is kept, and what was cited by text that is gone. */
  cut(mark: Mark): void {
    this.#content = null;
    this.#places = this.#places.slice(0, mark.parts).map((place, at) => (at === mark.parts - 1 ? place.upTo(mark.length) : place));
    this.#citations = keptWith(mark, this.#citations);
  }

  /** Becomes what another content is. */
  restore({ parts, citations }: Content): void {
    this.#content = null;
    this.#places = parts.map((part) => new Place(part));
    this.#citations = join([], citations ?? []);
  }
}

/**
 * The blocks after the patches, as a new array.
 *
 * @throws RangeError if a patch does not fit these blocks
 */
export function patched(blocks: readonly string[], patches: readonly HtmlPatch[]): string[] {
  const next = [...blocks];
  for (const { block, keep, add = '' } of patches) {
    const present = next[block];
    if (present === undefined) {
      if (block !== next.length || keep !== 0) {
        throw new RangeError(`a patch of block ${block} keeps ${keep} where there are ${next.length} blocks`);
      }
      next.push(add);
    } else if (keep < 0 || keep > present.length) {
      throw new RangeError(`a patch of block ${block} keeps ${keep} of ${present.length}`);
    } else {
      next[block] = present.slice(0, keep) + add;
    }
  }
  return next;
}
