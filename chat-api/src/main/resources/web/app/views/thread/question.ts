/* What the person has said, as typed, and whether it has arrived. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Delivery, Question, Wait } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { icons } from '../icons';
import '../problem';
import { View } from '../view';

/** Longer ones are folded: a pasted file must not hide the answer to it. */
const LONG_LINES = 24;
const LONG_LENGTH = 2400;

export class QuestionView extends View {
  static override properties = { question: { attribute: false } };
  declare question: Question;

  #unfolded = false;
  /** What those who listen have heard of it: a reason that comes again with each try is no news. */
  readonly #said = new Set<Wait>(['sending']);

  protected override render(): TemplateResult {
    const { question } = this;
    const long = question.text.length > LONG_LENGTH || question.text.split('\n', LONG_LINES + 1).length > LONG_LINES;
    const folded = long && !this.#unfolded;
    const delivery = this.watch(question.delivery);
    return html`
      <article class="question">
        <h2 class="visually-hidden">${text.thread.you}</h2>
        <div class="bubble ${folded ? 'is-folded' : ''} ${delivery.kind === 'waiting' ? 'is-pending' : ''}" dir="auto">${question.text}</div>
        ${long
          ? html`<button type="button" class="link-button" aria-expanded=${!folded} @click=${() => this.#fold()}>${folded ? text.question.more : text.question.less}</button>`
          : nothing}
        ${this.#delivery(delivery)}
      </article>
    `;
  }

  #delivery(delivery: Delivery): TemplateResult | typeof nothing {
    const t = text.question;
    switch (delivery.kind) {
      case 'accepted':
        return nothing;
      case 'waiting':
        return this.#waiting(delivery.why);
      case 'refused':
        return html`
          <hf-problem heading=${t.refused} .problem=${delivery.problem} .provider=${this.#provider()} .retry=${() => this.#go(() => this.question.sendAgain())}></hf-problem>
          <p class="delivery">${this.#withdrawButton()}</p>
        `;
    }
  }

  /** The composer's Stop takes it back. */
  #waiting(why: Wait): TemplateResult {
    return html`
      <p class="delivery is-${why}">
        ${why === 'sending' || why === 'slow' ? html`<span class="pulse" aria-hidden="true"></span>` : why === 'too-early' ? icons.clock : icons.cloudOff}
        <span>${text.question.waits[why]}</span>
        ${why === 'signed-out' ? html`<button type="button" class="link-button" @click=${() => void context().store.signIn()}>${text.connection.signIn}</button>` : nothing}
      </p>
    `;
  }

  /** That it is sent is no news; that it is not, is. */
  protected override updated(): void {
    const delivery = this.question.delivery.value;
    if (delivery.kind === 'waiting' && !this.#said.has(delivery.why)) {
      this.#said.add(delivery.why);
      context().announce(text.question.waits[delivery.why]);
    }
  }

  /** Whom it is sent to, next time. */
  #provider(): string | undefined {
    const open = this.watch(visit().open);
    return (open && this.watch(open.model)?.provider) ?? undefined;
  }

  #withdrawButton(): TemplateResult {
    return html`<button type="button" class="link-button" @click=${() => this.#go(() => this.question.withdraw())}>${text.question.withdraw}</button>`;
  }

  /** The button that was pressed goes; the hand goes on in the field. */
  #go(does: () => void): void {
    does();
    context().focusComposer();
  }

  #fold(): void {
    this.#unfolded = !this.#unfolded;
    this.requestUpdate();
  }
}

customElements.define('hf-question', QuestionView);
