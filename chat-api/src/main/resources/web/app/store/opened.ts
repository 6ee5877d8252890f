/*
 * The conversation on the screen, in which a person writes: what is in its composer, how its answers are to be
 * written, and what can be done in it.
 */

import type { Rest } from '../api/rest';
import type { ConversationBody } from '../stream/index';
import { ConversationSettings } from './conversation-settings';
import type { ConversationList } from './conversations';
import type { Waiting } from './database';
import { recall, remember } from './device';
import type { AnswerOptions, Id, Limits, ModelRef, OptionName, Problem, Question, Sending, WritableConversation } from './model';
import type { Catalogue } from './models';
import type { Notices } from './notices';
import { waitNow } from './outbox';
import type { Outbox } from './outbox';
import type { PersonalKeys } from './personal';
import type { KeptPreferences } from './preferences';
import { Reading } from './reading';
import type { ReadingSurroundings } from './reading';
import { State } from './signal';
import type { Signal } from './signal';
import type { Thread } from './thread';
import { newId } from './uuid';

export interface OpenedSurroundings extends ReadingSurroundings {
  readonly rest: Rest;
  readonly list: ConversationList;
  readonly catalogue: Catalogue;
  readonly preferences: KeptPreferences;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly limits: Signal<Limits>;
  readonly personal: PersonalKeys;
}

/** UTF-16 code units of a title that is made from a message. */
const TITLE = 60;
const NEW = 'new';

export class Opened extends Reading implements WritableConversation {
  readonly draft: State<string>;
  readonly model = new State<ModelRef | null>(null);
  readonly #settings: ConversationSettings;

