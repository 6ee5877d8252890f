/*
 * Joins what REST knows with what the stream tells, without a gap and without showing anything twice.
 * State first, then the cursor that this state reflects: the list's first page carries one, and so
 * does each conversation. Where the two are of one place, the stream goes on from there with all; where
 * not, from the list's, and what runs in the open conversation comes with a snapshot.
 */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { OverviewBody } from '../api/wire';
import { Backoff, isGenerationEvent, StreamClient } from '../stream/index';
import type { EndpointChecked, KeyChecked, LogEvent, Snapshot, StreamListener, StreamStatus } from '../stream/index';
import type { Activity } from './activity';
import type { ConnectionState } from './connection';
import type { ConversationList } from './conversations';
import type { Marks } from './marks';
import type { Id } from './model';
import type { Thread } from './thread';
import type { Loaded, Threads } from './threads';

export interface FeedSurroundings {
  readonly url: string;
  readonly token: (renew: boolean) => Promise<string>;
  readonly rest: Rest;
  readonly list: ConversationList;
  readonly threads: Threads;
  readonly activity: Activity;
  readonly marks: Marks;
  readonly connection: ConnectionState;
  /** How reading the open conversation went. */
  readonly loaded: (thread: Thread, outcome: Loaded) => void;
  /** The stream stands, for the first time or again. */
  readonly live: () => void;
  /** An answer of this conversation has ended. */
  readonly ended: (conversation: Id) => void;
  /** Each event, before anything is made of it. */
  readonly told: (event: LogEvent) => void;
  /** The newest conversations, and what runs, by the server's word. */
  readonly listed: (overview: OverviewBody) => void;
  /** A worker has tried something of this person's. */
  readonly tried: (what: 'key.checked' | 'endpoint.checked') => void;
}

const PAGE = 100;

export class Feed implements StreamListener {
  readonly #client: StreamClient;
  readonly #backoff = new Backoff({ first: 500, most: 15_000, random: Math.random });
  #open: Thread | null = null;
  #hasBegun = false;
  /** Each reading of the state makes the one before it void. */
  #reading = 0;
  #wake: () => void = () => undefined;
  readonly #ending = new AbortController();

