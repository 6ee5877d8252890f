/* One provider's key. What is typed leaves the page when it is kept, and nothing of it stays here. */

import { html, nothing, type TemplateResult } from 'lit';
import type { KeyPlace, Problem } from '../../store/model';
import { text } from '../../text/index';
import { date } from '../../text/format';
import { context, visit } from '../context';
import { TrialRow, type Removal } from './trial-row';
import { keyTrial, type ShownTrial } from './trial-status';

export class ProviderKeyView extends TrialRow {
  static override properties = { place: { attribute: false } };
  declare place: KeyPlace;

  protected override get problemId(): string {
    return `key-error-${this.place.provider}`;
  }

  protected override trial(): ShownTrial | null {
    const { key, title } = this.place;
    return key && keyTrial(key, title);
  }

  protected override says(words: string): string {
    return text.settings.keySays(this.place.title, words);
  }

  protected override render(): TemplateResult {
    const { provider, title, key } = this.place;
    const t = text.settings;
    return html`
      <div class="field provider-key" data-provider=${provider}>
        ${this.row(html`
          <p class="field-label">${title}</p>
          <p class="field-help">${key ? t.keyKeptSince(key.lastFour, date(key.createdAt)) : t.keyNone}</p>
        `)}
      </div>
    `;
  }

  protected override buttons(): TemplateResult {
    const t = text.settings;
    const { title, key } = this.place;
    return html`
      ${key?.status === 'unreachable' ? this.checkButton(title) : nothing}
      <button type="button" class="button" data-begin aria-label="${key ? t.keyReplace : t.keyAdd}: ${title}" @click=${() => this.writing()}>${key ? t.keyReplace : t.keyAdd}</button>
      ${key ? html`<button type="button" class="button" aria-label="${t.keyRemove}: ${title}" @click=${() => this.removing()}>${t.keyRemove}</button>` : nothing}
    `;
  }

  protected override removal(): Removal {
    return { sure: text.settings.keyRemoveSure, yes: text.settings.keyRemoveYes, back: '[data-begin]' };
  }

  protected override form(): TemplateResult {
    const t = text.settings;
    return html`
      <form class="key-form" @submit=${(event: Event) => void this.#save(event)} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.shown()}>
        <input
          class="input"
          type="password"
          name="key"
          required
          autocomplete="off"
          spellcheck="false"
          aria-label=${t.key(this.place.title)}
          aria-invalid=${this.problem !== null}
          aria-describedby=${this.problem ? this.problemId : nothing}
          placeholder=${t.keyPlaceholder}
        />
        <button type="submit" class="button is-primary" ?disabled=${this.busy}>${text.actions.save}</button>
        <button type="button" class="button" @click=${() => this.shown()}>${text.actions.cancel}</button>
      </form>
    `;
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const field = this.querySelector('input')!;
    if (await this.ask(() => visit().keys.put(this.place.provider, field.value.trim()))) {
      field.value = '';
      context().announce(text.settings.keySaved(this.place.title));
      this.shown();
    } else {
      field.focus();
    }
  }

  protected override check(): Promise<Problem | null> {
    return visit().keys.check(this.place.provider);
  }

  protected override async forget(): Promise<void> {
    const { title, provider } = this.place;
    if (await this.ask(() => visit().keys.remove(provider))) {
      context().announce(text.settings.keyRemoved(title));
      this.shown();
    }
  }
}

customElements.define('hf-provider-key', ProviderKeyView);

declare global {
  interface HTMLElementTagNameMap {
    'hf-provider-key': ProviderKeyView;
  }
}
