/* Every key that does something, in one place. */

import { html, type TemplateResult } from 'lit';
import { text } from '../../text/index';
import { context } from '../context';
import { DialogView } from '../dialog';
import { icons } from '../icons';
import { keyCaps } from '../keyboard';
import { shortcutGroups } from '../shortcuts';

export class ShortcutsDialog extends DialogView {
  protected override readonly label = text.shortcuts.title;
  protected override readonly kind = 'shortcuts-dialog';

  protected override content(): TemplateResult {
    const { sendWith } = this.watch(context().store.preferences);
    return html`
      <div class="dialog-head">
        <h2>${this.label}</h2>
        <button type="button" class="icon-button" aria-label=${text.actions.close} @click=${() => this.close()}>${icons.close}</button>
      </div>
      <div class="dialog-body" tabindex="0" role="region" aria-label=${this.label}>
        ${shortcutGroups(sendWith).map(
          (group) => html`
            <section>
              <h3>${group.title}</h3>
              <dl class="shortcuts">
                ${group.shortcuts.map((shortcut) => html`<div><dt>${shortcut.label}</dt><dd>${keyCaps(shortcut.keys).map((cap) => html`<kbd>${cap}</kbd>`)}</dd></div>`)}
              </dl>
            </section>
          `,
        )}
      </div>
    `;
  }
}

customElements.define('hf-shortcuts-dialog', ShortcutsDialog);
