/*
 * How a generation stands at one position of the log: enough to say of the next event whether it
 * counts. The same rules as `dev.holdfast.contracts.fold.Standing`, against the same cases
 * (docs/conformance/fold).
 *
 *   queued ──started──▶ running ──ended──▶ completed | failed | stopped
 *                       │     ▲
 *                       └─────┘ alive, progressed, released; started of a later attempt
 */

import { isSame, isWithin, markOf, NOTHING, stretchOf } from './mark';
import type { Stretch } from './mark';
import { isEnded } from './wire';
import type { Alive, Ended, GenerationEvent, Mark, Piece, Progressed, Released, Snapshot, Started, Status } from './wire';

/** Why an event does not count. */
export type Reason = 'ended' | 'earlier-attempt' | 'unclaimed-attempt' | 'other-run' | 'repeated';

export type Ruling =
  | { readonly kind: 'counts'; readonly next: Standing }
  /** A reader behaves as if the event were not in the log. */
  | { readonly kind: 'ignored'; readonly reason: Reason }
  /** It follows something that this reader does not have: resume or read the state anew, never guess. */
  | { readonly kind: 'gap'; readonly expected: Mark; readonly found: Mark };

/** Immutable. */
export class Standing {
  static readonly QUEUED = new Standing('queued', 0, undefined, NOTHING);

  /**
   * @param attempt the one that counts; 0 before the first
   * @param run whose attempt it is; undefined where its writer does not know runs, and where it was released
   * @param mark how far the answer has come
   * @param beat number of the last sign of life of this run; 0 before the first, and after a snapshot
   */
  constructor(
    readonly status: Status,
    readonly attempt: number,
    readonly run: string | undefined,
    readonly mark: Mark,
    readonly beat = 0,
  ) {}

  static of({ status, attempt, run, content }: Snapshot): Standing {
    return new Standing(status, attempt, run, markOf(content));
  }

  get isEnded(): boolean {
    return this.status !== 'queued' && this.status !== 'running';
  }

  rule(event: GenerationEvent): Ruling {
    if (event.type === 'generation.queued') {
      return this.status === 'queued' ? counts(this) : ignored('repeated');
    }
    if (event.type === 'generation.started') {
      return this.#ruleClaim(event);
    }
    const refusal = this.#foreign(event);
    if (refusal) {
      return refusal;
    }
    if (event.type === 'generation.progressed') {
      return this.#ruleProgress(event);
    }
    if (event.type === 'generation.released') {
      // Whatever its run still says is that of another; what it has said stays.
      return counts(new Standing(this.status, this.attempt, undefined, this.mark));
    }
    return isEnded(event) ? counts(this.#endedBy(event)) : this.#ruleAlive(event);
  }

  #ruleClaim(started: Started): Ruling {
    if (this.isEnded) {
      return ignored('ended');
    }
    if (started.attempt < this.attempt) {
      return ignored('earlier-attempt');
    }
    if (started.attempt === this.attempt) {
      return ignored(started.run === this.run ? 'repeated' : 'other-run');
    }
    const keeps = started.keeps ?? NOTHING;
    if (keeps.length < 0 || !isWithin(NOTHING, keeps) || !isWithin(keeps, this.mark)) {
      return { kind: 'gap', expected: this.mark, found: keeps };
    }
    return counts(new Standing('running', started.attempt, started.run, keeps));
  }

  /** One that is missing is no gap: it would have said nothing that is not said by now. */
  #ruleAlive({ beat }: Alive): Ruling {
    if (beat === undefined) {
      return counts(this);
    }
    const { status, attempt, run, mark } = this;
    return beat <= this.beat ? ignored('repeated') : counts(new Standing(status, attempt, run, mark, beat));
  }

  #ruleProgress({ pieces }: Progressed): Ruling {
    const { status, attempt, run, beat } = this;
    let mark = this.mark;
    for (const piece of pieces) {
      const stretch = stretchOf(piece);
      if (goesOn(mark, piece, stretch)) {
        mark = stretch.end;
      } else if (stretch.placed || piece.part < 0 || piece.part >= mark.parts) {
        return pieces.every((each) => isWithin(stretchOf(each).end, this.mark))
          ? ignored('repeated')
          : { kind: 'gap', expected: this.mark, found: stretch.start };
      }
    }
    return counts(new Standing(status, attempt, run, mark, beat));
  }

  #endedBy({ end, result }: Ended): Standing {
    return new Standing(end, this.attempt, this.run, markOf(result.content), this.beat);
  }

  #foreign(event: Alive | Released | Progressed | Ended): Ruling | null {
    if (this.isEnded) {
      return ignored('ended');
    }
    if (event.attempt < this.attempt) {
      return ignored('earlier-attempt');
    }
    if (event.attempt > this.attempt) {
      return ignored('unclaimed-attempt');
    }
    return event.run === this.run ? null : ignored('other-run');
  }
}

/** Whether a piece adds to the last part, or opens the next. */
function goesOn(mark: Mark, { part }: Piece, { placed, start }: Stretch): boolean {
  const opens = part === mark.parts && start.length === 0;
  return opens || (placed && mark.parts > 0 && isSame(start, mark));
}

function counts(next: Standing): Ruling {
  return { kind: 'counts', next };
}

function ignored(reason: Reason): Ruling {
  return { kind: 'ignored', reason };
}