  constructor(
    thread: Thread,
    isNew: boolean,
    private readonly around: OpenedSurroundings,
  ) {
    super(thread, around, isNew);
    this.draft = new State(recall(this.#draftKey) ?? '');
    this.#settings = new ConversationSettings(thread.id, () => around.personal.settings(this.#place), around.rest, around.list);
    this.follow(thread.path, () => this.#chooseModel());
    this.follow(around.list.items, () => {
      this.#settings.follow();
      void this.#settings.flush();
    });
    this.follow(this.#settings.model, () => this.#chooseModel());
    this.follow(around.catalogue.items, () => this.#chooseModel());
    this.follow(around.preferences.signal, () => this.#chooseModel());
    this.#chooseModel();
  }

  get unsent(): Signal<Question | null> {
    return this.thread.unsent;
  }

  /** The network may be back. */
  flush(): void {
    void this.#settings.flush();
  }

  setDraft(text: string): void {
    this.draft.value = text;
    remember(this.#draftKey, text === '' ? null : text);
  }

  get options(): Signal<AnswerOptions> {
    return this.#settings.options;
  }

  setModel(model: ModelRef): void {
    this.around.preferences.change({ lastModel: model });
    this.#settings.setModel(model);
    this.#chooseModel();
  }

  setOptions(options: AnswerOptions): Promise<Problem | null> {
    return this.#settings.setOptions(options);
  }

  /** What of the options the model takes; null while nothing is known of the conversation, whose own count then. */
  optionsToSend(): AnswerOptions | null {
    const isKnown = this.isNew || this.around.list.knows(this.id);
    const refuses = (this.model.value && this.around.catalogue.get(this.model.value)?.refuses) ?? [];
    const taken = Object.entries(this.options.value).filter(([name]) => !refuses.includes(name as OptionName));
    return isKnown || taken.length > 0 ? Object.fromEntries(taken) : null;
  }

  send(text: string = this.draft.value): Sending {
    const said = text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
    const last = this.thread.path.value.at(-1);
    if (said === '') {
      return 'empty';
    }
    if (said.length > this.around.limits.value.messageLength) {
      return 'too-long';
    }
    if (this.around.catalogue.isEmpty) {
      return 'no-model';
    }
    if (this.unsent.value !== null) {
      return 'unsent';
    }
    if (this.running.value !== null || (last?.role === 'user' && last.delivery.value.kind !== 'refused')) {
      return 'busy';
    }
    if (last?.role === 'user') {
      // Refused, and now said in other words.
      this.around.outbox.withdraw(last.id);
      this.thread.remove(last.id);
    }
    this.setDraft('');
    this.#say(said, this.thread.path.value.at(-1)?.id ?? null, false);
    return 'sent';
  }

  stop(): void {
    const answer = this.running.value;
    if (answer === null) {
      this.unsent.value?.withdraw();
      return;
    }
    const live = this.thread.answer(answer.id);
    if (live?.generationId) {
      live.markStopping(true);
      this.around.rest.stop(live.generationId).catch((cause: unknown) => {
        live.markStopping(false);
        this.around.notices.add('stop', cause);
      });
    }
  }

  retry(answerId: Id): void {
    const answer = this.thread.answer(answerId);
    const question = answer?.parentId ? this.thread.question(answer.parentId) : null;
    const last = this.thread.path.value.at(-1);
    if (question === null || this.running.value !== null || this.unsent.value !== null) {
      return;
    }
    if (last?.role === 'user') {
      if (last.delivery.value.kind !== 'refused') {
        return;
      }
      // The new branch would hide it: its words go back to where they can be seen.
      last.withdraw();
    }
    this.#say(question.text, question.parentId, true);
  }

  #say(text: string, parentId: Id | null, again: boolean): void {
    const isFirst = !again && !this.around.list.knows(this.id);
    const message: Waiting = {
      id: newId(),
      conversationId: this.id,
      parentId,
      text,
      model: this.model.value,
      options: this.optionsToSend(),
      createdAt: Date.now(),
      title: isFirst ? titleOf(text) : null,
      isFirst,
      conversationOptions: isFirst ? this.options.value : null,
      refusal: null,
    };
    if (isFirst) {
      this.#begin(message);
    }
    this.thread.addWaiting(message, { kind: 'waiting', why: waitNow() });
    this.around.outbox.add(message);
  }

  /**
   * What was taken back is written again, before what was written meanwhile, here or for a new conversation.
   *
   * @param isGone its conversation too, which was only this message
   */
  takeBack({ text, model, conversationOptions }: Waiting, isGone: boolean): void {
    const written = [text, this.draft.value];
    if (isGone) {
      this.setDraft('');
      this.isNew = true;
      written.push(recall(this.#draftKey) ?? '');
      if (model !== null) {
        this.#settings.setModel(model);
      }
      void this.#settings.setOptions(conversationOptions ?? {});
    }
    this.setDraft(written.filter((words) => words !== '').join('\n\n'));
  }

  /** It exists from now on, here first. */
  #begin(message: Waiting): void {
    this.around.list.addLocal(begunBy(message));
    this.#settings.taken();
    this.isNew = false;
  }

  #chooseModel(): void {
    const { catalogue, preferences } = this.around;
    const lastAnswer = this.thread.path.value.findLast((message) => message.role === 'assistant');
    const last = lastAnswer?.role === 'assistant' ? lastAnswer.model : null;
    const { model, lastModel } = preferences.signal.value;
    const present = this.model.value;
    // A choice is never changed in silence: what stands in its way is said, and the person chooses another one.
    const next = this.#settings.model.value ?? last ?? model ?? lastModel ?? catalogue.usual(present);
    if (next?.provider !== present?.provider || next?.name !== present?.name) {
      this.model.value = next;
    }
  }

  get #draftKey(): string {
    return this.around.personal.draft(this.#place);
  }

  /** Where this device keeps what belongs to it. */
  get #place(): string {
    return this.isNew ? NEW : this.id;
  }
}

/** As it looks until the server has made it. */
export function begunBy({ conversationId, title, model, conversationOptions, createdAt }: Waiting): ConversationBody {
  return {
    id: conversationId,
    title,
    pinned: false,
    model,
    options: conversationOptions,
    updatedAt: new Date(createdAt).toISOString(),
  };
}

/** The first line, up to the last word that fits. */
function titleOf(text: string): string {
  const line = (text.split('\n').find((part) => part.trim() !== '') ?? text).replace(/\s+/gu, ' ').trim();
  if (line.length <= TITLE) {
    return line;
  }
  const cut = line.slice(0, TITLE);
  const words = cut.lastIndexOf(' ') > TITLE / 2 ? cut.slice(0, cut.lastIndexOf(' ')) : cut.replace(/[\ud800-\udbff]$/u, '');
  return `${words}…`;
}