  constructor(private readonly around: FeedSurroundings) {
    this.#client = new StreamClient({ url: around.url, token: around.token, listener: this });
    const { signal } = this.#ending;
    window.addEventListener('online', () => this.#wake(), { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (this.#open !== null) {
          this.#clearMark(this.#open.id);
        }
      },
      { signal },
    );
  }

  /** Someone has signed in. */
  begin(): void {
    if (this.#hasBegun) {
      this.#client.renew();
      this.#wake();
    } else {
      this.#hasBegun = true;
      void this.#read((state) => this.#start(state));
    }
  }

  /** The list anew, after a failure. */
  async reread(): Promise<void> {
    try {
      this.#takeOverview(await this.around.rest.overview(null, PAGE));
    } catch (cause) {
      this.around.list.fail(cause);
    }
    this.#wake();
  }

  /** What is on the screen; null for nothing. */
  follow(thread: Thread | null): void {
    if (this.#open !== thread) {
      this.#open?.unfollow();
      this.#open = thread;
      this.#client.watch(thread === null ? [] : [thread.id]);
    }
    if (thread !== null) {
      this.#clearMark(thread.id);
    }
  }

  reconnect(): void {
    this.#wake();
    this.#client.reconnect();
  }

  end(): void {
    this.#reading += 1;
    this.#ending.abort();
    this.#client.close();
  }

  // ── The stream's side ──────────────────────────────────────────────────────────────────────────

  events(events: readonly LogEvent[]): void {
    for (const event of events) {
      this.around.told(event);
      if (event.type === 'key.checked' || event.type === 'endpoint.checked') {
        this.around.tried(event.type);
        continue;
      }
      try {
        this.#take(event);
      } catch {
        // A patch that does not fit is a gap by another name.
        this.#client.refollow(event.conversationId);
      }
    }
  }

  snapshot(generation: Snapshot): void {
    const thread = this.around.threads.find(generation.conversationId);
    if (thread !== null && !thread.restore(generation)) {
      void this.around.threads.load(thread).then(() => this.#client.refollow(thread.id));
    }
  }

  reset(): void {
    this.around.threads.doubt();
    void this.#read((state) => this.#resume(state), true);
  }

  problem(): void {
    // What a frame of ours did wrong is no news for a person; if the connection ends for it, the status says so.
  }

  status(status: StreamStatus): void {
    this.around.connection.follow(status);
    if (status.kind === 'live') {
      this.around.live();
    }
  }

  #take(event: Exclude<LogEvent, KeyChecked | EndpointChecked>): void {
    const { activity, list, threads, marks } = this.around;
    const id = event.conversationId;
    const thread = threads.find(id);
    const change = activity.take(event);
    if (isGenerationEvent(event)) {
      const effect = thread?.add(event);
      if (effect === 'gap' && thread === this.#open) {
        this.#client.refollow(id);
      } else if (effect === 'ended' && thread !== null) {
        threads.keep(thread);
      }
    } else if (event.type === 'message.appended') {
      thread?.mergeMessages([event.message]);
    } else if ('conversation' in event) {
      list.take(event);
    }
    if (change === 'ended') {
      this.around.ended(id);
    }
    if (change !== null) {
      marks.noteRunning(activity.conversations());
      if (change === 'ended' && !this.#isOnScreen(id)) {
        marks.mark(id);
      }
      list.publish();
    }
  }

  // ── REST's side ────────────────────────────────────────────────────────────────────────────────

  /** Until it has succeeded, unless another reading has begun. */
  async #read(then: (state: State) => void, inTurn = false): Promise<void> {
    this.#reading += 1;
    const reading = this.#reading;
    for (;;) {
      try {
        const state = await (inTurn ? this.#stateInTurn() : this.#stateAtOnce());
        if (reading === this.#reading) {
          this.#backoff.succeed();
          then(state);
        }
        return;
      } catch (cause) {
        if (reading !== this.#reading) {
          return;
        }
        await this.#failReading(cause);
      }
    }
  }

  async #failReading(cause: unknown): Promise<void> {
    const wait = Math.max(500, this.#backoff.next());
    this.around.list.fail(cause);
    this.around.connection.cannotRead(Date.now() + wait);
    if (this.#open !== null) {
      this.around.loaded(this.#open, { problem: problemOf(cause) });
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Both at the same time, for the first paint. */
  async #stateAtOnce(): Promise<State> {
    const thread = this.#open;
    const [overview, loaded] = await Promise.all([this.around.rest.overview(null, PAGE), thread === null ? null : this.#loadOpen(thread)]);
    return { overview, thread, loaded };
  }

  /** The conversation first: from its cursor on, all that the list may be behind comes by the stream. */
  async #stateInTurn(): Promise<State> {
    const thread = this.#open;
    const loaded = thread === null ? null : await this.#loadOpen(thread);
    return { overview: await this.around.rest.overview(null, PAGE), thread, loaded };
  }

  async #loadOpen(thread: Thread): Promise<Loaded> {
    const loaded = await this.around.threads.load(thread);
    this.around.loaded(thread, loaded);
    return loaded;
  }

  #start({ overview, thread, loaded }: State): void {
    this.#takeOverview(overview);
    const history = loaded !== null && loaded !== 'missing' && 'history' in loaded ? loaded.history : null;
    const isOnePlace = thread !== null && history !== null && history.cursor === overview.cursor;
    if (isOnePlace) {
      this.around.threads.take(thread, history, true);
    } else if (thread !== null && history !== null) {
      // It may have been read before the list: once more, so that it has all that the stream will not tell.
      void this.#loadOpen(thread);
    }
    this.#client.start(overview.cursor ?? null, isOnePlace ? [thread.id] : []);
    this.#client.watch(this.#open === null ? [] : [this.#open.id]);
  }

  #resume({ overview, thread, loaded }: State): void {
    this.#takeOverview(overview);
    if (thread !== null && loaded !== null && loaded !== 'missing' && 'history' in loaded) {
      this.around.threads.take(thread, loaded.history, true);
      this.#client.resume(loaded.history.cursor, [thread.id]);
    } else {
      this.#client.resume(overview.cursor ?? null);
    }
  }

  #takeOverview(overview: OverviewBody): void {
    const { activity, list, marks } = this.around;
    activity.reset(overview.running ?? []);
    list.takeFirst(overview);
    this.around.listed(overview);
    marks.compare(activity.conversations(), (id) => this.#isOnScreen(id));
    list.publish();
  }

  #isOnScreen(id: Id): boolean {
    return this.#open?.id === id && document.visibilityState === 'visible';
  }

  #clearMark(id: Id): void {
    if (this.#isOnScreen(id)) {
      this.around.marks.clear(id);
    }
  }
}

interface State {
  readonly overview: OverviewBody;
  readonly thread: Thread | null;
  readonly loaded: Loaded | null;
}
