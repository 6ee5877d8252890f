/* Who is here, and how the stream stands. */

import type { Instant, Problem, User } from './values';

export type Session =
  /** Not known yet; a blank page for an instant. */
  | { readonly kind: 'starting' }
  /** Show the sign-in page. `problem` says why a sign-in that was tried has failed. */
  | { readonly kind: 'signed-out'; readonly problem: Problem | null }
  | { readonly kind: 'signed-in'; readonly user: User }
  /** What was loaded stays readable; `store.signIn()` comes back to the same page. */
  | { readonly kind: 'expired'; readonly user: User };

/** How the stream stands. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** It was there and is lost; the next try is at `nextTry`, null while one is under way. */
  | { readonly kind: 'reconnecting'; readonly since: Instant; readonly nextTry: Instant | null }
  /** The browser says that there is no network. */
  | { readonly kind: 'offline'; readonly since: Instant }
  /** The gateway told this client to stay away; `store.reconnect()` tries again. */
  | { readonly kind: 'refused'; readonly problem: Problem };
