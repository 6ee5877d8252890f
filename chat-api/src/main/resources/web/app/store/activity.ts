/*
 * What goes on in all of a user's conversations, loaded or not: which answers are being written, and
 * what the stream has told since it began. REST reads a projection of the log that may be behind the
 * stream by a moment; what it says of a conversation is whole only if it has all that was told here.
 */

import { isEnded, isGenerationEvent, Standing } from '../stream/index';
import type { GenerationEvent, LogEvent, Mark } from '../stream/index';
import type { HistoryBody, RunningBody } from '../api/wire';
import type { Id } from './model';

interface Running {
  readonly conversationId: Id;
  readonly standing: Standing;
}

/** Content is not followed here, so no mark may ever look like a gap. */
const ANY_MARK: Mark = { parts: Number.MAX_SAFE_INTEGER, length: 0 };

export class Activity {
  readonly #running = new Map<Id, Running>();
  readonly #ended = new Set<Id>();
  readonly #appended = new Map<Id, Set<Id>>();

  /** Begins at a state of the server's. */
  reset(running: readonly RunningBody[]): void {
    this.#running.clear();
    for (const { generationId, conversationId, status, attempt, run } of running) {
      if (!this.#ended.has(generationId)) {
        this.#running.set(generationId, { conversationId, standing: new Standing(status, attempt, run, ANY_MARK, 0) });
      }
    }
  }

  runsIn(conversation: Id): boolean {
    return [...this.#running.values()].some(({ conversationId }) => conversationId === conversation);
  }

  conversations(): ReadonlySet<Id> {
    return new Set([...this.#running.values()].map(({ conversationId }) => conversationId));
  }

  /** @returns whether something began or ended */
  take(event: LogEvent): 'began' | 'ended' | null {
    if (isGenerationEvent(event)) {
      return this.#takeGeneration(event);
    }
    if (event.type === 'message.appended') {
      const appended = this.#appended.get(event.conversationId) ?? new Set();
      this.#appended.set(event.conversationId, appended.add(event.message.id));
    } else if (event.type === 'conversation.deleted') {
      this.#forget(event.conversationId);
    }
    return null;
  }

  /** Whether this state has everything that the stream has told; if it has, that need not be kept. */
  isCovered(history: HistoryBody): boolean {
    const id = history.conversation.id;
    const messages = new Set(history.messages.map((message) => message.id));
    const hasAll = [...(this.#appended.get(id) ?? [])].every((message) => messages.has(message));
    const hasEnds = history.generations.every(({ generationId }) => !this.#ended.has(generationId));
    if (hasAll && hasEnds) {
      this.#appended.delete(id);
    }
    return hasAll && hasEnds;
  }

  #takeGeneration(event: GenerationEvent): 'began' | 'ended' | null {
    const id = event.generationId;
    if (event.type === 'generation.progressed' || event.type === 'generation.alive' || this.#ended.has(id)) {
      return null;
    }
    const known = this.#running.get(id);
    const ruling = (known?.standing ?? Standing.QUEUED).rule(event);
    if (ruling.kind !== 'counts') {
      return null;
    }
    if (isEnded(event)) {
      this.#running.delete(id);
      this.#ended.add(id);
      return 'ended';
    }
    const { status, attempt, run } = ruling.next;
    this.#running.set(id, { conversationId: event.conversationId, standing: new Standing(status, attempt, run, ANY_MARK, 0) });
    return known === undefined ? 'began' : null;
  }

  #forget(conversation: Id): void {
    this.#appended.delete(conversation);
    for (const [id, { conversationId }] of this.#running) {
      if (conversationId === conversation) {
        this.#running.delete(id);
      }
    }
  }
}
