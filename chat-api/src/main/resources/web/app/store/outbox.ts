/*
 * Messages on their way to the server. Each is written to this device before it is sent and forgotten
 * when the server has confirmed it, so that neither a closed page nor a lost network loses it; its id
 * and its body never change, so that sending it twice is sending it once. Tabs take turns by message.
 */

import { isPassing, isTooEarly, NOT_ACCEPTED, problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { AcceptedBody } from '../api/wire';
import { Backoff } from '../stream/index';
import type { ConversationBody, ModelName, OptionsBody } from '../stream/index';
import type { Database, Waiting } from './database';
import type { Id, Problem, Wait } from './model';

export interface OutboxListener {
  /** Not sent yet, and will be tried again by itself. */
  waits(message: Waiting, why: Wait): void;
  /** The conversation of a first message is there; the message itself is not. */
  made(conversation: ConversationBody): void;
  /** @param conversation as it was made, where this is its first message */
  accepted(message: Waiting, accepted: AcceptedBody, conversation: ConversationBody | null): void;
  /** The server had it already when it was taken back. */
  acceptedAfterAll(message: Waiting, accepted: AcceptedBody): void;
  refused(message: Waiting, problem: Problem): void;
  /**
   * Another tab has sent it, or has taken it back: the server knows which.
   *
   * @returns whether it could be asked
   */
  goneElsewhere(message: Waiting): Promise<boolean>;
}

const UNAUTHENTICATED = 401;
/** Milliseconds until a message is sent again that was too early; the answer's end makes it sooner. */
const TOO_EARLY = 1_000;
/** Milliseconds without an answer after which a person is told that it takes long. */
const SLOW = 4_000;

export class Outbox {
  readonly #messages = new Map<Id, Waiting>();
  readonly #sending = new Set<Id>();
  /** By this page: what comes of a call that is under way is not wanted any more. */
  readonly #withdrawn = new Set<Id>();
  /** Tried once, without an end: how long it takes is said already. */
  readonly #tried = new Set<Id>();
  /** This device could not keep them: that they are not found there says nothing. */
  readonly #unkept = new Set<Id>();
  readonly #retries = new Map<Id, ReturnType<typeof setTimeout>>();
  #hasEnded = false;
  readonly #backoff = new Backoff({ first: 1_000, most: 15_000, random: Math.random });

  constructor(
    private readonly rest: Rest,
    private readonly database: Promise<Database>,
    private readonly listener: OutboxListener,
  ) {}

  /** What was left from earlier; `flush` sends it. */
  async load(): Promise<readonly Waiting[]> {
    const kept = await (await this.database).waiting().catch(() => []);
    kept.filter(({ id }) => !this.#messages.has(id)).forEach((message) => this.#messages.set(message.id, message));
    return kept;
  }

  /** What waits stays on this device, for when this person comes back. */
  end(): void {
    this.#hasEnded = true;
    this.#retries.forEach((timer) => clearTimeout(timer));
  }

  get(id: Id): Waiting | null {
    return this.#messages.get(id) ?? null;
  }

  in(conversation: Id): readonly Waiting[] {
    return [...this.#messages.values()].filter(({ conversationId }) => conversationId === conversation);
  }

  add(message: Waiting): void {
    this.#messages.set(message.id, message);
    this.#tried.delete(message.id);
    void this.#send(message.id, true);
  }

  /** The network may be back: all that waits, now. */
  flush(): void {
    [...this.#messages.values()].filter(({ refusal }) => refusal === null).forEach(({ id }) => void this.#send(id, false));
  }

  /** An answer has ended there: what was too early for it need not wait any longer. */
  flushIn(conversation: Id): void {
    this.in(conversation)
      .filter(({ refusal }) => refusal === null)
      .forEach(({ id }) => void this.#send(id, false));
  }

  /** Again after a refusal, with whatever is chosen now: the server knows nothing of the first try. */
  sendAgain(id: Id, model: ModelName | null, options: OptionsBody | null): void {
    const message = this.#messages.get(id);
    if (message !== undefined && !this.#sending.has(id)) {
      this.add({ ...message, model, options, refusal: null });
    }
  }

  withdraw(id: Id): Waiting | null {
    const message = this.#messages.get(id) ?? null;
    this.#withdrawn.add(id);
    this.#remove(id);
    return message;
  }

  /** The server has it: the log or REST has shown it, whatever came of the call. */
  arrived(id: Id): void {
    if (this.#messages.has(id)) {
      this.#remove(id);
    }
  }

  #remove(id: Id): void {
    this.#forget(id);
    void this.database.then((database) => database.removeWaiting(id)).catch(() => undefined);
  }

  async #send(id: Id, isNew: boolean): Promise<void> {
    const message = this.#messages.get(id);
    if (message === undefined || this.#sending.has(id)) {
      return;
    }
    this.#sending.add(id);
    clearTimeout(this.#retries.get(id));
    if (isNew) {
      // What kept an earlier try is still what keeps it, until this one has said more.
      this.listener.waits(message, waitNow());
    }
    // After a failure the reason is known, and stays the reason.
    const slow = this.#tried.has(id) ? undefined : setTimeout(() => this.#messages.has(id) && navigator.onLine && this.listener.waits(message, 'slow'), SLOW);
    this.#tried.add(id);
    try {
      const database = await this.database;
      if (isNew) {
        // A device that cannot keep it can still send it.
        await database.putWaiting(message).catch(() => this.#unkept.add(id));
      }
      await inTurn(id, () => this.#takeTurn(message, isNew, database));
    } catch (cause) {
      await this.#fail(message, problemOf(cause));
    } finally {
      clearTimeout(slow);
      this.#sending.delete(id);
    }
  }

  async #takeTurn(message: Waiting, isNew: boolean, database: Database): Promise<void> {
    const { id } = message;
    if (!this.#messages.has(id)) {
      // Taken back or arrived while it waited for its turn.
      return;
    }
    if (isNew || this.#unkept.has(id) || (await database.isWaiting(id))) {
      await this.#deliver(message, database);
    } else if (await this.listener.goneElsewhere(message)) {
      this.#forget(id);
    } else {
      this.#tryLater(id, this.#backoff.next());
    }
  }

  async #deliver(message: Waiting, database: Database): Promise<void> {
    const { id, conversationId, parentId, text, model, options, title, isFirst, conversationOptions } = message;
    const made = { title, titledBy: 'first-words', model, options: conversationOptions } as const;
    const conversation = isFirst ? await this.rest.putConversation(conversationId, made) : null;
    if (conversation !== null) {
      this.listener.made(conversation);
    }
    if (!this.#messages.has(id)) {
      // Taken back meanwhile.
      return;
    }
    const accepted = await this.rest.send(conversationId, id, { parentId, text, model, options });
    this.#backoff.succeed();
    if (this.#withdrawn.has(id)) {
      this.listener.acceptedAfterAll(message, accepted);
      return;
    }
    this.#forget(id);
    this.listener.accepted(message, accepted, conversation);
    await database.removeWaiting(id).catch(() => undefined);
  }

  async #fail(message: Waiting, problem: Problem): Promise<void> {
    if (!this.#messages.has(message.id)) {
      return;
    }
    if (isPassing(problem) || problem.status === UNAUTHENTICATED) {
      const asked = (problem.retryAfterSeconds ?? 0) * 1000;
      // The server is well where it is only too early: there is nothing to go easy on.
      const wait = Math.max(isTooEarly(problem) ? TOO_EARLY : this.#backoff.next(), asked);
      this.#tryLater(message.id, wait);
      this.listener.waits(message, waitOf(problem));
      return;
    }
    const refused = { ...message, refusal: problem };
    this.#messages.set(message.id, refused);
    // Before anybody is told: what can be tried again must not be under way any more.
    await (await this.database).putWaiting(refused).catch(() => undefined);
    if (this.#messages.has(message.id)) {
      this.listener.refused(refused, problem);
    }
  }

  /** @param wait milliseconds */
  #tryLater(id: Id, wait: number): void {
    if (this.#hasEnded) {
      return;
    }
    this.#retries.set(
      id,
      setTimeout(() => void this.#send(id, false), wait),
    );
  }

  #forget(id: Id): void {
    clearTimeout(this.#retries.get(id));
    this.#retries.delete(id);
    this.#messages.delete(id);
    this.#tried.delete(id);
    this.#unkept.delete(id);
  }
}

/** Before anything has come of a try. */
export function waitNow(): Wait {
  return navigator.onLine ? 'sending' : 'offline';
}

/** What keeps a message that is tried again. */
function waitOf(problem: Problem): Wait {
  if (problem.status === UNAUTHENTICATED) {
    return problem.slug === NOT_ACCEPTED ? 'unavailable' : 'signed-out';
  }
  if (isTooEarly(problem)) {
    return 'too-early';
  }
  if (problem.status !== 0) {
    return 'unavailable';
  }
  return navigator.onLine ? 'unreachable' : 'offline';
}

async function inTurn(id: Id, work: () => Promise<void>): Promise<void> {
  await ('locks' in navigator ? navigator.locks.request(`holdfast.outbox.${id}`, work) : work());
}
