/*
 * Puts the store together. `start` is called once, by app.ts, before anything is drawn; it returns
 * at once, and what it returns fills as the session, the device's cache, REST and the stream answer.
 * If the address is the return from the sign-in page, `session` becomes signed-in and `returned` is
 * called with the path (`/c/…`) that the person came from, so that the router can go there.
 *
 * Longer than usual: it wires every part to every other, so that none of them has to know another.
 */

import { ProblemError, problemOf } from '../api/problem';
import { readSetUp, Rest } from '../api/rest';
import type { AcceptedBody, ClientSetUp, HistoryBody } from '../api/wire';
import { base } from '../place';
import { SignIn } from '../session/sign-in';
import type { ConversationBody } from '../stream/index';
import { Activity } from './activity';
import { ConnectionState } from './connection';
import { ConversationList } from './conversations';
import { openDatabase } from './database';
import type { Database, Waiting } from './database';
import { forgetAll, recallJson, remember } from './device';
import { Feed } from './feed';
import { Marks } from './marks';
import type { Delivery, Id, Limits, Notice, OpenConversation, Preferences, Problem, Session, Store, User, Wait } from './model';
import { OwnEndpoints } from './endpoints';
import { KeptKeys } from './keys';
import { Catalogue } from './models';
import { Notices } from './notices';
import { begunBy, Opened } from './opened';
import { Outbox, waitNow } from './outbox';
import type { OutboxListener } from './outbox';
import { KeptPreferences } from './preferences';
import { State } from './signal';
import type { Thread } from './thread';
import type { QuestionActions } from './thread';
import { Threads } from './threads';
import type { Loaded } from './threads';
import { newId } from './uuid';
import { keyOf, Withdrawals } from './withdrawals';

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
const NOT_FOUND = 404;

export function start(options: StoreOptions): Store {
  const store = new AppStore(options);
  void store.begin();
  return store;
}

/** The one place that knows all parts; each part knows only what it is given. */
class AppStore implements Store, OutboxListener {
  readonly session = new State<Session>({ kind: 'starting' });
  readonly limits = new State<Limits>({ messageLength: 100_000 });
  readonly open = new State<OpenConversation | null>(null);

