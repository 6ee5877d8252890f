/*
 * What the events of one generation add up to: its standing, and the text, reasoning, HTML and
 * sources that the counted ones make. Appending costs what is appended, not the answer's length: text is kept in
 * pieces and put together when somebody asks.
 */

import { join, keptWith } from './sources';
import { Standing } from './standing';
import type { Ruling } from './standing';
import { isEnded } from './wire';
import type { GenerationEvent, HtmlPatch, Snapshot, Source } from './wire';

/** A string that grows at its end. */
class Text {
  #whole = '';
  #pieces: string[] = [];

  append(piece: string): void {
    if (piece !== '') {
      this.#pieces.push(piece);
    }
  }

  replace(whole: string): void {
    this.#whole = whole;
    this.#pieces = [];
  }

  toString(): string {
    if (this.#pieces.length > 0) {
      this.#whole += this.#pieces.join('');
      this.#pieces = [];
    }
    return this.#whole;
  }
}

/** Mutable; one per generation. */
export class Fold {
  #standing: Standing;
  readonly #text = new Text();
  readonly #reasoning = new Text();
  #html: string[] = [];
  #sources: readonly Source[] = [];

  constructor(standing: Standing = Standing.QUEUED) {
    this.#standing = standing;
  }

  static of(snapshot: Snapshot): Fold {
    const fold = new Fold();
    fold.restore(snapshot);
    return fold;
  }

  get standing(): Standing {
    return this.#standing;
  }

  get text(): string {
    return this.#text.toString();
  }

  get reasoning(): string {
    return this.#reasoning.toString();
  }

  /** The HTML of each top-level block; a new array after each change, with the same strings for what did not change. */
  get html(): readonly string[] {
    return this.#html;
  }

  /** In the order of their numbers; a new array after each change. */
  get sources(): readonly Source[] {
    return this.#sources;
  }

  /** Begins again from a state that the server knows. */
  restore(snapshot: Snapshot): void {
    const { status, attempt, run, text, reasoning } = snapshot;
    this.#standing = new Standing(status, attempt, run, text.length, reasoning.length);
    this.#text.replace(snapshot.text);
    this.#reasoning.replace(snapshot.reasoning);
    this.#html = [...snapshot.html];
    this.#sources = join([], snapshot.sources ?? []);
  }

  /** Takes the event in if it counts; after a `gap` nothing has changed. */
  add(event: GenerationEvent): Ruling {
    const ruling = this.#standing.rule(event);
    if (ruling.kind === 'counts') {
      this.#take(event);
      this.#standing = ruling.next;
    }
    return ruling;
  }

  #take(event: GenerationEvent): void {
    if (event.type === 'generation.started') {
      this.#text.replace(this.text.slice(0, event.keeps));
      this.#reasoning.replace('');
      this.#html = [];
      this.#sources = keptWith(event.keeps, this.#sources);
    } else if (event.type === 'generation.progressed') {
      const html = patched(this.#html, event.html ?? []);
      this.#text.append(event.text ?? '');
      this.#reasoning.append(event.reasoning ?? '');
      this.#html = html;
      this.#sources = join(this.#sources, event.sources ?? []);
    } else if (isEnded(event)) {
      this.#text.replace(event.text ?? '');
      this.#reasoning.replace(event.reasoning ?? '');
      this.#html = [...(event.html ?? [])];
      this.#sources = join([], event.sources ?? []);
    }
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
