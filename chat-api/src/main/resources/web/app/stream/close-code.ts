/* Why a gateway closed, and what a client makes of it: 4000 to 4499 come back, 4500 to 4999 stay away. */

export type CloseAdvice =
  /** Another connection of the same kind will do; at once, spread over `within` milliseconds. */
  | { readonly kind: 'soon'; readonly within: number }
  /** The token has expired: with a new one, at once. */
  | { readonly kind: 'with-new-token' }
  /** As after any failure, and not before `atLeast` milliseconds. */
  | { readonly kind: 'later'; readonly atLeast: number }
  | { readonly kind: 'stay-away' };

const RESTARTING = 4000;
const TOKEN_EXPIRED = 4001;
const TOO_MANY_CONNECTIONS = 4006;
const STAY_AWAY = 4500;

export function adviceOf(code: number): CloseAdvice {
  if (code >= STAY_AWAY && code < 5000) {
    return { kind: 'stay-away' };
  }
  switch (code) {
    case RESTARTING:
      return { kind: 'soon', within: 3_000 };
    case TOKEN_EXPIRED:
      return { kind: 'with-new-token' };
    case TOO_MANY_CONNECTIONS:
      return { kind: 'later', atLeast: 30_000 };
    default:
      return { kind: 'later', atLeast: 0 };
  }
}
