/* The keys of providers: left here, never read back. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../../text/index';
import { visit } from '../context';
import '../problem';
import { View } from '../view';
import './provider-key';

/** Before the id of a provider in the page's address. */
const KEY = 'key-';

export class KeysView extends View {
  /** What somebody was led here for, until it is there: a row, or all of them. */
  #awaited: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void visit().keys.load();
    document.addEventListener('visibilitychange', this.#seen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** @param what `keys`, or `key-` and a provider: has the focus as soon as it is there */
  show(what: string): void {
    this.#awaited = what;
    this.#reach();
  }

  protected override render(): TemplateResult {
    const t = text.settings;
    const { keys } = visit();
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

  protected override updated(): void {
    this.#reach();
  }

  #reach(): void {
    const what = this.#awaited;
    if (what === null) {
      return;
    }
    if (!what.startsWith(KEY)) {
      this.#awaited = null;
      this.querySelector<HTMLElement>('#keys')?.focus();
      return;
    }
    const row = [...this.querySelectorAll('hf-provider-key')].find(({ place }) => place.provider === what.slice(KEY.length));
    if (row !== undefined) {
      this.#awaited = null;
      void row.reach();
    } else if (visit().keys.state.value.kind !== 'loading') {
      // No such provider takes keys.
      this.show('keys');
    }
  }

  /** Another device may have changed one of them while nobody looked. */
  readonly #seen = (): void => {
    if (document.visibilityState === 'visible') {
      void visit().keys.load();
    }
  };
}

customElements.define('hf-keys', KeysView);
