/* The keys of providers: left here, never read back. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../../text/index';
import { context } from '../context';
import '../problem';
import { View } from '../view';
import './provider-key';

export class KeysView extends View {
  override connectedCallback(): void {
    super.connectedCallback();
    void context().store.keys.load();
  }

  protected override render(): TemplateResult {
    const t = text.settings;
    const { keys } = context().store;
    const state = this.watch(keys.state);
    const places = this.watch(keys.items);
    return html`
      <section class="panel" aria-labelledby="keys">
        <h2 id="keys" tabindex="-1">${t.keys}</h2>
        <p class="panel-help">${t.keysHelp}</p>
        ${state.kind === 'failed' ? html`<hf-problem heading=${text.problems.loadKeys} .problem=${state.problem} .retry=${() => void keys.load()}></hf-problem>` : nothing}
        ${places.length === 0 && state.kind === 'loading'
          ? html`<div role="status"><span class="visually-hidden">${t.keysLoading}</span><div class="skeleton is-field" aria-hidden="true"></div><div class="skeleton is-field" aria-hidden="true"></div></div>`
          : nothing}
        ${places.length === 0 && state.kind === 'ready' ? html`<p class="field-help">${t.noProviders}</p>` : nothing}
        ${repeat(places, (place) => place.provider, (place) => html`<hf-provider-key .place=${place}></hf-provider-key>`)}
      </section>
    `;
  }
}

customElements.define('hf-keys', KeysView);
