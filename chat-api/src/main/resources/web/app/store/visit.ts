/*
 * One person at this page: built when it is known who they are, ended when they sign out. Puts together all that is
 * theirs, so that none of its parts has to know another.
 */

import { Rest } from '../api/rest';
import type { TokenSource } from '../api/rest';
import { Activity } from './activity';
import type { ConnectionState } from './connection';
import { ConversationList } from './conversations';
import { openDatabase } from './database';
import type { Database } from './database';
import { Deliveries } from './deliveries';
import { OwnEndpoints } from './endpoints';
import { Feed } from './feed';
import { KeptKeys } from './keys';
import { Marks } from './marks';
import type { Id, Limits, User, Visit } from './model';
import { Catalogue } from './models';
import type { Notices } from './notices';
import type { Opened } from './opened';
import { PersonalKeys } from './personal';
import type { KeptPreferences } from './preferences';
import { Screen } from './screen';
import type { Signal } from './signal';
import { Threads } from './threads';
import { Withdrawals } from './withdrawals';

export interface VisitSurroundings {
  readonly token: TokenSource;
  readonly streamUrl: string;
  readonly endpointsAllowed: boolean;
  readonly limits: Signal<Limits>;
  readonly preferences: KeptPreferences;
  readonly notices: Notices;
  readonly connection: ConnectionState;
  /** The conversation on the screen was only a message that was taken back: a new one takes its place. */
  readonly leftEmpty: () => void;
}

export class PersonsVisit implements Visit {
  readonly conversations: ConversationList;
  readonly models: Catalogue;
  readonly keys: KeptKeys;
  readonly endpoints: OwnEndpoints;
  readonly #personal: PersonalKeys;
  readonly #database: Promise<Database>;
  readonly #marks: Marks;
  readonly #withdrawals: Withdrawals;
  readonly #deliveries: Deliveries;
  readonly #threads: Threads;
  readonly #screen: Screen;
  readonly #feed: Feed;
  readonly #ending = new AbortController();

  constructor(
    readonly user: User,
    { token, streamUrl, endpointsAllowed, limits, preferences, notices, connection, leftEmpty }: VisitSurroundings,
  ) {
    const rest = new Rest(token);
    const activity = new Activity();
    const personal = new PersonalKeys(user.id);
    const database = openDatabase(user.id);
    const marks = new Marks(personal.marks);
    const removed = (id: Id): void => this.#screen.removed(id);
    const list = new ConversationList({ rest, database, activity, marks, notices, removed }, () => this.#feed.reread());
    const catalogue = new Catalogue(rest);
    const withdrawals = new Withdrawals(personal.withdrawn, rest, (id) => {
      list.drop(id);
      removed(id);
    });
    const opened = (id: Id): Opened | null => this.#screen.opened(id);
    const deliveries = new Deliveries({ rest, database, list, threads: () => this.#threads, withdrawals, notices, opened, leftEmpty });
    const threads = new Threads(rest, database, activity, list, (id) => deliveries.actionsIn(id));
    this.#personal = personal;
    this.#database = database;
    this.#marks = marks;
    this.#withdrawals = withdrawals;
    this.#deliveries = deliveries;
    this.#threads = threads;
    this.conversations = list;
    this.models = catalogue;
    this.keys = new KeptKeys(rest, catalogue);
    this.endpoints = new OwnEndpoints(rest, catalogue, endpointsAllowed);
    this.#feed = new Feed({
      url: streamUrl,
      token,
      rest,
      list,
      threads,
      activity,
      marks,
      connection,
      loaded: (thread, outcome) => this.#screen.note(thread, outcome),
      live: () => this.#live(),
      ended: (conversation) => deliveries.outbox.flushIn(conversation),
      told: (event) => withdrawals.take(event),
      listed: (overview) => withdrawals.compare(overview),
      tried: (what) => void (what === 'key.checked' ? this.keys : this.endpoints).load(),
    });
    this.#screen = new Screen({
      rest,
      list,
      catalogue,
      preferences,
      notices,
      limits,
      personal,
      threads,
      deliveries,
      recalled: this.#recall(),
      shown: (thread) => this.#feed.follow(thread),
    });
    this.#watchPage();
    void catalogue.reload();
  }

  get open() {
    return this.#screen.open;
  }

  show(id: Id): Opened {
    return this.#screen.show(id);
  }

  showNew(): Opened {
    return this.#screen.showNew();
  }

  showNone(): void {
    this.#screen.showNone();
  }

  /** There is a token, for the first time or a new one. */
  authorised(): void {
    this.#feed.begin();
    this.#deliveries.outbox.flush();
  }

  reconnect(): void {
    this.#feed.reconnect();
    this.#deliveries.outbox.flush();
  }

  /** Nothing is read, sent or heard any more. What is on the screen may stay until the page is left. */
  end(): void {
    this.conversations.removeAllNow();
    this.#ending.abort();
    this.#feed.end();
    this.#deliveries.outbox.end();
    this.keys.end();
    this.endpoints.end();
    this.#marks.end();
  }

  /** Also from this device. */
  async forget(): Promise<void> {
    this.#personal.forget();
    await (await this.#database).destroy();
  }

  #watchPage(): void {
    const { signal } = this.#ending;
    window.addEventListener('pagehide', () => this.conversations.removeAllNow(), { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.#threads.keepAllNow(), { signal });
    window.addEventListener('online', () => this.#deliveries.outbox.flush(), { signal });
  }

  /** What this device knows, before the server has said anything. */
  async #recall(): Promise<void> {
    const database = await this.#database;
    const [list, waiting] = await Promise.all([database.list().catch(() => []), this.#deliveries.outbox.load()]);
    if (this.conversations.state.value.kind !== 'ready') {
      this.conversations.takeKept(list);
    }
    waiting.forEach((message) => this.#deliveries.show(message));
    this.#deliveries.outbox.flush();
  }

  #live(): void {
    this.#deliveries.outbox.flush();
    this.#withdrawals.tryAgain();
    this.open.value?.flush();
    if (this.keys.state.value.kind !== 'loading') {
      // What another device did to them meanwhile may be news.
      void this.keys.load();
    } else if (this.models.state.value.kind === 'failed' || this.models.isEmpty) {
      void this.models.reload();
    }
  }
}
