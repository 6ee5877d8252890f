/* One server of this person's own. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Endpoint, Problem } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { icons } from '../icons';
import { View } from '../view';
import './endpoint-form';
import { ToldTrial } from './told-trial';
import { endpointTrial, trialStatus } from './trial-status';

type Mode = 'shown' | 'writing' | 'removing';

export class OwnEndpoint extends View {
  static override properties = { endpoint: { attribute: false }, allowed: { attribute: false } };
  declare endpoint: Endpoint;
  /** Whether it may still be used, and so be tried and changed. */
  declare allowed: boolean;

  #mode: Mode = 'shown';
  #problem: Problem | null = null;
  #busy = false;
  readonly #told = new ToldTrial();

  /** Somebody was led here. */
  async reach(): Promise<void> {
    await this.updateComplete;
    this.scrollIntoView({ block: 'center' });
    this.querySelector<HTMLElement>('[data-begin], input, [data-sure]')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const t = text.settings;
    const { endpoint } = this;
    return html`
      <div class="field provider-key" data-endpoint=${endpoint.name}>
        <div class="field-words">
          <p class="field-label">${endpoint.title}</p>
          <p class="field-help endpoint-address">${endpoint.baseUrl}</p>
          <p class="field-help">${endpoint.lastFour === null ? t.endpointNoKey : t.endpointKey(endpoint.lastFour)}</p>
          ${trialStatus(this.#trial())}
        </div>
        ${this.#mode === 'shown' ? this.#buttons() : nothing} ${this.#mode === 'removing' ? this.#question() : nothing}
        ${this.#mode === 'writing' ? html`<hf-endpoint-form .endpoint=${endpoint} .done=${() => this.#turn('shown', '[data-begin]')}></hf-endpoint-form>` : nothing}
        ${this.#problem ? html`<p class="field-error" role="alert">${this.#problem.detail || this.#problem.title}</p>` : nothing}
      </div>
    `;
  }

  #trial() {
    const { endpoint } = this;
    return endpointTrial(endpoint, endpoint.models.length === 0 ? endpoint.found.length : endpoint.models.length);
  }

  #buttons(): TemplateResult {
    const t = text.settings;
    const { title, status } = this.endpoint;
    return html`
      <div class="field-actions">
        ${this.allowed && status !== 'checking'
          ? html`<button type="button" class="button" data-check ?disabled=${this.#busy} aria-label="${t.keyCheck}: ${title}" @click=${() => void this.#check()}>${icons.retry}${t.keyCheck}</button>`
          : nothing}
        ${this.allowed ? html`<button type="button" class="button" data-begin aria-label="${t.endpointEdit}: ${title}" @click=${() => this.#turn('writing', 'input')}>${t.endpointEdit}</button>` : nothing}
        <button type="button" class="button" data-remove aria-label="${t.endpointRemove}: ${title}" @click=${() => this.#turn('removing', '[data-sure]')}>${t.endpointRemove}</button>
      </div>
    `;
  }

  #question(): TemplateResult {
    const t = text.settings;
    return html`
      <div class="field-actions" role="group" aria-label=${t.endpointRemoveSure}>
        <button type="button" class="button is-danger" data-sure ?disabled=${this.#busy} @click=${() => void this.#remove()}>${t.endpointRemoveYes}</button>
        <button type="button" class="button" @click=${() => this.#turn('shown', '[data-remove]')}>${text.actions.cancel}</button>
      </div>
    `;
  }

  /** It may be the doing of another device. */
  protected override updated(): void {
    const { title } = this.endpoint;
    this.#told.tell(this.#trial(), (sentence) => text.settings.endpointSays(title, sentence));
  }

  /** @param focus what the hand goes on with */
  #turn(mode: Mode, focus: string): void {
    this.#mode = mode;
    this.#problem = null;
    this.drawNow();
    this.querySelector<HTMLElement>(focus)?.focus();
  }

  async #check(): Promise<void> {
    if (await this.#ask(() => visit().endpoints.check(this.endpoint.name))) {
      // The button has gone while it is tried.
      this.querySelector<HTMLElement>('[data-begin]')?.focus();
    }
  }

  async #remove(): Promise<void> {
    const { name, title } = this.endpoint;
    const heading = this.closest('section')?.querySelector('h2');
    if (await this.#ask(() => visit().endpoints.remove(name))) {
      context().announce(text.settings.endpointRemoved(title));
      // This row has gone with the endpoint.
      heading?.focus();
    }
  }

  /** Whether it went well. */
  async #ask(call: () => Promise<Problem | null>): Promise<boolean> {
    if (this.#busy) {
      return false;
    }
    this.#busy = true;
    this.requestUpdate();
    this.#problem = await call();
    this.#busy = false;
    if (this.isConnected) {
      this.drawNow();
    }
    return this.#problem === null;
  }
}

customElements.define('hf-own-endpoint', OwnEndpoint);

declare global {
  interface HTMLElementTagNameMap {
    'hf-own-endpoint': OwnEndpoint;
  }
}
