/* What someone sees whom we do not know yet. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../store/model';
import { text } from '../../text/index';
import { context } from '../context';
import { mark } from '../icons';
import '../problem';
import { View } from '../view';

export class SignIn extends View {
  static override properties = { problem: { attribute: false } };
  declare problem: Problem | null;

  #going = false;

  protected override render(): TemplateResult {
    const t = text.signIn;
    return html`
      <main class="sign-in" id="main">
        <div class="sign-in-card">
          ${mark}
          <h1>${t.heading}</h1>
          <p>${t.lead}</p>
          ${this.problem ? html`<hf-problem role="alert" .problem=${this.problem}></hf-problem>` : nothing}
          ${this.problem?.slug === 'insecure-page'
            ? nothing
            : html`<button type="button" class="button is-primary is-large" ?disabled=${this.#going} @click=${() => void this.#signIn()}>${this.#going ? t.working : t.button}</button>`}
        </div>
      </main>
    `;
  }

  /** Back from the issuer's page by the browser's own button, the page is as it was left. */
  readonly #returned = (): void => {
    this.#going = false;
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pageshow', this.#returned);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pageshow', this.#returned);
  }

  async #signIn(): Promise<void> {
    this.#going = true;
    this.requestUpdate();
    try {
      await context().store.signIn();
    } finally {
      this.#going = false;
      this.requestUpdate();
    }
  }
}

customElements.define('hf-sign-in', SignIn);
