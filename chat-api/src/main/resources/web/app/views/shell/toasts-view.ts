/* The short notes at the lower edge. Heard through the status region, so this is only for the eye and the hand. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../../text/index';
import { context } from '../context';
import { icons } from '../icons';
import type { Toast } from '../toasts';
import { View } from '../view';

export class ToastsView extends View {
  protected override render(): TemplateResult {
    const { toasts } = context();
    return html`<section class="toasts" aria-label=${text.actions.notes}>${repeat(this.watch(toasts.shown), (toast) => toast, (toast) => this.#toast(toast))}</section>`;
  }

  #toast(toast: Toast): TemplateResult {
    const { toasts } = context();
    const run = (action: () => void) => {
      toasts.dismiss(toast);
      action();
    };
    const { action } = toast;
    return html`
      <div class="toast">
        <span class="toast-text">${toast.text}</span>
        ${action ? html`<button type="button" class="toast-action" @click=${() => run(action.run)}>${action.label}</button>` : nothing}
        <button type="button" class="icon-button" aria-label=${text.actions.dismiss} @click=${() => toasts.dismiss(toast)}>${icons.close}</button>
      </div>
    `;
  }
}

customElements.define('hf-toasts', ToastsView);
