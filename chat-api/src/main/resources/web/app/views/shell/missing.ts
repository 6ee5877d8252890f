/* An address that leads nowhere. */

import { html, type TemplateResult } from 'lit';
import { text } from '../../text/index';
import { icons } from '../icons';
import { paths } from '../router';
import { View } from '../view';

export class Missing extends View {
  static override properties = { what: {} };
  declare what: 'page' | 'conversation';

  protected override render(): TemplateResult {
    const t = text.missing;
    return html`
      <div class="missing">
        <p class="missing-code" aria-hidden="true">404</p>
        <h1 tabindex="-1">${t.heading}</h1>
        <p>${t[this.what]}</p>
        <a class="button is-primary" href=${paths.home}>${icons.create}${t.home}</a>
      </div>
    `;
  }
}

customElements.define('hf-missing', Missing);
