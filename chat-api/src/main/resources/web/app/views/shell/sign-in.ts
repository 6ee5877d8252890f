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
          ${this.problem ? html`<hf-problem heading=${t.failed} .problem=${this.problem}></hf-problem>` : nothing}
          <button type="button" class="button is-primary is-large" ?disabled=${this.#going} @click=${() => void this.#signIn()}>${this.#going ? t.working : t.button}</button>
        </div>
      </main>
    `;
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
