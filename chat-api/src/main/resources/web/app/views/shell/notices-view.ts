/*
 * What concerns the whole page: how the connection stands, a session that has ended, and failures
 * that have no place of their own. They cover nothing: in a conversation they stand above the field,
 * where what is read does not move when one comes, elsewhere above the page. They stay until they are
 * mended or put away.
 */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Connection, Notice } from '../../store/model';
import { text } from '../../text/index';
import { context } from '../context';
import { icons } from '../icons';
import { View } from '../view';

/** Milliseconds; a connection that is back sooner was no matter. */
const PATIENCE = 700;

export class NoticesView extends View {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What those who listen have heard of the connection last. */
  #said: string = text.connection.again;

  protected override render(): TemplateResult {
    const { store } = context();
    const t = text.connection;
    return html`
      <div class="notices">
        ${this.watch(store.session).kind === 'expired'
          ? html`<div class="notice" data-notice="expired">${icons.alert}<span>${t.expired}</span><button type="button" class="button" @click=${() => void store.signIn()}>${t.signIn}</button></div>`
          : this.#connection(this.watch(store.connection))}
        ${repeat(this.watch(store.notices), (notice) => notice.id, (notice) => this.#notice(notice))}
      </div>
    `;
  }

  #connection(connection: Connection): TemplateResult | typeof nothing {
    const { store } = context();
    const t = text.connection;
    clearTimeout(this.#timer);
    switch (connection.kind) {
      case 'connecting':
      case 'live':
        return nothing;
      case 'offline':
        return html`<div class="notice" data-notice="offline">${icons.cloudOff}<span>${t.offline}</span></div>`;
      case 'refused':
        return html`
          <div class="notice is-error" data-notice="refused">
            ${icons.alert}<span><strong>${t.refused}</strong> ${connection.problem.detail}</span>
            <button type="button" class="button" @click=${() => store.reconnect()}>${t.now}</button>
          </div>
        `;
      case 'reconnecting': {
        const since = Date.now() - connection.since;
        if (since < PATIENCE) {
          this.#timer = setTimeout(() => this.requestUpdate(), PATIENCE - since);
          return nothing;
        }
        const seconds = connection.nextTry === null ? 0 : Math.ceil((connection.nextTry - Date.now()) / 1000);
        if (seconds > 0) {
          this.#timer = setTimeout(() => this.requestUpdate(), 1000);
        }
        return html`
          <div class="notice" data-notice="reconnecting">
            <span class="spinner" aria-hidden="true"></span><span>${seconds > 1 ? t.reconnectingIn(seconds) : t.reconnecting}</span>
            <button type="button" class="button" ?disabled=${connection.nextTry === null} @click=${() => store.reconnect()}>${t.now}</button>
          </div>
        `;
      }
    }
  }

  /** Once for each turn of things, and not for each second of a countdown. */
  protected override updated(): void {
    const shown = this.querySelector<HTMLElement>('[data-notice]')?.dataset['notice'];
    const t = text.connection;
    const sentences: Readonly<Record<string, string>> = { reconnecting: t.reconnecting, offline: t.offline, refused: t.refused, expired: t.expired };
    const now = shown === undefined ? (context().store.connection.value.kind === 'live' ? t.again : this.#said) : (sentences[shown] ?? this.#said);
    if (now !== this.#said) {
      this.#said = now;
      context().announce(now);
    }
  }

  #notice(notice: Notice): TemplateResult {
    return html`
      <div class="notice is-error" role="alert" data-notice=${notice.about}>
        ${icons.alert}<span><strong>${text.problems.about[notice.about]}</strong> ${notice.problem.detail}</span>
        <button type="button" class="icon-button" aria-label=${text.actions.dismiss} @click=${() => context().store.dismiss(notice)}>${icons.close}</button>
      </div>
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }
}

customElements.define('hf-notices', NoticesView);
