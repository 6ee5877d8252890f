/* The column with all conversations; on a narrow screen a drawer over the page. */

import { html, type TemplateResult } from 'lit';
import { text } from '../../text/index';
import { context } from '../context';
import { icons, mark } from '../icons';
import { keyText } from '../keyboard';
import { openMenu } from '../menu';
import { paths } from '../router';
import { View } from '../view';
import './conversation-list';

export class Sidebar extends View {
  static override properties = { close: { attribute: false } };
  declare close: () => void;

  protected override render(): TemplateResult {
    const t = text.sidebar;
    const session = this.watch(context().store.session);
    const name = session.kind === 'signed-in' || session.kind === 'expired' ? session.user.name : '';
    return html`
      <nav class="sidebar" aria-label=${t.label}>
        <div class="sidebar-top">
          <a class="brand" href=${paths.home}>${mark}<span>${text.product}</span></a>
          <button type="button" class="icon-button" aria-label=${t.close} title="${t.close} (${keyText('mod+shift+s')})" @click=${() => this.close()}>${icons.sidebar}</button>
        </div>
        <div class="sidebar-actions">
          <a class="sidebar-action" href=${paths.home} title=${keyText('mod+shift+o')}>${icons.create}<span>${t.create}</span></a>
          <button type="button" class="sidebar-action" @click=${() => context().openSearch()}>${icons.search}<span>${t.search}</span><kbd aria-hidden="true">${keyText('mod+k')}</kbd></button>
        </div>
        <div class="sidebar-list" tabindex="-1"><hf-conversation-list></hf-conversation-list></div>
        <div class="sidebar-foot">
          <button type="button" class="sidebar-action account" aria-haspopup="menu" @click=${(event: Event) => this.#menu(event)}>
            <span class="avatar" data-letter=${name.slice(0, 1).toUpperCase()}></span><span class="account-name"><span class="visually-hidden">${t.account}: </span>${name}</span><span class="chevron">${icons.more}</span>
          </button>
        </div>
      </nav>
    `;
  }

  #menu(event: Event): void {
    const t = text.sidebar;
    const { router, store, openShortcuts } = context();
    openMenu(event.currentTarget as HTMLElement, text.settings.account, [
      { icon: icons.settings, label: t.settings, run: () => router.go(paths.settings) },
      { icon: icons.keyboard, label: t.shortcuts, run: openShortcuts },
      { icon: icons.signOut, label: t.signOut, run: () => void store.signOut() },
    ]);
  }
}

customElements.define('hf-sidebar', Sidebar);
