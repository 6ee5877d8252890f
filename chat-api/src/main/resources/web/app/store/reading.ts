/* A conversation as it is read: its thread, as far as it is shown, and how loading it stands. Nothing is written in it. */

import type { Answer, Conversation, Id, Message, OpenState, Problem, ReadableConversation } from './model';
import { State } from './signal';
import type { Signal, Unsubscribe } from './signal';
import type { Thread } from './thread';

export interface ReadingSurroundings {
  readonly list: { readonly items: Signal<unknown>; get(id: Id): Conversation | null };
  /** Reads it from the server. */
  readonly load: () => Promise<void>;
}

/** Messages that are shown at first, and more at a time. */
const WINDOW = 60;

export class Reading implements ReadableConversation {
  readonly state = new State<OpenState>({ kind: 'loading' });
  readonly conversation: State<Conversation | null>;
  readonly messages = new State<readonly Message[]>([]);
  readonly hasOlder = new State(false);
  /** Older messages of the path that are not shown. */
  #hidden = 0;
  #problem: Problem | null = null;
  #isMissing = false;
  #isStale = false;
  readonly #leaving: Unsubscribe[] = [];

  constructor(
    readonly thread: Thread,
    private readonly source: ReadingSurroundings,
    /** The server knows nothing of it yet. */
    protected isNew: boolean,
  ) {
    this.conversation = new State(source.list.get(thread.id));
    this.follow(thread.path, () => this.#showPath());
    this.follow(source.list.items, () => {
      this.conversation.value = source.list.get(thread.id);
    });
    this.#showPath();
  }

  get id(): Id {
    return this.thread.id;
  }

  get running(): Signal<Answer | null> {
    return this.thread.running;
  }

  /** No one looks at it any more. */
  leave(): void {
    this.#leaving.forEach((unsubscribe) => unsubscribe());
  }

  /** How reading it went. */
  noteLoading(outcome: { readonly stale: boolean } | { readonly problem: Problem } | 'missing'): void {
    this.#isMissing = outcome === 'missing';
    this.#problem = outcome !== 'missing' && 'problem' in outcome ? outcome.problem : null;
    this.#isStale = this.#problem !== null || (outcome !== 'missing' && 'stale' in outcome && outcome.stale);
    this.#publishState();
  }

  async loadOlder(): Promise<void> {
    this.#hidden = Math.max(0, this.#hidden - WINDOW);
    this.#showWindow();
  }

  async reload(): Promise<void> {
    this.#problem = null;
    this.#publishState();
    await this.source.load();
  }

  /** Hears it until somebody leaves. */
  protected follow(signal: Signal<unknown>, listener: () => void): void {
    this.#leaving.push(signal.subscribe(listener));
  }

  #showPath(): void {
    const length = this.thread.path.value.length;
    const shown = this.messages.value.length;
    // More than a window's worth at once: a history was loaded, and only its newest messages are shown.
    this.#hidden = length - this.#hidden - shown > WINDOW ? length - WINDOW : Math.min(this.#hidden, Math.max(0, length - WINDOW));
    this.#showWindow();
    this.#publishState();
  }

  #showWindow(): void {
    this.messages.value = this.thread.path.value.slice(this.#hidden);
    this.hasOlder.value = this.#hidden > 0;
  }

  #publishState(): void {
    const next = this.#stateNow();
    const present = this.state.value;
    const isSame =
      next.kind === present.kind &&
      (next.kind !== 'ready' || present.kind !== 'ready' || next.stale === present.stale) &&
      next.kind !== 'failed';
    if (!isSame) {
      this.state.value = next;
    }
  }

  #stateNow(): OpenState {
    if (this.thread.path.value.length > 0) {
      return { kind: 'ready', stale: this.#isStale && !this.thread.isComplete };
    }
    if (this.#isMissing) {
      return { kind: 'missing' };
    }
    if (this.isNew || this.thread.isComplete) {
      return { kind: 'empty' };
    }
    return this.#problem === null ? { kind: 'loading' } : { kind: 'failed', problem: this.#problem };
  }
}
