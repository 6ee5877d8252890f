/*
 * Who is here: sign-in by the code flow with PKCE at the installation's OIDC issuer, renewal of the
 * access token without anybody noticing, sign-out. Tokens lie in localStorage, so that a reload and a
 * second tab are signed in without a detour; what keeps foreign scripts from them is the page's
 * content security policy (docs/decisions/0009). Only one tab renews at a time, under a lock, because an issuer may
 * accept each refresh token once.
 */

import { ErrorResponse, InMemoryWebStorage, UserManager, WebStorageStateStore } from '../vendor/oidc-client-ts/oidc-client-ts.js';
import type { User as OidcUser } from '../vendor/oidc-client-ts/oidc-client-ts.js';
import { ProblemError, UNREACHABLE } from '../api/problem';
import type { Problem } from '../api/problem';
import { at, base, NAME, within } from '../place';
import { causeOf, hindrance, isFinal } from './causes';
import type { Party } from './causes';
import type { ClientSetUp } from '../api/wire';

/** Where the issuer sends people back to; the issuer must know this address. */
const RETURN = at('/signed-in');

/** Seconds before its end at which a token is renewed: more than a slow renewal takes. Of a token that lives for less, a third. */
const AHEAD = 45;

const LOCK = `${NAME}.renewal`;

/** Where this tab keeps the page to go back to: the issuer does not bring it back with each refusal. */
const BACK = `${NAME}.back`;

/** Where tokens lie. */
const KEPT = `${NAME}.oidc.`;

/** Who is signed in. */
export interface User {
  readonly id: string;
  readonly name: string;
}

export interface SignInListener {
  /** Someone is signed in, here or by another tab; again with each new token. */
  arrived(user: User): void;
  /** The issuer does not renew any more; what is on the screen may stay. */
  expired(): void;
  /** Signed out, here or in another tab. */
  left(): void;
}

