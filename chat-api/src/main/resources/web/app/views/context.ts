/*
 * What every view may reach: the store, the router, and the voice of the page. Set once by app.ts
 * before anything is drawn. One page has one app, so a module holds it instead of a provider
 * element that each component would have to ask.
 */

import type { Problem, Store, Visit } from '../store/model';
import type { Router } from './router';
import type { Toasts } from './toasts';

export interface Context {
  readonly store: Store;
  readonly router: Router;
  readonly toasts: Toasts;
  /** Says it to those who listen to the page. */
  announce(sentence: string): void;
  openSearch(): void;
  openShortcuts(): void;
  /** How the conversation on the screen is answered; with what is wrong with it, at the field that is at fault. */
  openOptions(problem?: Problem): void;
  /** Where the person begins to write. */
  focusComposer(): void;
}

let present: Context | null = null;

export function setContext(context: Context): void {
  present = context;
}

/** What is the person's who is here; for views that are drawn only where somebody is. */
export function visit(): Visit {
  const here = context().store.visit.value;
  if (!here) {
    throw new Error('a view of a person was drawn before anybody was here');
  }
  return here;
}

export function context(): Context {
  if (!present) {
    throw new Error('a view was drawn before the app began');
  }
  return present;
}
