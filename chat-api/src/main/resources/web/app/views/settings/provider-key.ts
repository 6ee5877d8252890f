/* One provider's key. What is typed leaves the page when it is kept, and nothing of it stays here. */

import { html, nothing, type TemplateResult } from 'lit';
import type { KeyPlace, Problem } from '../../store/model';
import { text } from '../../text/index';
import { date } from '../../text/format';
import { context, visit } from '../context';
import { icons } from '../icons';
import { View } from '../view';
import { ToldTrial } from './told-trial';
import { keyTrial, trialStatus } from './trial-status';

type Mode = 'shown' | 'writing' | 'removing';

export class ProviderKeyView extends View {
  static override properties = { place: { attribute: false } };
  declare place: KeyPlace;

  #mode: Mode = 'shown';
  #problem: Problem | null = null;
  #busy = false;
  readonly #told = new ToldTrial();

  /** Somebody was led here: what they most likely came for has the focus. */
  async reach(): Promise<void> {
    await this.updateComplete;
    this.scrollIntoView({ block: 'center' });
    this.querySelector<HTMLElement>('[data-begin], input, [data-sure]')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { place } = this;
    const t = text.settings;
    return html`
      <div class="field provider-key" data-provider=${place.provider}>
        <div class="field-words">
          <p class="field-label">${place.title}</p>
          <p class="field-help">${place.key ? t.keyKeptSince(place.key.lastFour, date(place.key.createdAt)) : t.keyNone}</p>
          ${place.key ? trialStatus(keyTrial(place.key, place.title)) : nothing}
        </div>
        ${this.#mode === 'shown' ? this.#buttons() : nothing} ${this.#mode === 'removing' ? this.#question() : nothing}
        ${this.#mode === 'writing' ? this.#form() : nothing}
        ${this.#problem ? html`<p class="field-error" id="key-error-${place.provider}" role="alert">${this.#problem.detail || this.#problem.title}</p>` : nothing}
      </div>
    `;
  }

  #buttons(): TemplateResult {
    const t = text.settings;
    const { title, key } = this.place;
    return html`
      <div class="field-actions">
        ${key?.status === 'unreachable' ? html`<button type="button" class="button" ?disabled=${this.#busy} aria-label="${t.keyCheck}: ${title}" @click=${() => void this.#check()}>${icons.retry}${t.keyCheck}</button>` : nothing}
        <button type="button" class="button" data-begin aria-label="${key ? t.keyReplace : t.keyAdd}: ${title}" @click=${() => this.#turn('writing', 'input')}>${key ? t.keyReplace : t.keyAdd}</button>
        ${key ? html`<button type="button" class="button" aria-label="${t.keyRemove}: ${title}" @click=${() => this.#turn('removing', '[data-sure]')}>${t.keyRemove}</button>` : nothing}
      </div>
    `;
  }

  #question(): TemplateResult {
    const t = text.settings;
    return html`
      <div class="field-actions" role="group" aria-label=${t.keyRemoveSure}>
        <button type="button" class="button is-danger" data-sure ?disabled=${this.#busy} @click=${() => void this.#remove()}>${t.keyRemoveYes}</button>
        <button type="button" class="button" @click=${() => this.#turn('shown', '[data-begin]')}>${text.actions.cancel}</button>
      </div>
    `;
  }

  #form(): TemplateResult {
    const t = text.settings;
    const { provider, title } = this.place;
    return html`
      <form class="key-form" @submit=${(event: Event) => void this.#save(event)} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#turn('shown', '[data-begin]')}>
        <input
          class="input"
          type="password"
          name="key"
          required
          autocomplete="off"
          spellcheck="false"
          aria-label=${t.key(title)}
          aria-invalid=${this.#problem !== null}
          aria-describedby=${this.#problem ? `key-error-${provider}` : nothing}
          placeholder=${t.keyPlaceholder}
        />
        <button type="submit" class="button is-primary" ?disabled=${this.#busy}>${text.actions.save}</button>
        <button type="button" class="button" @click=${() => this.#turn('shown', '[data-begin]')}>${text.actions.cancel}</button>
      </form>
    `;
  }

  /** The outcome may come at any time, and from another device's doing. */
  protected override updated(): void {
    const { key, title } = this.place;
    this.#told.tell(key && keyTrial(key, title), (sentence) => text.settings.keySays(title, sentence));
  }

  /** @param focus what the hand goes on with */
  #turn(mode: Mode, focus: string): void {
    this.#mode = mode;
    this.#problem = null;
    this.drawNow();
    this.querySelector<HTMLElement>(focus)?.focus();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const field = this.querySelector('input')!;
    if (await this.#ask(() => visit().keys.put(this.place.provider, field.value.trim()))) {
      field.value = '';
      context().announce(text.settings.keySaved(this.place.title));
      this.#turn('shown', '[data-begin]');
    } else {
      field.focus();
    }
  }

  async #check(): Promise<void> {
    if (await this.#ask(() => visit().keys.check(this.place.provider))) {
      // The button has gone with what it was for.
      this.querySelector<HTMLElement>('[data-begin]')?.focus();
    }
  }

  async #remove(): Promise<void> {
    const { title, provider } = this.place;
    if (await this.#ask(() => visit().keys.remove(provider))) {
      context().announce(text.settings.keyRemoved(title));
      this.#turn('shown', '[data-begin]');
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
    this.drawNow();
    return this.#problem === null;
  }
}

customElements.define('hf-provider-key', ProviderKeyView);

declare global {
  interface HTMLElementTagNameMap {
    'hf-provider-key': ProviderKeyView;
  }
}
