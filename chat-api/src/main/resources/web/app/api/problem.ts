/* Problems as a typed error: whatever goes wrong between this page and the service ends as one of these. */

import { text } from '../text/index';

/** An RFC 9457 problem, of REST, of the stream, or of this app (`offline`, `storage-full`). */
export interface Problem {
  /** The stable name; choose texts and mends by it. */
  readonly slug: string;
  readonly title: string;
  /** What happened and what to do about it, in English. */
  readonly detail: string;
  /** 0 where no server was reached. */
  readonly status: number;
  /** The field at fault. */
  readonly field?: string;
  readonly retryAfterSeconds?: number;
  readonly instance?: string;
}

/** Clocks that differ by less are no matter. */
const A_MINUTE = 60_000;

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.slug}: ${problem.detail}`);
    this.name = 'ProblemError';
  }
}

/** No server was reached; whether it got the request is not known. */
export const UNREACHABLE: Problem = {
  slug: 'unreachable',
  title: 'The service could not be reached',
  detail: 'Check the connection, then try it again.',
  status: 0,
};

/** The slug of a token that is new and refused all the same: a new sign-in would not help. */
export const NOT_ACCEPTED = 'sign-in-not-accepted';

/** @param answered when the server gave its answer, by its own clock; null where it does not say */
export function notAccepted(answered: string | null): Problem {
  const skew = answered === null ? 0 : Math.abs(Date.parse(answered) - Date.now());
  const minutes = skew < A_MINUTE ? 0 : Math.round(skew / A_MINUTE);
  return { slug: NOT_ACCEPTED, ...text.signIn.causes.notAccepted(minutes), status: 401 };
}

/** An answer that is not the service's own, as of a proxy in between. */
export function foreignAnswer(status: number): Problem {
  return {
    slug: status >= 500 ? 'service-unavailable' : 'unexpected-answer',
    title: 'The service gave an answer that cannot be read',
    detail: `Something between this page and the service answered with status ${status}. Try again in a moment.`,
    status,
  };
}

/** @param cause whatever was thrown */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof ProblemError) {
    return cause.problem;
  }
  return {
    slug: 'client-error',
    title: 'Something broke in this page',
    detail: `Reload the page; what you have written is kept. The browser says: ${cause instanceof Error ? cause.message : String(cause)}`,
    status: 0,
  };
}

/** The answer that a message is sent under is still being written. */
export function isTooEarly(problem: Problem): boolean {
  return problem.slug === 'answer-running';
}

/** Whether the same call may succeed later without anybody changing anything. */
export function isPassing(problem: Problem): boolean {
  return problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 408 || isTooEarly(problem);
}
