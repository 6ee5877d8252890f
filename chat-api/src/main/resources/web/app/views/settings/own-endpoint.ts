/* One server of this person's own. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Endpoint, Problem } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import './endpoint-form';
import { TrialRow, type Removal } from './trial-row';
import { endpointTrial, type ShownTrial } from './trial-status';

export class OwnEndpoint extends TrialRow {
  static override properties = { endpoint: { attribute: false }, allowed: { attribute: false } };
  declare endpoint: Endpoint;
  /** Whether it may still be used, and so be tried and changed. */
  declare allowed: boolean;

  protected override get problemId(): string {
    return `endpoint-error-${this.endpoint.name}`;
  }

  protected override trial(): ShownTrial {
    const { endpoint } = this;
    return endpointTrial(endpoint, endpoint.models.length === 0 ? endpoint.found.length : endpoint.models.length);
  }

  protected override says(words: string): string {
    return text.settings.endpointSays(this.endpoint.title, words);
  }

  protected override render(): TemplateResult {
    const t = text.settings;
    const { name, title, baseUrl, lastFour } = this.endpoint;
    return html`
      <div class="field provider-key" data-endpoint=${name}>
        ${this.row(html`
          <p class="field-label">${title}</p>
          <p class="field-help endpoint-address">${baseUrl}</p>
          <p class="field-help">${lastFour === null ? t.endpointNoKey : t.endpointKey(lastFour)}</p>
        `)}
      </div>
    `;
  }

  protected override buttons(): TemplateResult {
    const t = text.settings;
    const { title, status } = this.endpoint;
    return html`
      ${this.allowed && status !== 'checking' ? this.checkButton(title) : nothing}
      ${this.allowed ? html`<button type="button" class="button" data-begin aria-label="${t.endpointEdit}: ${title}" @click=${() => this.writing()}>${t.endpointEdit}</button>` : nothing}
      <button type="button" class="button" data-remove aria-label="${t.endpointRemove}: ${title}" @click=${() => this.removing()}>${t.endpointRemove}</button>
    `;
  }

  protected override form(): TemplateResult {
    return html`<hf-endpoint-form .endpoint=${this.endpoint} .done=${() => this.shown()}></hf-endpoint-form>`;
  }

  protected override removal(): Removal {
    return { sure: text.settings.endpointRemoveSure, yes: text.settings.endpointRemoveYes, back: '[data-remove]' };
  }

  protected override check(): Promise<Problem | null> {
    return visit().endpoints.check(this.endpoint.name);
  }

  protected override async forget(): Promise<void> {
    const { name, title } = this.endpoint;
    const heading = this.closest('section')?.querySelector('h2');
    if (await this.ask(() => visit().endpoints.remove(name))) {
      context().announce(text.settings.endpointRemoved(title));
      // This row has gone with the endpoint.
      heading?.focus();
    }
  }
}

customElements.define('hf-own-endpoint', OwnEndpoint);

declare global {
  interface HTMLElementTagNameMap {
    'hf-own-endpoint': OwnEndpoint;
  }
}
