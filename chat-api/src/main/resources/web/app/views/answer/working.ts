/*
 * The sign that something goes on. Before the first token it says what; once there is text, the text
 * speaks and a dot is enough. A wait for a worker is worth a word only when it is a wait; that for a model or a
 * provider always, since nothing else tells of it.
 */

import { html, type TemplateResult } from 'lit';
import type { Answer, AnswerPart, AnswerState } from '../../store/model';
import { text } from '../../text/index';
import { View } from '../view';

/** Milliseconds; nearly every answer is taken up sooner. */
const PATIENCE = 3000;

export class Working extends View {
  static override properties = { answer: { attribute: false } };
  declare answer: Answer;

  #waitsLong = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override render(): TemplateResult {
    const state = this.watch(this.answer.state);
    return html`<p class="working"><span class="pulse" aria-hidden="true"></span><span class=${this.#isSaid(state) ? 'visually-hidden' : ''}>${this.#words(state)}</span></p>`;
  }

  /** By something beside it: only the dot is seen. */
  #isSaid(state: AnswerState): boolean {
    const isStopping = 'stopping' in state && state.stopping;
    const waits = 'waitsFor' in state && state.waitsFor !== null;
    return !isStopping && !waits && (state.kind === 'streaming' || this.watch(this.answer.parts).some(tells));
  }

  #words(state: AnswerState): string {
    const t = text.answer;
    if ('stopping' in state && state.stopping) {
      return t.stopping;
    }
    if ('waitsFor' in state && state.waitsFor !== null) {
      return t.waitsFor[state.waitsFor];
    }
    if (state.kind === 'streaming') {
      return t.writing;
    }
    return state.kind === 'queued' && this.#waitsLong ? t.queued : t.thinking;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setTimeout(() => {
      this.#waitsLong = true;
      this.requestUpdate();
    }, PATIENCE);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }
}

/** Whether a part says itself what goes on. */
function tells({ kind }: AnswerPart): boolean {
  return kind !== 'text' && kind !== 'unknown';
}

customElements.define('hf-working', Working);
