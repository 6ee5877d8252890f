/*
 * What a person sets for one conversation: its model, and how answers are to be written. Seen at once and
 * kept on this device until the server has it, so that neither a reload nor a lost network loses it; from then
 * on the server's word counts, whichever device it comes from. What is set for a conversation that does not
 * exist yet waits here for its first message, which takes it along.
 */

import { isPassing, problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { ConversationList } from './conversations';
import { recallJson, remember } from './device';
import type { AnswerOptions, Id, ModelRef, Problem } from './model';
import { State } from './signal';

const UNAUTHENTICATED = 401;

/** What the server does not know yet; a field that is absent is as the server has it. */
interface Wish {
  readonly model?: ModelRef;
  readonly options?: AnswerOptions;
}

export class ConversationSettings {
  readonly model: State<ModelRef | null>;
  readonly options: State<AnswerOptions>;
  #wish: Wish;
  #sending: Promise<Problem | null> | null = null;

  /** @param key where this device keeps it; another one once a new conversation has begun */
  constructor(
    private readonly id: Id,
    private readonly key: () => string,
    private readonly rest: Rest,
    private readonly list: ConversationList,
  ) {
    this.model = new State<ModelRef | null>(null);
    this.options = new State<AnswerOptions>({});
    this.#wish = { ...recallJson<Wish>(key()) };
    this.follow();
  }

  /** The server may have said something new, or the conversation may be there now. */
  follow(): void {
    const known = this.list.body(this.id);
    this.model.value = this.#wish.model ?? known?.model ?? null;
    const options = this.#wish.options ?? known?.options ?? {};
    if (!isSameOptions(options, this.options.value)) {
      this.options.value = options;
    }
  }

  setModel(model: ModelRef): void {
    this.#change({ ...this.#wish, model });
    void this.flush();
  }

  setOptions(options: AnswerOptions): Promise<Problem | null> {
    this.#change({ ...this.#wish, options });
    return this.flush();
  }

  /** The conversation has begun, and what was set went with its first message. */
  taken(): void {
    this.#change({});
  }

  /** What waits, where there is somebody to take it. Null unless it is refused. */
  async flush(): Promise<Problem | null> {
    // One after the other, so that the last wish is the last that the server hears.
    await this.#sending;
    if (!this.list.isOnServer(this.id) || (this.#wish.model === undefined && this.#wish.options === undefined)) {
      return null;
    }
    this.#sending ??= this.#send(this.#wish).finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #send(sent: Wish): Promise<Problem | null> {
    try {
      this.list.upsert(await this.rest.putConversation(this.id, sent));
    } catch (cause) {
      const problem = problemOf(cause);
      if (isPassing(problem) || problem.status === UNAUTHENTICATED) {
        return null;
      }
      this.#settle(sent);
      return problem;
    }
    this.#settle(sent);
    return null;
  }

  /** The server has it, or never will; what was wished meanwhile is still to come. */
  #settle(sent: Wish): void {
    const { model, options } = this.#wish;
    this.#change({
      ...(model === undefined || model === sent.model ? {} : { model }),
      ...(options === undefined || options === sent.options ? {} : { options }),
    });
  }

  #change(wish: Wish): void {
    this.#wish = wish;
    remember(this.key(), wish.model === undefined && wish.options === undefined ? null : JSON.stringify(wish));
    this.follow();
  }
}

export function isSameOptions(one: AnswerOptions, other: AnswerOptions): boolean {
  return (
    one.temperature === other.temperature &&
    one.maxTokens === other.maxTokens &&
    one.reasoningEffort === other.reasoningEffort &&
    one.systemPrompt === other.systemPrompt
  );
}
