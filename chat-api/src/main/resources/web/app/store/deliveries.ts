/* What becomes of the messages that were written here, on the screen, in the list and on the server. */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { AcceptedBody, HistoryBody } from '../api/wire';
import type { ConversationBody } from '../stream/index';
import type { ConversationList } from './conversations';
import type { Database, Waiting } from './database';
import type { Delivery, Id, Problem, Wait } from './model';
import type { Notices } from './notices';
import { begunBy } from './opened';
import type { Opened } from './opened';
import { Outbox, waitNow } from './outbox';
import type { OutboxListener } from './outbox';
import type { QuestionActions } from './thread';
import type { Threads } from './threads';
import type { Withdrawals } from './withdrawals';

export interface DeliveriesSurroundings {
  readonly rest: Rest;
  readonly database: Promise<Database>;
  readonly list: ConversationList;
  readonly threads: () => Threads;
  readonly withdrawals: Withdrawals;
  readonly notices: Notices;
  /** The conversation, if it is the one on the screen. */
  readonly opened: (conversation: Id) => Opened | null;
  /** The conversation on the screen was only a message that was taken back. */
  readonly leftEmpty: () => void;
}

const NOT_FOUND = 404;

export class Deliveries implements OutboxListener {
  readonly outbox: Outbox;

  constructor(private readonly around: DeliveriesSurroundings) {
    this.outbox = new Outbox(around.rest, around.database, this);
  }

  /** Shows a message that waits, or was refused, where it belongs. */
  show(message: Waiting): void {
    const refusal = message.refusal as Problem | null;
    if (message.isFirst) {
      this.around.list.addLocal(begunBy(message));
    }
    this.#thread(message)?.addWaiting(message, refusal === null ? { kind: 'waiting', why: waitNow() } : { kind: 'refused', problem: refusal });
  }

  /** What a person can do with a message that has not arrived. */
  actionsIn(conversation: Id): QuestionActions {
    return {
      withdraw: (id) => this.#withdraw(id, conversation),
      arrived: (id) => this.outbox.arrived(id),
      sendAgain: (id) => this.#sendAgain(id, conversation),
    };
  }

  waits(message: Waiting, why: Wait): void {
    this.#deliver(message, { kind: 'waiting', why });
  }

  refused(message: Waiting, problem: Problem): void {
    this.#deliver(message, { kind: 'refused', problem });
  }

  made(conversation: ConversationBody): void {
    if (this.around.withdrawals.isGivenUp(conversation.id)) {
      // Nobody is in it, and nobody will be. Where this fails, the list shows it, and it is tried again.
      this.around.rest.deleteConversation(conversation.id).catch(() => undefined);
    } else {
      this.around.list.upsert(conversation);
    }
  }

  acceptedAfterAll(message: Waiting, { message: said, reply, generation }: AcceptedBody): void {
    const { rest, withdrawals, notices } = this.around;
    if (withdrawals.isGivenUp(message.conversationId)) {
      rest.deleteConversation(message.conversationId).catch(() => undefined);
      return;
    }
    this.#thread(message)?.mergeMessages([said, reply]);
    rest.stop(generation.id).then(
      () => withdrawals.settled(message.id),
      (cause: unknown) => notices.add('stop', cause),
    );
  }

  accepted(message: Waiting, { message: said, reply }: AcceptedBody, conversation: ConversationBody | null): void {
    if (conversation !== null) {
      this.around.list.upsert({ ...conversation, updatedAt: said.createdAt });
    }
    const thread = this.#thread(message);
    if (thread !== null) {
      thread.mergeMessages([said, reply]);
      this.around.threads().keep(thread);
    }
  }

  async goneElsewhere(message: Waiting): Promise<boolean> {
    const { id, conversationId } = message;
    const thread = this.#thread(message);
    let history: HistoryBody | null = null;
    try {
      history = await this.around.rest.history(conversationId);
    } catch (cause) {
      if (problemOf(cause).status !== NOT_FOUND) {
        return false;
      }
    }
    if (history !== null && thread !== null) {
      this.around.threads().take(thread, history, false);
    }
    if (history?.messages.some((sent) => sent.id === id) !== true) {
      // Taken back there, where its words are now.
      thread?.remove(id);
      this.#dropIfUnmade(conversationId, history);
    }
    return true;
  }

  #dropIfUnmade(conversation: Id, history: HistoryBody | null): void {
    if (history === null && !this.around.list.isOnServer(conversation)) {
      this.around.list.dropLocal(conversation);
      if (this.around.opened(conversation) !== null) {
        this.around.leftEmpty();
      }
    }
  }

  #sendAgain(id: Id, conversation: Id): void {
    const opened = this.around.opened(conversation);
    this.outbox.sendAgain(id, opened?.model.value ?? null, opened?.optionsToSend() ?? null);
    const message = this.outbox.get(id);
    if (message !== null) {
      this.waits(message, waitNow());
    }
  }

  #withdraw(id: Id, conversation: Id): void {
    const { list, withdrawals } = this.around;
    const message = this.outbox.withdraw(id);
    const thread = this.around.threads().find(conversation);
    // Asked anew, it still stands where it was asked first.
    const isToBeWritten = message !== null && thread?.isAskedElsewhere(id) !== true;
    const isGone = message?.isFirst === true && !list.isOnServer(conversation);
    thread?.remove(id);
    if (message !== null && message.refusal === null) {
      withdrawals.add(message, isGone);
    }
    if (isGone) {
      list.dropLocal(conversation);
    }
    const opened = this.around.opened(conversation);
    if (isToBeWritten && opened !== null) {
      opened.takeBack(message, isGone);
      if (isGone) {
        this.around.leftEmpty();
      }
    }
  }

  #deliver(message: Waiting, delivery: Delivery): void {
    this.#thread(message)?.deliver(message.id, delivery);
  }

  #thread({ conversationId }: Waiting) {
    return this.around.threads().find(conversationId);
  }
}
