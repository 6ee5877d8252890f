/*
 * All conversations, newest first. REST gives them in pages, the log keeps them up to date; what the
 * person does is on the screen at once, and taken back where the server refuses. Longer than usual, because
 * both change the same list, and each change must know of the other.
 */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { ConversationChange, OverviewBody } from '../api/wire';
import type { ConversationBody, ConversationEvent } from '../stream/index';
import type { Activity } from './activity';
import { isSameOptions } from './conversation-settings';
import type { Database } from './database';
import type { Marks } from './marks';
import type { Conversation, Conversations, Found, Id, Loading, Removal } from './model';
import type { Notices } from './notices';
import { search } from './search';
import { State } from './signal';

/** Conversations per page; a screen shows some twenty. */
const PAGE = 100;
/** How long a removal can be undone. */
const UNDO = 7_000;
/** Kept for a start without a network. */
const MOST_KEPT = 300;
/** The last page is never further than this when titles are searched. */
const MOST_SEARCHED = 3_000;

interface Entry {
  readonly body: ConversationBody;
  readonly local: boolean;
}

interface Surroundings {
  readonly rest: Rest;
  readonly database: Promise<Database>;
  readonly activity: Activity;
  readonly marks: Marks;
  readonly notices: Notices;
  /** The server has removed it, or is about to. */
  readonly removed: (id: Id) => void;
}

export class ConversationList implements Conversations {
  readonly items = new State<readonly Conversation[]>([]);
  readonly state = new State<Loading>({ kind: 'loading' });
  readonly more = new State(false);
  readonly #entries = new Map<Id, Entry>();
  /** Put over what the server says until it has taken them. */
  readonly #changes = new Map<Id, ConversationChange>();
  readonly #removals = new Map<Id, () => void>();
  #next: string | null = null;
  #loadingMore: Promise<void> | null = null;
  #scheduled = false;

  constructor(
    private readonly around: Surroundings,
    private readonly reread: () => Promise<void>,
  ) {
    around.marks.unread.subscribe(() => this.publish());
  }

  get(id: Id): Conversation | null {
    return this.items.value.find((conversation) => conversation.id === id) ?? null;
  }

  knows(id: Id): boolean {
    return this.#entries.has(id);
  }

  body(id: Id): ConversationBody | null {
    return this.#entries.get(id)?.body ?? null;
  }

  /** Whether the server has it, as far as is known. */
  isOnServer(id: Id): boolean {
    return this.#entries.get(id)?.local === false;
  }

