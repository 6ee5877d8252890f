/* What can be done with an answer that has ended. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, TokenPrice } from '../../store/model';
import { text } from '../../text/index';
import { sameModel } from '../composer/model-search';
import { context, visit } from '../context';
import { icons } from '../icons';
import { View } from '../view';
import { copyText } from './clipboard';
import { figures } from './figures';

/** Milliseconds that the tick stands for “copied”. */
const FEEDBACK = 2000;

export class AnswerActions extends View {
  static override properties = { answer: { attribute: false }, retry: { attribute: false } };
  declare answer: Answer;
  /** Left out while another answer is being written. */
  declare retry: (() => void) | undefined;

  #copied: boolean | null = null;
  #figuresOpen = false;

  protected override render(): TemplateResult {
    const t = text.answer;
    const always = this.watch(context().store.preferences).showTiming;
    const shown = always || this.#figuresOpen;
    // The words of what went wrong have it beside them.
    const failed = this.watch(this.answer.state).kind === 'failed';
    const hasText = this.watch(this.answer.parts).some((part) => part.kind === 'text' && part.blocks.length > 0);
    return html`
      <div class="answer-actions">
        ${hasText ? html`<button type="button" class="icon-button" aria-label=${t.copy} title=${t.copy} @click=${() => void this.#copy()}>${this.#copied ? icons.check : icons.copy}</button>` : nothing}
        ${failed ? nothing : html`<button type="button" class="icon-button" aria-label=${t.retry} title=${t.retry} ?disabled=${!this.retry} @click=${() => this.retry?.()}>${icons.retry}</button>`}
        ${always ? nothing : html`<button type="button" class="icon-button" aria-label=${t.figures} title=${t.figures} aria-expanded=${shown} @click=${() => this.#toggleFigures()}>${icons.speed}</button>`}
        ${this.#copied === false ? html`<span class="answer-note is-error">${t.copyFailed}</span>` : nothing}
        ${shown ? html`<span class="answer-note figures">${figures(this.watch(this.answer.figures), this.#price())}</span>` : nothing}
      </div>
    `;
  }

  #price(): TokenPrice | null {
    const ref = this.answer.model;
    return this.watch(visit().models.items).find((model) => sameModel(model.ref, ref))?.price ?? null;
  }

  #toggleFigures(): void {
    this.#figuresOpen = !this.#figuresOpen;
    this.requestUpdate();
  }

  async #copy(): Promise<void> {
    this.#copied = await copyText(this.answer.text());
    context().announce(this.#copied ? text.answer.copied : text.answer.copyFailed);
    this.requestUpdate();
    setTimeout(() => {
      this.#copied = null;
      this.requestUpdate();
    }, FEEDBACK);
  }
}

customElements.define('hf-answer-actions', AnswerActions);
