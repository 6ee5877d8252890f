/* What a model says: who took over, its parts, how it ended, and what can be done with it. */

import { html, nothing, type TemplateResult } from 'lit';
import { DEMO } from '../../store/model';
import type { Answer, Model, WritableConversation } from '../../store/model';
import { text } from '../../text/index';
import { sameModel } from '../composer/model-search';
import { context, visit } from '../context';
import '../problem';
import { View } from '../view';
import './answer-actions';
import './answer-parts';
import { ending, takeoverNote } from './ending';
import './sources';
import './working';

export class AnswerView extends View {
  static override properties = { answer: { attribute: false }, writing: { attribute: false }, chooseModel: { attribute: false } };
  declare answer: Answer;
  /** The conversation, where this person writes in it: only then can another answer be asked for. */
  declare writing: WritableConversation | undefined;
  declare chooseModel: (() => void) | undefined;

  protected override render(): TemplateResult {
    const { answer } = this;
    const state = this.watch(answer.state);
    const offer = this.#offer();
    const model = offer?.title ?? answer.model?.name ?? null;
    const running = state.kind === 'queued' || state.kind === 'thinking' || state.kind === 'streaming';
    return html`
      <article class="answer is-${state.kind}" aria-busy=${running}>
        <h2 class="visually-hidden">${model === null ? text.thread.answer : text.thread.answerOf(model)}</h2>
        ${answer.model?.provider === DEMO ? html`<p class="demonstration">${text.answer.demonstration}</p>` : nothing}
        ${takeoverNote(this.watch(answer.takeover))}
        <hf-answer-parts .answer=${answer}></hf-answer-parts>
        <hf-sources .answer=${answer}></hf-sources>
        ${ending(state)}
        ${state.kind === 'failed'
          ? html`<hf-problem .problem=${state.problem} .provider=${answer.model?.provider} .retry=${this.#retryable() ? this.#retry : undefined} .chooseModel=${this.chooseModel}></hf-problem>`
          : nothing}
        <div class="answer-foot">
          ${model === null ? nothing : html`<span class="answer-model" aria-hidden="true" title=${text.answer.model(model, offer?.providerTitle ?? answer.model?.provider ?? '')}>${model}</span>`}
          ${running ? html`<hf-working .answer=${answer}></hf-working>` : html`<hf-answer-actions .answer=${answer} .retry=${this.#retryable() ? this.#retry : undefined}></hf-answer-actions>`}
        </div>
      </article>
    `;
  }

  /** Null where it is not offered, or not any more. */
  #offer(): Model | null {
    return this.watch(visit().models.items).find((model) => sameModel(model.ref, this.answer.model)) ?? null;
  }

  /** One answer at a time is written in a conversation; and a message on its way would go on out of sight. */
  #retryable(): boolean {
    const { writing } = this;
    return writing !== undefined && this.watch(writing.running) === null && this.watch(writing.unsent) === null;
  }

  readonly #retry = (): void => {
    this.writing?.retry(this.answer.id);
    // The button goes with the answer that it stood below.
    context().focusComposer();
  };
}

customElements.define('hf-answer', AnswerView);