  /** From this device, before anything was heard. */
  takeKept(bodies: readonly ConversationBody[]): void {
    bodies.forEach((body) => this.#entries.set(body.id, { body, local: false }));
    if (bodies.length > 0) {
      this.state.value = { kind: 'ready' };
    }
    this.#publishNow();
  }

  /** The first page takes the place of everything as new as its own last one: what is missing there is gone. */
  takeFirst(page: OverviewBody): void {
    const oldest = page.next === undefined ? '' : (page.conversations.at(-1)?.updatedAt ?? '');
    const listed = new Set(page.conversations.map(({ id }) => id));
    for (const [id, { body, local }] of this.#entries) {
      if (!local && !listed.has(id) && Date.parse(body.updatedAt) >= (oldest === '' ? 0 : Date.parse(oldest))) {
        this.#entries.delete(id);
      }
    }
    this.#takePage(page);
    this.state.value = { kind: 'ready' };
    void this.#keep();
  }

  fail(cause: unknown): void {
    this.state.value = { kind: 'failed', problem: problemOf(cause) };
  }

  reload(): Promise<void> {
    return this.reread();
  }

  loadMore(): Promise<void> {
    this.#loadingMore ??= this.#loadPage(PAGE).finally(() => {
      this.#loadingMore = null;
    });
    return this.#loadingMore;
  }

  take(event: ConversationEvent): void {
    if (event.type === 'conversation.deleted') {
      this.drop(event.conversationId);
      this.around.removed(event.conversationId);
    } else {
      this.upsert(event.conversation);
    }
    void this.#keep();
  }

  upsert(body: ConversationBody): void {
    this.#entries.set(body.id, { body, local: false });
    this.publish();
  }

  /** Made here, by a message that waits. */
  addLocal(body: ConversationBody): void {
    if (!this.#entries.has(body.id)) {
      this.#entries.set(body.id, { body, local: true });
      this.#publishNow();
    }
  }

  /** Taken back before the server knew of it. */
  dropLocal(id: Id): void {
    if (this.#entries.get(id)?.local === true) {
      this.drop(id);
    }
  }

  drop(id: Id): void {
    this.#entries.delete(id);
    this.publish();
  }

  rename(id: Id, title: string | null): Promise<void> {
    return this.#change('rename', id, { title });
  }

  pin(id: Id, pinned: boolean): Promise<void> {
    return this.#change('pin', id, { pinned });
  }

  remove(id: Id): Removal {
    const conversation = this.get(id);
    if (conversation === null) {
      throw new Error(`no conversation ${id} is listed`);
    }
    const timer = setTimeout(() => this.#removeNow(id, false), UNDO);
    this.#removals.set(id, () => {
      clearTimeout(timer);
      this.#removeNow(id, true);
    });
    this.#publishNow();
    return {
      conversation,
      until: Date.now() + UNDO,
      undo: () => {
        if (this.#removals.delete(id)) {
          clearTimeout(timer);
          this.#publishNow();
        }
      },
    };
  }

  /** The page is being left: what could still be undone is done now. */
  removeAllNow(): void {
    [...this.#removals.values()].forEach((remove) => remove());
  }

  async search(words: string): Promise<readonly Found[]> {
    const titles = this.#loadAll().catch(() => undefined);
    const threads = await this.around.database.then((database) => database.threads()).catch(() => []);
    await titles;
    return search(words, this.items.value, threads);
  }

  /** Soon, and once for all that happens in one go. */
  publish(): void {
    if (!this.#scheduled) {
      this.#scheduled = true;
      queueMicrotask(() => this.#publishNow());
    }
  }

  #takePage(page: OverviewBody): void {
    page.conversations.forEach((body) => this.#entries.set(body.id, { body, local: false }));
    this.#next = page.next ?? null;
    this.more.value = this.#next !== null;
    this.#publishNow();
  }

  async #loadPage(size: number): Promise<void> {
    if (this.#next === null) {
      return;
    }
    try {
      this.#takePage(await this.around.rest.overview(this.#next, size));
    } catch (cause) {
      this.fail(cause);
    }
  }

  async #loadAll(): Promise<void> {
    while (this.more.value && this.#entries.size < MOST_SEARCHED && this.state.value.kind === 'ready') {
      await this.loadMore();
    }
  }

  async #change(about: 'rename' | 'pin', id: Id, change: ConversationChange): Promise<void> {
    const asked = { ...this.#changes.get(id), ...change };
    this.#changes.set(id, asked);
    this.#publishNow();
    try {
      this.upsert(await this.around.rest.putConversation(id, change));
    } catch (cause) {
      this.around.notices.add(about, cause);
    } finally {
      if (this.#changes.get(id) === asked) {
        this.#changes.delete(id);
      }
      this.#publishNow();
    }
  }

  #removeNow(id: Id, leaving: boolean): void {
    this.around.rest.deleteConversation(id, leaving).then(
      () => {
        this.#removals.delete(id);
        this.#entries.delete(id);
        this.around.removed(id);
        void this.#keep();
      },
      (cause: unknown) => {
        this.#removals.delete(id);
        if (problemOf(cause).status === 404) {
          this.#entries.delete(id);
          this.around.removed(id);
        } else {
          this.around.notices.add('remove', cause);
        }
        this.#publishNow();
      },
    );
  }

  #publishNow(): void {
    this.#scheduled = false;
    const present = new Map(this.items.value.map((conversation) => [conversation.id, conversation]));
    const next = [...this.#entries.values()]
      .filter(({ body }) => !this.#removals.has(body.id))
      .map((entry) => same(present.get(entry.body.id), this.#view(entry)))
      .sort((one, other) => other.updatedAt - one.updatedAt || (one.id < other.id ? 1 : -1));
    const before = this.items.value;
    if (next.length !== before.length || next.some((conversation, index) => conversation !== before[index])) {
      this.items.value = next;
    }
  }

  #view({ body, local }: Entry): Conversation {
    const change = this.#changes.get(body.id);
    return {
      id: body.id,
      title: change?.title === undefined ? (body.title ?? null) : change.title,
      pinned: change?.pinned ?? body.pinned,
      model: body.model ?? null,
      options: body.options ?? {},
      updatedAt: Date.parse(body.updatedAt),
      running: this.around.activity.runsIn(body.id),
      unread: this.around.marks.unread.value.has(body.id),
      local,
    };
  }

  async #keep(): Promise<void> {
    const newest = [...this.#entries.values()]
      .filter(({ local }) => !local)
      .map(({ body }) => body)
      .sort((one, other) => Date.parse(other.updatedAt) - Date.parse(one.updatedAt))
      .slice(0, MOST_KEPT);
    // A cache that cannot be written is none; nothing is lost.
    await this.around.database.then((database) => database.putList(newest)).catch(() => undefined);
  }
}

/** The very same object where nothing has changed. */
function same(present: Conversation | undefined, next: Conversation): Conversation {
  const isSame =
    present !== undefined &&
    present.title === next.title &&
    present.pinned === next.pinned &&
    present.updatedAt === next.updatedAt &&
    present.running === next.running &&
    present.unread === next.unread &&
    present.local === next.local &&
    present.model?.provider === next.model?.provider &&
    present.model?.name === next.model?.name &&
    isSameOptions(present.options, next.options);
  return isSame ? present : next;
}
