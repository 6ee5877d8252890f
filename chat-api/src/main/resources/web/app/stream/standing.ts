/*
 * How a generation stands at one position of the log: enough to say of the next event whether it
 * counts. The same rules as `dev.holdfast.contracts.fold.Standing`, against the same cases
 * (docs/conformance/fold).
 *
 *   queued ──started──▶ running ──completed | failed | stopped──▶ ended
 *                       │     ▲
 *                       └─────┘ alive, progressed, released; started of a later attempt
 */

import { isEnded, statusOf } from './wire';
import type { Alive, Ended, GenerationEvent, Progressed, Released, Started, Status } from './wire';

/** Why an event does not count. */
export type Reason = 'ended' | 'earlier-attempt' | 'unclaimed-attempt' | 'other-run' | 'repeated';

export type Ruling =
  | { readonly kind: 'counts'; readonly next: Standing }
  /** A reader behaves as if the event were not in the log. */
  | { readonly kind: 'ignored'; readonly reason: Reason }
  /** It follows text or reasoning that this reader does not have: resume or read the state anew, never guess. */
  | { readonly kind: 'gap'; readonly in: 'text' | 'reasoning'; readonly expected: number; readonly found: number };

/** Immutable. */
export class Standing {
  static readonly QUEUED = new Standing('queued', 0, undefined, 0, 0);

  /**
   * @param attempt the one that counts; 0 before the first
   * @param run whose attempt it is; undefined where its writer does not know runs, and where it was released
   * @param length of the answer's text, in UTF-16 code units
   * @param reasoningLength of its reasoning, in UTF-16 code units
   * @param beat number of the last sign of life of this run; 0 before the first, and after a snapshot
   */
  constructor(
    readonly status: Status,
    readonly attempt: number,
    readonly run: string | undefined,
    readonly length: number,
    readonly reasoningLength: number,
    readonly beat = 0,
  ) {}

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
      return counts(new Standing(this.status, this.attempt, undefined, this.length, this.reasoningLength));
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
    if (started.keeps < 0 || started.keeps > this.length) {
      return { kind: 'gap', in: 'text', expected: this.length, found: started.keeps };
    }
    return counts(new Standing('running', started.attempt, started.run, started.keeps, 0));
  }

  /** One that is missing is no gap: it would have said nothing that is not said by now. */
  #ruleAlive({ beat }: Alive): Ruling {
    if (beat === undefined) {
      return counts(this);
    }
    const { status, attempt, run, length, reasoningLength } = this;
    return beat <= this.beat ? ignored('repeated') : counts(new Standing(status, attempt, run, length, reasoningLength, beat));
  }

  #ruleProgress(progressed: Progressed): Ruling {
    const { status, attempt, run, length, reasoningLength, beat } = this;
    const added = progressed.text?.length ?? 0;
    const reasoned = progressed.reasoning?.length ?? 0;
    const text = { from: progressed.from, size: added, there: length };
    // Where the writer does not say where its reasoning belongs, the text alone decides.
    const reasoning =
      progressed.reasoningFrom === undefined
        ? { from: reasoningLength, size: 0, there: reasoningLength }
        : { from: progressed.reasoningFrom, size: reasoned, there: reasoningLength };
    if (fits(text) && fits(reasoning)) {
      return counts(new Standing(status, attempt, run, length + added, reasoningLength + reasoned, beat));
    }
    if (isThere(text) && isThere(reasoning)) {
      return ignored('repeated');
    }
    return fits(text)
      ? { kind: 'gap', in: 'reasoning', expected: reasoningLength, found: reasoning.from }
      : { kind: 'gap', in: 'text', expected: length, found: text.from };
  }

  #endedBy(ended: Ended): Standing {
    const length = ended.text?.length ?? 0;
    return new Standing(statusOf(ended), this.attempt, this.run, length, ended.reasoning?.length ?? 0, this.beat);
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

/** What an event brings of the text or of the reasoning, beside how much of it is there before. */
interface Stretch {
  readonly from: number;
  readonly size: number;
  readonly there: number;
}

function fits({ from, there }: Stretch): boolean {
  return from === there;
}

/** Whether it brings nothing that is not there. */
function isThere({ from, size, there }: Stretch): boolean {
  return from <= there && from + size <= there;
}

function counts(next: Standing): Ruling {
  return { kind: 'counts', next };
}

function ignored(reason: Reason): Ruling {
  return { kind: 'ignored', reason };
}
