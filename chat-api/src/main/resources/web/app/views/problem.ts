/*
 * A problem where it happened: what it is, what to do about it, and the button that does it. Where a
 * rate limit says when a new try makes sense, Retry counts down and then works.
 */

import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../store/model';
import { text } from '../text/index';
import { context } from './context';
import { icons } from './icons';
import { mendOf } from './problem-mends';
import { paths } from './router';
import { View } from './view';

export class ProblemView extends View {
  static override properties = { problem: { attribute: false }, heading: {}, retry: { attribute: false }, chooseModel: { attribute: false }, provider: {} };
  declare problem: Problem;
  /** What was tried; the problem's own title where it is left out. */
  declare heading: string | undefined;
  declare retry: (() => void) | undefined;
  declare chooseModel: (() => void) | undefined;
  /** Who said no, where it is known: its key is the one to look at. */
  declare provider: string | undefined;

  #shownFor: Problem | null = null;
  /** Milliseconds since 1970; a try before it would be refused again. */
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(): void {
    if (this.problem !== this.#shownFor) {
      this.#shownFor = this.problem;
      this.#notBefore = Date.now() + (this.problem.retryAfterSeconds ?? 0) * 1000;
    }
  }

  protected override render(): TemplateResult {
    const { problem } = this;
    return html`
      <div class="problem" role="group" aria-label=${text.problems.heading}>
        ${icons.alert}
        <div class="problem-words">
          <p class="problem-title">${this.heading ?? problem.title}</p>
          <p>${problem.detail || problem.title}</p>
          ${problem.instance ? html`<p class="problem-reference">${text.problems.reference(problem.instance)}</p>` : nothing}
        </div>
        <div class="problem-mends">${this.#mend()}${this.retry ? this.#retryButton(this.retry) : nothing}</div>
      </div>
    `;
  }

  #mend(): TemplateResult | typeof nothing {
    const t = text.problems;
    switch (mendOf(this.problem)) {
      case 'keys':
        return this.#keyLink();
      case 'options':
        return html`<button type="button" class="button" @click=${() => context().openOptions(this.problem)}>${icons.options}${t.openOptions}</button>`;
      case 'model':
        return this.chooseModel ? html`<button type="button" class="button" @click=${this.chooseModel}>${t.chooseModel}</button>` : nothing;
      case 'new-conversation':
        return html`<a class="button" href=${paths.home}>${icons.create}${t.newConversation}</a>`;
      case 'sign-in':
        return html`<button type="button" class="button" @click=${() => void context().store.signIn()}>${t.signIn}</button>`;
      case 'retry':
      case 'none':
        return nothing;
    }
  }

  #keyLink(): TemplateResult | typeof nothing {
    const t = text.problems;
    const { provider } = this;
    // A problem is shown also where nobody is signed in.
    const models = context().store.visit.value?.models;
    const offer = models && this.watch(models.items).find(({ ref }) => ref.provider === provider);
    const title = offer?.providerTitle ?? provider;
    return provider && title
      ? html`<a class="button" href=${paths.key(provider)}>${icons.key}${t.openKey(title)}</a>`
      : html`<a class="button" href=${paths.keys}>${icons.key}${t.openKeys}</a>`;
  }

  #retryButton(retry: () => void): TemplateResult {
    const seconds = Math.ceil((this.#notBefore - Date.now()) / 1000);
    clearTimeout(this.#timer);
    if (seconds > 0) {
      this.#timer = setTimeout(() => this.requestUpdate(), 1000);
    }
    return html`
      <button type="button" class="button" ?disabled=${seconds > 0} @click=${retry}>
        ${icons.retry}${seconds > 0 ? text.problems.retryIn(seconds) : text.actions.retry}
      </button>
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }
}

customElements.define('hf-problem', ProblemView);