export class SignIn {
  readonly #users: UserManager;
  readonly #party: Party;
  readonly #listener: SignInListener;
  #renewal: Promise<OidcUser> | null = null;
  /** Seconds that the issuer gives a token; unknown until it has given one to this page. */
  #lifetime = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(setUp: ClientSetUp & { readonly issuer: string }, listener: SignInListener) {
    this.#listener = listener;
    this.#party = { issuer: setUp.issuer, clientId: setUp.clientId, redirect: location.origin + RETURN };
    const store = new WebStorageStateStore({ store: storage(), prefix: KEPT });
    this.#users = new UserManager({
      authority: setUp.issuer,
      client_id: setUp.clientId,
      redirect_uri: this.#party.redirect,
      post_logout_redirect_uri: location.origin + base,
      scope: setUp.scope,
      response_type: 'code',
      userStore: store,
      stateStore: store,
      // The timers of every tab would fire at once; see #schedule.
      automaticSilentRenew: false,
      monitorSession: false,
      loadUserInfo: false,
    });
    window.addEventListener('storage', (event) => {
      if (event.key?.startsWith(`${KEPT}user:`)) {
        void this.#reread();
      }
    });
  }

  /**
   * @returns the path to go back to if this is the return from the issuer, else null
   * @throws ProblemError why nobody is signed in, where there is more to say than that
   */
  async begin(): Promise<string | null> {
    if (location.pathname === RETURN) {
      return this.#finish();
    }
    const user = await this.#users.getUser();
    if (user !== null) {
      this.#take(user);
      return null;
    }
    const hindered = hindrance();
    if (hindered !== null) {
      throw new ProblemError(hindered);
    }
    this.#listener.left();
    return null;
  }

  /** The path that the person wants to be at, also after a sign-in that has failed. */
  get goal(): string {
    return location.pathname === RETURN ? pathOf(keptBack()) : location.pathname + location.search + location.hash;
  }

  /**
   * Leaves the page.
   *
   * @throws ProblemError why it cannot
   */
  async go(): Promise<void> {
    const hindered = hindrance();
    if (hindered !== null) {
      throw new ProblemError(hindered);
    }
    const back = this.goal;
    keepBack(back);
    try {
      await this.#users.signinRedirect({ state: back });
    } catch (cause) {
      throw new ProblemError(causeOf(cause, this.#party));
    }
  }

  /** Leaves the page, for the issuer's own sign-out where it has one. */
  async leave(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await this.#users.signoutRedirect();
    } catch {
      // The issuer has no such page or cannot be reached: at least this device forgets.
      await this.#users.removeUser();
      this.#listener.left();
    }
  }

  /** @throws ProblemError `unreachable`, or `unauthenticated` where only a new sign-in helps */
  async token(renew: boolean): Promise<string> {
    const user = await this.#users.getUser();
    if (user === null) {
      throw new ProblemError(SIGNED_OUT);
    }
    if (!renew && !isEnding(user)) {
      return user.access_token;
    }
    return (await this.#renew(user)).access_token;
  }

  async #finish(): Promise<string> {
    try {
      const user = await this.#users.signinRedirectCallback();
      this.#lifetime = user.expires_in ?? Infinity;
      this.#take(user);
      keepBack(null);
      return pathOf(user.state);
    } catch (cause) {
      // A reload of the return address, or a sign-in that was begun before and is still good.
      const user = await this.#users.getUser();
      if (user !== null && !user.expired) {
        this.#take(user);
        return this.goal;
      }
      throw new ProblemError(hindrance() ?? causeOf(cause, this.#party));
    }
  }

  #take(user: OidcUser): void {
    this.#schedule(user);
    this.#listener.arrived({
      id: user.profile.sub,
      name: user.profile.name ?? user.profile.preferred_username ?? user.profile.sub,
    });
  }

  #schedule(user: OidcUser): void {
    clearTimeout(this.#timer);
    const seconds = Math.max(0, (user.expires_in ?? Infinity) - Math.min(AHEAD, this.#lifetime / 3));
    if (Number.isFinite(seconds)) {
      // A failure is met again by the next call that wants a token.
      this.#timer = setTimeout(() => void this.#renew(user).catch(() => undefined), seconds * 1000);
    }
  }

  #renew(known: OidcUser): Promise<OidcUser> {
    this.#renewal ??= this.#renewAlone(known).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  #renewAlone(known: OidcUser): Promise<OidcUser> {
    return exclusively(async () => {
      const present = await this.#users.getUser();
      if (present !== null && present.access_token !== known.access_token && !isEnding(present)) {
        // Another tab was faster.
        this.#take(present);
        return present;
      }
      return this.#ask(present ?? known);
    });
  }

  /** With the refresh token only: the other way, a hidden frame, fails wherever browsers keep third parties' cookies out. */
  async #ask(known: OidcUser): Promise<OidcUser> {
    let user: OidcUser | null;
    try {
      user = known.refresh_token === undefined ? null : await this.#users.signinSilent();
    } catch (cause) {
      if (cause instanceof ErrorResponse && isFinal(cause)) {
        this.#listener.expired();
        throw new ProblemError(SIGNED_OUT);
      }
      throw new ProblemError(UNREACHABLE);
    }
    if (user === null) {
      this.#listener.expired();
      throw new ProblemError(SIGNED_OUT);
    }
    this.#lifetime = user.expires_in ?? Infinity;
    this.#take(user);
    return user;
  }

  async #reread(): Promise<void> {
    const user = await this.#users.getUser();
    if (user === null) {
      clearTimeout(this.#timer);
      this.#listener.left();
    } else {
      this.#take(user);
    }
  }
}

const SIGNED_OUT: Problem = {
  slug: 'unauthenticated',
  title: 'You are signed out',
  detail: 'Sign in again; what you have written is kept.',
  status: 401,
};

function isEnding(user: OidcUser): boolean {
  return (user.expires_in ?? Infinity) < 5;
}

/** Of this installation only: what comes back through the issuer is not to be trusted with more. */
function pathOf(state: unknown): string {
  return typeof state === 'string' && /^\/(?![/\\])/.test(state) && within(state) !== null ? state : base;
}

/** @param path null forgets it */
function keepBack(path: string | null): void {
  try {
    if (path === null) {
      sessionStorage.removeItem(BACK);
    } else {
      sessionStorage.setItem(BACK, path);
    }
  } catch {
    // A sign-in that succeeds brings it back by itself.
  }
}

function keptBack(): string | null {
  try {
    return sessionStorage.getItem(BACK);
  } catch {
    return null;
  }
}

async function exclusively<T>(work: () => Promise<T>): Promise<T> {
  // Not there outside of secure contexts, where localhost counts as secure.
  return 'locks' in navigator ? await navigator.locks.request(LOCK, work) : work();
}

/** Where storage is forbidden, a page can at least say so. */
function storage(): Storage {
  try {
    localStorage.setItem(`${NAME}.probe`, '');
    localStorage.removeItem(`${NAME}.probe`);
    return localStorage;
  } catch {
    return new InMemoryWebStorage();
  }
}
