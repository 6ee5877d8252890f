/*
 * Puts the store together. `start` is called once, by app.ts, before anything is drawn; it returns
 * at once, and what it returns fills as the session, the device's cache, REST and the stream answer.
 * If the address is the return from the sign-in page, `session` becomes signed-in and `returned` is
 * called with the path (`/c/…`) that the person came from, so that the router can go there.
 */

import { ProblemError, problemOf } from '../api/problem';
import { readSetUp } from '../api/rest';
import type { ClientSetUp } from '../api/wire';
import { base } from '../place';
import { SignIn } from '../session/sign-in';
import { ConnectionState } from './connection';
import { recallJson, remember } from './device';
import type { Limits, Notice, Preferences, Problem, Session, Store, User } from './model';
import { Notices } from './notices';
import { KeptPreferences } from './preferences';
import { State } from './signal';
import { PersonsVisit } from './visit';

export type { Store } from './model';

export interface StoreOptions {
  /** `path` begins with a slash and is of this origin. Replaces the present entry of the history. */
  readonly returned: (path: string) => void;
  /** The conversation on the screen was only a message that was taken back: a new one takes its place. */
  readonly leftEmpty: () => void;
}

/** Kept, so that a page without a network knows whom to ask for and what a message may be. */
const SET_UP = 'set-up';
const RETRY_SET_UP = 3_000;

export function start(options: StoreOptions): Store {
  const store = new AppStore(options);
  void store.begin();
  return store;
}

/** Who is here, and what counts for everybody at this page; what is one person's is their visit's. */
class AppStore implements Store {
  readonly session = new State<Session>({ kind: 'starting' });
  readonly visit = new State<PersonsVisit | null>(null);
  readonly limits = new State<Limits>({ messageLength: 100_000 });
  readonly #preferences = new KeptPreferences();
  readonly #notices = new Notices();
  readonly #connection = new ConnectionState();
  /** Fails with a `ProblemError` where nobody can sign in at all. */
  readonly #signIn: Promise<SignIn>;

  constructor(private readonly options: StoreOptions) {
    this.#signIn = this.#prepare();
  }

  get connection() {
    return this.#connection.signal;
  }

  get preferences() {
    return this.#preferences.signal;
  }

  get notices() {
    return this.#notices.signal;
  }

  async begin(): Promise<void> {
    let goal: string | null = null;
    try {
      const signIn = await this.#signIn;
      goal = signIn.goal;
      const path = await signIn.begin();
      if (path !== null) {
        this.options.returned(path);
      }
    } catch (cause) {
      this.session.value = { kind: 'signed-out', problem: problemOf(cause) };
      if (goal !== null) {
        // For the next try.
        this.options.returned(goal);
      }
    }
  }

  async signIn(): Promise<void> {
    try {
      await (await this.#signIn).go();
    } catch (cause) {
      if (this.session.value.kind === 'signed-out') {
        this.session.value = { kind: 'signed-out', problem: problemOf(cause) };
      } else {
        this.#notices.add('sign-in', cause);
      }
    }
  }

  async signOut(): Promise<void> {
    this.visit.value?.end();
    await this.visit.value?.forget();
    await (await this.#signIn).leave();
  }

  reconnect(): void {
    this.visit.value?.reconnect();
  }

  setPreferences(change: Partial<Preferences>): void {
    this.#preferences.change(change);
  }

  dismiss(notice: Notice): void {
    this.#notices.dismiss(notice);
  }

  async #prepare(): Promise<SignIn> {
    const setUp = await this.#readSetUp();
    this.limits.value = { messageLength: setUp.maxMessageLength };
    if (setUp.issuer === undefined) {
      throw new ProblemError(NO_ISSUER);
    }
    const signIn: SignIn = new SignIn(
      { ...setUp, issuer: setUp.issuer },
      {
        arrived: (user) => this.#arrived(user, setUp, signIn),
        expired: () => this.#expired(),
        left: () => this.#left(),
      },
    );
    return signIn;
  }

  async #readSetUp(): Promise<ClientSetUp> {
    for (;;) {
      try {
        const setUp = await readSetUp();
        remember(SET_UP, JSON.stringify(setUp));
        return setUp;
      } catch {
        const kept = recallJson<ClientSetUp>(SET_UP);
        if (kept?.clientId !== undefined) {
          return kept as ClientSetUp;
        }
        this.#connection.cannotRead(Date.now() + RETRY_SET_UP);
        await new Promise((resolve) => setTimeout(resolve, RETRY_SET_UP));
      }
    }
  }

  #arrived(user: User, setUp: ClientSetUp, signIn: SignIn): void {
    const present = this.visit.value;
    if (present !== null && present.user.id !== user.id) {
      // Another tab has signed in as somebody else: nothing of this one may be shown to them.
      location.assign(base);
      return;
    }
    const visit = present ?? this.#welcome(user, setUp, signIn);
    this.visit.value = visit;
    if (this.session.value.kind !== 'signed-in') {
      this.session.value = { kind: 'signed-in', user };
    }
    visit.authorised();
  }

  #welcome(user: User, setUp: ClientSetUp, signIn: SignIn): PersonsVisit {
    return new PersonsVisit(user, {
      token: (renew) => signIn.token(renew),
      streamUrl: setUp.streamUrl ?? location.origin + base,
      endpointsAllowed: setUp.endpointsAllowed === true,
      limits: this.limits,
      preferences: this.#preferences,
      notices: this.#notices,
      connection: this.#connection,
      leftEmpty: this.options.leftEmpty,
    });
  }

  #expired(): void {
    const present = this.session.value;
    if (present.kind === 'signed-in') {
      this.session.value = { kind: 'expired', user: present.user };
    }
  }

  #left(): void {
    if (this.visit.value === null) {
      this.session.value = { kind: 'signed-out', problem: null };
    } else {
      // What is in memory is the former person's.
      this.visit.value.end();
      location.assign(base);
    }
  }
}

const NO_ISSUER: Problem = {
  slug: 'sign-in-unavailable',
  title: 'Nobody can sign in',
  detail: 'This installation names no issuer to sign in with. Set QUARKUS_OIDC_AUTH_SERVER_URL of chat-api.',
  status: 0,
};