  readonly #kept = new KeptPreferences();
  readonly #notices = new Notices();
  readonly #connection = new ConnectionState();
  readonly #marks = new Marks();
  readonly #activity = new Activity();
  readonly #rest = new Rest((renew) => this.#token(renew));
  readonly #database: Promise<Database>;
  readonly #outbox: Outbox;
  readonly #threads: Threads;
  readonly #list: ConversationList;
  readonly #catalogue = new Catalogue(this.#rest);
  readonly keys = new KeptKeys(this.#rest, this.#catalogue);
  readonly endpoints = new OwnEndpoints(this.#rest, this.#catalogue);
  #openDatabase: (database: Promise<Database>) => void = () => undefined;
  /** Pending until somebody is here: what is asked of the server before waits. */
  readonly #someone: Promise<void>;
  #someoneIsHere: () => void = () => undefined;
  /** What waits on this device is known. */
  #hasRecalled = false;
  readonly #recalled: Promise<void>;
  #recall: () => void = () => undefined;
  #signIn: SignIn | null = null;
  #feed: Feed | null = null;
  #opened: Opened | null = null;
  readonly #withdrawals: Withdrawals;

  constructor(private readonly options: StoreOptions) {
    this.#database = new Promise((resolve) => {
      this.#openDatabase = resolve;
    });
    this.#someone = new Promise((resolve) => {
      this.#someoneIsHere = resolve;
    });
    this.#recalled = new Promise((resolve) => {
      this.#recall = resolve;
    });
    this.#list = new ConversationList(
      {
        rest: this.#rest,
        database: this.#database,
        activity: this.#activity,
        marks: this.#marks,
        notices: this.#notices,
        removed: (id) => this.#removed(id),
      },
      () => this.#feed?.reread() ?? Promise.resolve(),
    );
    this.#outbox = new Outbox(this.#rest, this.#database, this);
    this.#withdrawals = new Withdrawals(this.#rest, (id) => {
      this.#list.drop(id);
      this.#removed(id);
    });
    this.#threads = new Threads(this.#rest, this.#database, this.#activity, this.#list, (id) => this.#actionsIn(id));
    window.addEventListener('pagehide', () => this.#list.removeAllNow());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.#threads.keepAllNow());
    window.addEventListener('online', () => this.#outbox.flush());
  }

  get connection() {
    return this.#connection.signal;
  }

  get conversations() {
    return this.#list;
  }

  get models() {
    return this.#catalogue;
  }

  get preferences() {
    return this.#kept.signal;
  }

  get notices() {
    return this.#notices.signal;
  }

  async begin(): Promise<void> {
    const { returned } = this.options;
    const setUp = await this.#readSetUp();
    this.limits.value = { messageLength: setUp.maxMessageLength };
    this.endpoints.allowed.value = setUp.endpointsAllowed === true;
    if (setUp.issuer === undefined) {
      this.session.value = { kind: 'signed-out', problem: NO_ISSUER };
      return;
    }
    const signIn = new SignIn(
      { ...setUp, issuer: setUp.issuer },
      {
        arrived: (user) => this.#arrived(user, setUp),
        expired: () => this.#expired(),
        left: () => this.#left(),
      },
    );
    this.#signIn = signIn;
    try {
      const path = await signIn.begin();
      if (path !== null) {
        returned(path);
      }
    } catch (cause) {
      this.session.value = { kind: 'signed-out', problem: problemOf(cause) };
      // For the next try.
      returned(signIn.goal);
    }
  }

  async signIn(): Promise<void> {
    try {
      await this.#signIn?.go();
    } catch (cause) {
      const present = this.session.value;
      if (present.kind === 'signed-out') {
        this.session.value = { kind: 'signed-out', problem: problemOf(cause) };
      } else {
        this.#notices.add('sign-in', cause);
      }
    }
  }

  async signOut(): Promise<void> {
    this.#list.removeAllNow();
    this.#feed?.end();
    const present = this.session.value;
    if (present.kind === 'signed-in' || present.kind === 'expired') {
      forgetAll(`draft.${present.user.id}.`);
      forgetAll(`settings.${present.user.id}.`);
      forgetAll(`marks.${present.user.id}`);
      forgetAll(keyOf(present.user.id));
      await this.#database.then((database) => database.destroy());
    }
    await this.#signIn?.leave();
  }

  reconnect(): void {
    this.#feed?.reconnect();
    this.#outbox.flush();
  }

  show(id: Id): OpenConversation {
    if (this.#opened?.id === id) {
      return this.#opened;
    }
    const thread = this.#threads.get(id);
    const opened = this.#look(thread, false);
    if (!thread.isComplete) {
      void this.#load(thread);
    }
    return opened;
  }

  showNew(): OpenConversation {
    const thread = this.#threads.get(newId());
    // The server knows nothing of it.
    thread.isComplete = true;
    return this.#look(thread, true);
  }

  showNone(): void {
    this.#opened?.leave();
    this.#opened = null;
    this.open.value = null;
    this.#feed?.follow(null);
  }

  setPreferences(change: Partial<Preferences>): void {
    this.#kept.change(change);
  }

  dismiss(notice: Notice): void {
    this.#notices.dismiss(notice);
  }

  // ── What happens to messages that were written here ────────────────────────────────────────────

  waits(message: Waiting, why: Wait): void {
    this.#deliver(message, { kind: 'waiting', why });
  }

  refused(message: Waiting, problem: Problem): void {
    this.#deliver(message, { kind: 'refused', problem });
  }

  made(conversation: ConversationBody): void {
    if (this.#withdrawals.isGivenUp(conversation.id)) {
      // Nobody is in it, and nobody will be. Where this fails, the list shows it, and it is tried again.
      this.#rest.deleteConversation(conversation.id).catch(() => undefined);
    } else {
      this.#list.upsert(conversation);
    }
  }

  acceptedAfterAll(message: Waiting, { message: said, reply, generation }: AcceptedBody): void {
    if (this.#withdrawals.isGivenUp(message.conversationId)) {
      this.#rest.deleteConversation(message.conversationId).catch(() => undefined);
      return;
    }
    this.#threads.find(message.conversationId)?.mergeMessages([said, reply]);
    this.#rest.stop(generation.id).then(
      () => this.#withdrawals.settled(message.id),
      (cause: unknown) => this.#notices.add('stop', cause),
    );
  }

  accepted(message: Waiting, { message: said, reply }: AcceptedBody, conversation: ConversationBody | null): void {
    if (conversation !== null) {
      this.#list.upsert({ ...conversation, updatedAt: said.createdAt });
    }
    const thread = this.#threads.find(message.conversationId);
    thread?.mergeMessages([said, reply]);
    if (thread !== null) {
      this.#threads.keep(thread);
    }
  }

  async goneElsewhere({ id, conversationId }: Waiting): Promise<boolean> {
    const thread = this.#threads.find(conversationId);
    let history: HistoryBody | null = null;
    try {
      history = await this.#rest.history(conversationId);
    } catch (cause) {
      if (problemOf(cause).status !== NOT_FOUND) {
        return false;
      }
    }
    if (history !== null && thread !== null) {
      this.#threads.take(thread, history, false);
    }
    if (history?.messages.some((message) => message.id === id) !== true) {
      // Taken back there, where its words are now.
      thread?.remove(id);
      this.#dropIfUnmade(conversationId, history);
    }
    return true;
  }

  #dropIfUnmade(conversation: Id, history: HistoryBody | null): void {
    if (history === null && !this.#list.isOnServer(conversation)) {
      this.#list.dropLocal(conversation);
      if (this.#opened?.id === conversation) {
        this.options.leftEmpty();
      }
    }
  }

  // ── Who is here ────────────────────────────────────────────────────────────────────────────────

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

  async #token(renew: boolean): Promise<string> {
    await this.#someone;
    return this.#signIn?.token(renew) ?? Promise.reject(new ProblemError(NO_ISSUER));
  }

  #arrived(user: User, setUp: ClientSetUp): void {
    const present = this.session.value;
    const known = present.kind === 'signed-in' || present.kind === 'expired' ? present.user : null;
    if (known !== null && known.id !== user.id) {
      // Another tab has signed in as somebody else: nothing of this one may be shown to them.
      location.assign(base);
      return;
    }
    if (known === null) {
      this.#welcome(user, setUp);
    }
    if (present.kind !== 'signed-in') {
      this.session.value = { kind: 'signed-in', user };
    }
    if (known === null) {
      this.#opened?.recall();
    }
    this.#feed?.begin();
    this.#outbox.flush();
  }

  #welcome(user: User, setUp: ClientSetUp): void {
    this.#someoneIsHere();
    this.#marks.begin(user.id);
    this.#withdrawals.begin(user.id);
    this.#openDatabase(openDatabase(user.id));
    this.#feed = new Feed({
      url: setUp.streamUrl ?? location.origin + base,
      token: (renew) => this.#token(renew),
      rest: this.#rest,
      list: this.#list,
      threads: this.#threads,
      activity: this.#activity,
      marks: this.#marks,
      connection: this.#connection,
      loaded: (thread, outcome) => this.#note(thread, outcome),
      live: () => this.#live(),
      ended: (conversation) => this.#outbox.flushIn(conversation),
      told: (event) => this.#withdrawals.take(event),
      listed: (overview) => this.#withdrawals.compare(overview),
      tried: (what) => void (what === 'key.checked' ? this.keys : this.endpoints).load(),
    });
    this.#feed.follow(this.#opened?.thread ?? null);
    void this.#recallKept();
    void this.#catalogue.reload();
  }

  /** What this device knows, before the server has said anything. */
  async #recallKept(): Promise<void> {
    const database = await this.#database;
    const [list, waiting] = await Promise.all([database.list().catch(() => []), this.#outbox.load()]);
    if (this.#list.state.value.kind !== 'ready') {
      this.#list.takeKept(list);
    }
    waiting.forEach((message) => this.#rememberWaiting(message));
    this.#hasRecalled = true;
    this.#recall();
    this.#outbox.flush();
  }

  #rememberWaiting(message: Waiting): void {
    const refusal = message.refusal as Problem | null;
    if (message.isFirst) {
      this.#list.addLocal(begunBy(message));
    }
    this.#threads
      .find(message.conversationId)
      ?.addWaiting(message, refusal === null ? { kind: 'waiting', why: waitNow() } : { kind: 'refused', problem: refusal });
  }

  #live(): void {
    this.#outbox.flush();
    this.#withdrawals.tryAgain();
    this.#opened?.flush();
    if (this.keys.state.value.kind !== 'loading') {
      // What another device did to them meanwhile may be news.
      void this.keys.load();
    } else if (this.#catalogue.state.value.kind === 'failed' || this.#catalogue.isEmpty) {
      void this.#catalogue.reload();
    }
  }

  #expired(): void {
    const present = this.session.value;
    if (present.kind === 'signed-in') {
      this.session.value = { kind: 'expired', user: present.user };
    }
  }

  #left(): void {
    if (this.session.value.kind === 'signed-in' || this.session.value.kind === 'expired') {
      // What is in memory is the former person's.
      this.#feed?.end();
      location.assign(base);
    } else {
      this.session.value = { kind: 'signed-out', problem: null };
    }
  }

  // ── The conversation on the screen ─────────────────────────────────────────────────────────────

  #look(thread: Thread, isNew: boolean): Opened {
    this.#opened?.leave();
    const opened = new Opened(thread.id, thread, isNew, {
      rest: this.#rest,
      list: this.#list,
      catalogue: this.#catalogue,
      preferences: this.#kept,
      outbox: this.#outbox,
      notices: this.#notices,
      limits: this.limits,
      user: () => this.#userId(),
      load: async () => this.#load(thread),
    });
    this.#opened = opened;
    this.#outbox.in(thread.id).forEach((message) => this.#rememberWaiting(message));
    this.#feed?.follow(thread);
    this.open.value = opened;
    return opened;
  }

  async #load(thread: Thread): Promise<void> {
    const fromServer = this.#threads.load(thread);
    await this.#threads.loadKept(thread);
    if (!thread.isEmpty && !thread.isComplete) {
      this.#noteOpened(thread, { stale: true });
    }
    this.#note(thread, await fromServer);
  }

  #note(thread: Thread, outcome: Loaded): void {
    if (outcome === 'missing' && !this.#hasRecalled) {
      // It may be one that the server is still to hear of.
      void this.#recalled.then(() => this.#note(thread, outcome));
      return;
    }
    const isLocal = this.#outbox.in(thread.id).some(({ isFirst }) => isFirst);
    if (outcome === 'missing') {
      if (!isLocal) {
        this.#threads.forget(thread.id);
        this.#noteOpened(thread, 'missing');
      }
    } else {
      this.#noteOpened(thread, 'problem' in outcome ? outcome : { stale: false });
    }
  }

  #noteOpened(thread: Thread, outcome: Parameters<Opened['noteLoading']>[0]): void {
    if (this.#opened?.thread === thread) {
      this.#opened.noteLoading(outcome);
    }
  }

  #removed(id: Id): void {
    const opened = this.#opened;
    this.#threads.forget(id);
    if (opened?.id === id) {
      opened.thread.clear();
      opened.noteLoading('missing');
    }
  }

  #deliver(message: Waiting, delivery: Delivery): void {
    this.#threads.find(message.conversationId)?.deliver(message.id, delivery);
  }

  #actionsIn(conversation: Id): QuestionActions {
    return {
      withdraw: (id) => this.#withdraw(id, conversation),
      arrived: (id) => this.#outbox.arrived(id),
      sendAgain: (id) => {
        const opened = this.#opened?.id === conversation ? this.#opened : null;
        this.#outbox.sendAgain(id, opened?.model.value ?? null, opened?.optionsToSend() ?? null);
        const message = this.#outbox.get(id);
        if (message !== null) {
          this.waits(message, waitNow());
        }
      },
    };
  }

  #withdraw(id: Id, conversation: Id): void {
    const message = this.#outbox.withdraw(id);
    const thread = this.#threads.find(conversation);
    // Asked anew, it still stands where it was asked first.
    const isToBeWritten = message !== null && thread?.isAskedElsewhere(id) !== true;
    const isGone = message?.isFirst === true && !this.#list.isOnServer(conversation);
    thread?.remove(id);
    if (message !== null && message.refusal === null) {
      this.#withdrawals.add(message, isGone);
    }
    if (isGone) {
      this.#list.dropLocal(conversation);
    }
    if (isToBeWritten && this.#opened?.id === conversation) {
      this.#opened.takeBack(message, isGone);
      if (isGone) {
        this.options.leftEmpty();
      }
    }
  }

  #userId(): string {
    const session = this.session.value;
    return session.kind === 'signed-in' || session.kind === 'expired' ? session.user.id : '';
  }
}

const NO_ISSUER: Problem = {
  slug: 'sign-in-unavailable',
  title: 'Nobody can sign in',
  detail: 'This installation names no issuer to sign in with. Set QUARKUS_OIDC_AUTH_SERVER_URL of chat-api.',
  status: 0,
};
