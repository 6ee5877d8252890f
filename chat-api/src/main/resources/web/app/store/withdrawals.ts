/*
 * Messages that were taken back although a call with them may have reached the server. Whether one has is seen
 * later, by the log or by REST, perhaps after a reload: then its answer is stopped, and a conversation that
 * holds nothing but such messages is deleted. Kept per person on this device and shared by its tabs; of too many,
 * the oldest are forgotten.
 */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { HistoryBody, OverviewBody } from '../api/wire';
import type { LogEvent } from '../stream/index';
import type { Waiting } from './database';
import { recallJson, remember } from './device';
import type { Id } from './model';

/** A person takes back few, and nearly all never arrive. */
const MOST = 50;
const NOT_FOUND = 404;

interface Withdrawn {
  readonly id: Id;
  readonly conversationId: Id;
  /** Its conversation was begun with it, and was given up with it. */
  readonly isAlone: boolean;
}

interface Kept {
  readonly messages: readonly Withdrawn[];
}

export class Withdrawals {
  /** Asked about at the moment. */
  readonly #asking = new Set<Id>();
  /** What the server has is to be undone, and could not be yet. */
  readonly #undone = new Set<Id>();

  constructor(
    /** Where this device keeps them. */
    private readonly key: string,
    private readonly rest: Rest,
    /** The server has deleted it. */
    private readonly deleted: (conversation: Id) => void,
  ) {}

  add({ id, conversationId }: Waiting, isAlone: boolean): void {
    this.#keep([...this.#all(), { id, conversationId, isAlone }].slice(-MOST));
  }

  /** What was to be undone for it is done. */
  settled(id: Id): void {
    this.#keep(this.#all().filter((withdrawn) => withdrawn.id !== id));
  }

  /** Whether the conversation was given up with its first message. */
  isGivenUp(conversation: Id): boolean {
    return this.#all().some(({ conversationId, isAlone }) => isAlone && conversationId === conversation);
  }

  /** The log may show one of them. */
  take(event: LogEvent): void {
    if (event.type === 'message.appended') {
      const { id, parentId } = event.message;
      if (this.#in(event.conversationId).some((withdrawn) => withdrawn.id === id || withdrawn.id === parentId)) {
        void this.#settle(event.conversationId);
      }
    } else if (event.type === 'conversation.created' && this.isGivenUp(event.conversationId)) {
      void this.#settle(event.conversationId);
    }
  }

  /** The list may show one of them, which has arrived while this page was not there to hear of it. */
  compare({ conversations, running }: OverviewBody): void {
    const listed = new Set(conversations.map(({ id }) => id));
    const runs = new Set((running ?? []).map(({ conversationId }) => conversationId));
    const shown = this.#all().filter(({ conversationId, isAlone }) => runs.has(conversationId) || (isAlone && listed.has(conversationId)));
    new Set(shown.map(({ conversationId }) => conversationId)).forEach((conversation) => void this.#settle(conversation));
  }

  /** The server can be reached again. */
  tryAgain(): void {
    this.#undone.forEach((conversation) => void this.#settle(conversation));
  }

  async #settle(conversation: Id): Promise<void> {
    if (this.#asking.has(conversation)) {
      // Whoever asks now may know of more: once more, afterwards.
      this.#undone.add(conversation);
      return;
    }
    this.#asking.add(conversation);
    this.#undone.delete(conversation);
    try {
      await this.#undo(await this.rest.history(conversation));
    } catch (cause) {
      if (problemOf(cause).status !== NOT_FOUND) {
        this.#undone.add(conversation);
      }
      return;
    } finally {
      this.#asking.delete(conversation);
    }
    if (this.#undone.has(conversation)) {
      await this.#settle(conversation);
    }
  }

  async #undo({ conversation, messages }: HistoryBody): Promise<void> {
    const withdrawn = new Map(this.#in(conversation.id).map((each) => [each.id, each]));
    const isOfOne = (id: Id | null | undefined): boolean => id !== null && id !== undefined && withdrawn.has(id);
    const isNothingElse = messages.every(({ id, parentId }) => isOfOne(id) || isOfOne(parentId));
    if (isNothingElse && this.isGivenUp(conversation.id)) {
      await this.rest.deleteConversation(conversation.id);
      withdrawn.forEach(({ id }) => this.settled(id));
      this.deleted(conversation.id);
      return;
    }
    // What goes on in it is not given up any more.
    this.#keep(this.#all().map((each) => (each.conversationId === conversation.id ? { ...each, isAlone: false } : each)));
    for (const { parentId, status, generationId } of messages) {
      if (isOfOne(parentId) && generationId && (status === 'queued' || status === 'running')) {
        await this.rest.stop(generationId);
      }
    }
    messages.filter(({ id }) => withdrawn.has(id)).forEach(({ id }) => this.settled(id));
  }

  #in(conversation: Id): readonly Withdrawn[] {
    return this.#all().filter(({ conversationId }) => conversationId === conversation);
  }

  /** Read each time: another tab may have added to them. */
  #all(): readonly Withdrawn[] {
    const kept = recallJson<Kept>(this.key);
    return Array.isArray(kept?.messages) ? kept.messages : [];
  }

  #keep(messages: readonly Withdrawn[]): void {
    remember(this.key, messages.length === 0 ? null : JSON.stringify({ messages } satisfies Kept));
  }
}
