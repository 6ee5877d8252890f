/*
 * Which view the address asks for. Links are plain `<a href>`: a click within this installation changes
 * the view without loading the page; every other click is the browser's.
 */

import { at, base, within } from '../place';
import { State, type Signal } from '../store/signal';

export type Route =
  /** The way back from the sign-in page; the store says where to go on. */
  | { readonly kind: 'returning' }
  | { readonly kind: 'new' }
  | { readonly kind: 'conversation'; readonly id: string; readonly messageId: string | null }
  | { readonly kind: 'settings' }
  | { readonly kind: 'missing' };

const CONVERSATION = /^\/c\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;

/** @param address a path with its hash, or a whole URL of this origin */
export function routeOf(address: string): Route {
  const { pathname: whole, hash } = new URL(address, 'http://app');
  const pathname = within(whole);
  if (pathname === null) {
    return { kind: 'missing' };
  }
  if (pathname === '/' || pathname === '/index.html') {
    return { kind: 'new' };
  }
  if (pathname === '/settings' || pathname === '/settings/') {
    return { kind: 'settings' };
  }
  if (pathname === '/signed-in') {
    return { kind: 'returning' };
  }
  const id = CONVERSATION.exec(pathname)?.[1];
  return id ? { kind: 'conversation', id: id.toLowerCase(), messageId: hash.slice(1) || null } : { kind: 'missing' };
}

export const paths = {
  home: base,
  settings: at('/settings'),
  keys: at('/settings#keys'),
  key: (provider: string) => at(`/settings#key-${provider}`),
  conversation: (id: string, messageId?: string | null) => at(`/c/${id}${messageId ? `#${messageId}` : ''}`),
};

/** Addresses that the server answers itself. */
const NOT_VIEWS = /^\/(api|q|stream|static)\//;

export class Router {
  readonly #route = new State<Route>(routeOf(location.href));

  constructor() {
    addEventListener('popstate', () => this.#follow());
    document.addEventListener('click', (event) => this.#click(event));
  }

  get route(): Signal<Route> {
    return this.#route;
  }

  go(path: string, how: { readonly replace?: boolean } = {}): void {
    if (how.replace || path === location.pathname + location.search + location.hash) {
      history.replaceState(null, '', path);
    } else {
      history.pushState(null, '', path);
    }
    this.#follow();
  }

  #follow(): void {
    this.#route.value = routeOf(location.href);
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) {
      return;
    }
    const path = within(link.pathname);
    if (path === null || NOT_VIEWS.test(path)) {
      return;
    }
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}
