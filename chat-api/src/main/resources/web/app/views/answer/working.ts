/*
 * The sign that something goes on. Before the first token it says what; once there is text, the text
 * speaks and a dot is enough. A wait for a worker is worth a word only when it is a wait; that for a model or a
 * provider always, since nothing else tells of it.
 */

import { html, type TemplateResult } from 'lit';
import type { AnswerState } from '../../store/model';
import { text } from '../../text/index';
import { View } from '../view';

/** Milliseconds; nearly every answer is taken up sooner. */
const PATIENCE = 3000;

export class Working extends View {
  static override properties = { state: { attribute: false }, quiet: { type: Boolean } };
  declare state: AnswerState;
  /** Something beside it says already what goes on: only the dot is seen. */
  declare quiet: boolean;

  #waitsLong = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override render(): TemplateResult {
    return html`<p class="working"><span class="pulse" aria-hidden="true"></span><span class=${this.#isSaid() ? 'visually-hidden' : ''}>${this.#words()}</span></p>`;
  }

  #isSaid(): boolean {
    const isStopping = 'stopping' in this.state && this.state.stopping;
    const waits = 'waitsFor' in this.state && this.state.waitsFor !== null;
    return !isStopping && !waits && (this.quiet || this.state.kind === 'streaming');
  }

  #words(): string {
    const t = text.answer;
    if ('stopping' in this.state && this.state.stopping) {
      return t.stopping;
    }
    if ('waitsFor' in this.state && this.state.waitsFor !== null) {
      return t.waitsFor[this.state.waitsFor];
    }
    if (this.state.kind === 'streaming') {
      return t.writing;
    }
    return this.state.kind === 'queued' && this.#waitsLong ? t.queued : t.thinking;
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

customElements.define('hf-working', Working);
