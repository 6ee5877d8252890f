/* Servers of one's own, where the operator allows them. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../../text/index';
import { visit } from '../context';
import '../problem';
import { View } from '../view';
import './endpoint-form';
import './own-endpoint';

/** Before the id of a provider in the page's address. */
const KEY = 'key-';

export class EndpointsView extends View {
  #adding = false;
  /** What somebody was led here for, until it is there. */
  #awaited: string | null = null;

  /** @param what `key-` and the endpoint as a provider: has the focus as soon as it is there */
  show(what: string): void {
    this.#awaited = what;
    this.#reach();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void visit().endpoints.load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const t = text.settings;
    const { endpoints } = visit();
    const allowed = this.watch(endpoints.allowed);
    const items = this.watch(endpoints.items);
    const state = this.watch(endpoints.state);
    if (!allowed && items.length === 0) {
      return nothing;
    }
    return html`
      <section class="panel" aria-labelledby="endpoints">
        <h2 id="endpoints" tabindex="-1">${t.endpoints}</h2>
        <p class="panel-help">${allowed ? t.endpointsHelp : t.endpointsForbidden}</p>
        ${state.kind === 'failed' ? html`<hf-problem heading=${text.problems.loadEndpoints} .problem=${state.problem} .retry=${() => void endpoints.load()}></hf-problem>` : nothing}
        ${repeat(items, ({ name }) => name, (endpoint) => html`<hf-own-endpoint .endpoint=${endpoint} .allowed=${allowed}></hf-own-endpoint>`)}
        ${allowed ? this.#addition() : nothing}
      </section>
    `;
  }

  protected override updated(): void {
    this.#reach();
  }

  #reach(): void {
    const row = [...this.querySelectorAll('hf-own-endpoint')].find(({ endpoint }) => KEY + endpoint.provider === this.#awaited);
    if (row !== undefined) {
      this.#awaited = null;
      void row.reach();
    }
  }

  #addition(): TemplateResult {
    return html`
      <div class="field">
        ${this.#adding
          ? html`<hf-endpoint-form .done=${() => this.#turn(false)}></hf-endpoint-form>`
          : html`<button type="button" class="button" data-add @click=${() => this.#turn(true)}>${text.settings.endpointAdd}</button>`}
      </div>
    `;
  }

  #turn(adding: boolean): void {
    this.#adding = adding;
    this.drawNow();
    this.querySelector<HTMLElement>(adding ? 'hf-endpoint-form input' : '[data-add]')?.focus();
  }
}

customElements.define('hf-endpoints', EndpointsView);
