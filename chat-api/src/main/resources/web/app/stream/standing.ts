/*
 * How a generation stands at one position of the log: enough to say of the next event whether it
 * counts. The same rules as `dev.holdfast.contracts.fold.Standing`, against the same cases
 * (docs/conformance/fold).
 *
 *   queued ──started──▶ running ──completed | failed | stopped──▶ ended
 *                       │     ▲
 *                       └─────┘ alive, progressed; started of a later attempt
 */

import { isEnded, statusOf } from './wire';
import type { Alive, Ended, GenerationEvent, Progressed, Started, Status } from './wire';

/** Why an event does not count. */
export type Reason = 'ended' | 'earlier-attempt' | 'unclaimed-attempt' | 'other-run' | 'repeated';

export type Ruling =
  | { readonly kind: 'counts'; readonly next: Standing }
  /** A reader behaves as if the event were not in the log. */
  | { readonly kind: 'ignored'; readonly reason: Reason }
  /** It follows text that this reader does not have: resume or read the state anew, never guess. */
  | { readonly kind: 'gap'; readonly expected: number; readonly found: number };

/** Immutable. */
export class Standing {
  static readonly QUEUED = new Standing('queued', 0, undefined, 0);

  /**
   * @param attempt the one that counts; 0 before the first
   * @param run whose attempt it is; undefined where its writer does not know runs
   * @param length of the answer's text, in UTF-16 code units
   */
  constructor(
    readonly status: Status,
    readonly attempt: number,
    readonly run: string | undefined,
    readonly length: number,
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
    return counts(isEnded(event) ? this.#endedBy(event) : this);
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
      return { kind: 'gap', expected: this.length, found: started.keeps };
    }
    return counts(new Standing('running', started.attempt, started.run, started.keeps));
  }

  #ruleProgress(progressed: Progressed): Ruling {
    const text = progressed.text ?? '';
    const after = progressed.from + text.length;
    if (progressed.from !== this.length) {
      return after <= this.length && progressed.from < this.length && text !== ''
        ? ignored('repeated')
        : { kind: 'gap', expected: this.length, found: progressed.from };
    }
    return counts(new Standing(this.status, this.attempt, this.run, after));
  }

  #endedBy(ended: Ended): Standing {
    return new Standing(statusOf(ended), this.attempt, this.run, (ended.text ?? '').length);
  }

  #foreign(event: Alive | Progressed | Ended): Ruling | null {
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

function counts(next: Standing): Ruling {
  return { kind: 'counts', next };
}

function ignored(reason: Reason): Ruling {
  return { kind: 'ignored', reason };
}
