/*
 * What the events of one generation add up to: its standing, and the content that the counted ones
 * make.
 */

import { Growing } from './growing';
import { Standing } from './standing';
import type { Ruling } from './standing';
import { NOTHING } from './mark';
import { isEnded } from './wire';
import type { Content, GenerationEvent, Snapshot } from './wire';

/** Mutable; one per generation. */
export class Fold {
  #standing: Standing;
  readonly #content = new Growing();

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

  /** Another object after each change, with the same ones in it for what did not change. */
  get content(): Content {
    return this.#content.content;
  }

  /** Begins again from a state that the server knows. */
  restore(snapshot: Snapshot): void {
    this.#standing = Standing.of(snapshot);
    this.#content.restore(snapshot.content);
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
      this.#content.cut(event.keeps ?? NOTHING);
    } else if (event.type === 'generation.progressed') {
      this.#content.add(event.pieces, event.citations ?? []);
    } else if (isEnded(event)) {
      this.#content.restore(event.result.content);
    }
  }
}
