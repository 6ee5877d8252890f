/*
 * The conversations that are in memory, and what this device keeps of them. A few at a time: what
 * was not looked at for longest goes, and comes back from the device or the server.
 */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { HistoryBody } from '../api/wire';
import type { Activity } from './activity';
import type { ConversationList } from './conversations';
import type { Database } from './database';
import type { Id, Problem } from './model';
import { Thread } from './thread';
import type { QuestionActions } from './thread';

/** Besides the one on the screen. */
const MOST = 12;
/** Milliseconds until the projection behind REST has surely taken in what the stream has told. */
const BEHIND = 300;
const MOST_TRIES = 8;
const KEEP_AFTER = 800;
const NOT_FOUND = 404;
/** An address that somebody has mistyped. */
const NO_ID = 'invalid-id';

export type Loaded = { readonly history: HistoryBody } | { readonly problem: Problem } | 'missing';

export class Threads {
  readonly #threads = new Map<Id, Thread>();
  readonly #loading = new Map<Id, Promise<Loaded>>();
  readonly #keeping = new Map<Id, { readonly thread: Thread; readonly timer: ReturnType<typeof setTimeout> }>();

  constructor(
    private readonly rest: Rest,
    private readonly database: Promise<Database>,
    private readonly activity: Activity,
    private readonly list: ConversationList,
    private readonly actions: (conversation: Id) => QuestionActions,
  ) {}

  /** What is in memory of it. */
  find(id: Id): Thread | null {
    return this.#threads.get(id) ?? null;
  }

  /** Makes an empty one where there is none; the one that is asked for is the last to go. */
  get(id: Id): Thread {
    const thread = this.#threads.get(id) ?? new Thread(id, this.actions(id));
    this.#threads.delete(id);
    this.#threads.set(id, thread);
    for (const [oldest, { running }] of this.#threads) {
      if (this.#threads.size <= MOST) {
        break;
      }
      if (running.value === null) {
        this.#threads.delete(oldest);
      }
    }
    return thread;
  }

  forget(id: Id): void {
    this.#threads.delete(id);
    clearTimeout(this.#keeping.get(id)?.timer);
    this.#keeping.delete(id);
    void this.database.then((database) => database.removeThread(id)).catch(() => undefined);
  }

  /** Nothing that was followed is sure any more. */
  doubt(): void {
    this.#threads.forEach((thread) => {
      thread.unfollow();
      thread.isComplete = false;
    });
  }

  /** What this device has kept of it, if anything. */
  async loadKept(thread: Thread): Promise<void> {
    const kept = await this.database.then((database) => database.thread(thread.id)).catch(() => null);
    if (kept !== null && !thread.isComplete) {
      thread.mergeKept(kept);
    }
  }

  /** Reads it from the server, once for all who ask meanwhile, and again while it is behind the stream. */
  load(thread: Thread): Promise<Loaded> {
    const present = this.#loading.get(thread.id);
    if (present !== undefined) {
      return present;
    }
    const loading = this.#load(thread).finally(() => this.#loading.delete(thread.id));
    this.#loading.set(thread.id, loading);
    return loading;
  }

  take(thread: Thread, history: HistoryBody, isWhereTheStreamIs: boolean): void {
    thread.mergeHistory(history, isWhereTheStreamIs);
    this.list.upsert(history.conversation);
    this.keep(thread);
  }

  /** Soon, and once for all that happens in one go. */
  keep(thread: Thread): void {
    if (!this.#keeping.has(thread.id)) {
      this.#keeping.set(thread.id, { thread, timer: setTimeout(() => void this.#keepNow(thread), KEEP_AFTER) });
    }
  }

  /** The page may be gone in a moment. */
  keepAllNow(): void {
    for (const { thread, timer } of this.#keeping.values()) {
      clearTimeout(timer);
      void this.#keepNow(thread);
    }
  }

  async #load(thread: Thread): Promise<Loaded> {
    for (let tries = 1; ; tries += 1) {
      try {
        const history = await this.rest.history(thread.id);
        const isCovered = this.activity.isCovered(history);
        this.take(thread, history, false);
        if (isCovered || tries === MOST_TRIES) {
          return { history };
        }
        await new Promise((resolve) => setTimeout(resolve, BEHIND * tries));
      } catch (cause) {
        const problem = problemOf(cause);
        return problem.status === NOT_FOUND || problem.slug === NO_ID ? 'missing' : { problem };
      }
    }
  }

  async #keepNow(thread: Thread): Promise<void> {
    this.#keeping.delete(thread.id);
    // A cache that cannot be written is none; nothing is lost.
    await this.database
      .then((database) =>
        database.putThread({ id: thread.id, conversation: this.list.body(thread.id), ...thread.kept(), keptAt: Date.now() }),
      )
      .catch(() => undefined);
  }
}
