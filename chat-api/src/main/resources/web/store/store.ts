/*
 * Puts the store together. `start` is called once, by app.ts, before anything is drawn; it returns
 * at once, and what it returns fills as the session, the device's cache, REST and the stream answer.
 * If the address is the return from the sign-in page, `session` becomes signed-in and `returned` is
 * called with the path (`/c/…`) that the person came from, so that the router can go there.
 */

import type { Store } from './model';

export type { Store } from './model';

export interface StoreOptions {
  /** `path` begins with a slash and is of this origin. Replaces the present entry of the history. */
  readonly returned: (path: string) => void;
}

export function start(options: StoreOptions): Store {
  throw new Error(`the store has no body yet (${options.returned.name})`);
}
