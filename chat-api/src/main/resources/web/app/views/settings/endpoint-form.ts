/* Adds a server of one's own, or changes it. The key that is typed leaves the page when it is kept. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Endpoint, EndpointDraft, Problem } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { View } from '../view';

type FieldName = 'title' | 'baseUrl' | 'key' | 'models';

let forms = 0;

export class EndpointForm extends View {
  static override properties = { endpoint: { attribute: false }, done: { attribute: false } };
  /** Left out for a new one. */
  declare endpoint: Endpoint | undefined;
  declare done: () => void;

  readonly #id = `endpoint-${(forms += 1)}`;
  #problem: Problem | null = null;
  #busy = false;

  protected override render(): TemplateResult {
    const t = text.settings;
    const { endpoint } = this;
    const kept = endpoint !== undefined && endpoint.lastFour !== null;
    return html`
      <form class="endpoint-form" novalidate @submit=${(event: Event) => void this.#save(event)} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.done()}>
        ${this.#line('title', t.endpointTitle, html`<input class="input" name="title" maxlength="100" autocomplete="off" placeholder=${t.endpointTitlePlaceholder} .value=${endpoint?.title ?? ''} id="${this.#id}-title" aria-invalid=${this.#isAtFault('title')} aria-describedby=${this.#about('title')} />`)}
        ${this.#line('baseUrl', t.endpointUrl, html`<input class="input" name="baseUrl" type="url" inputmode="url" autocomplete="off" spellcheck="false" placeholder=${t.endpointUrlPlaceholder} .value=${endpoint?.baseUrl ?? ''} id="${this.#id}-baseUrl" aria-invalid=${this.#isAtFault('baseUrl')} aria-describedby=${this.#about('baseUrl')} />`)}
        ${this.#line('key', t.endpointKeyField, html`<input class="input" name="key" type="password" autocomplete="off" spellcheck="false" placeholder=${kept ? t.endpointKeyKept : nothing} id="${this.#id}-key" aria-invalid=${this.#isAtFault('key')} aria-describedby=${this.#about('key')} />`)}
        ${kept ? html`<label class="check-line"><input type="checkbox" name="drop" /><span>${t.endpointKeyDrop}</span></label>` : nothing}
        ${this.#line('models', t.endpointModels, html`<textarea class="input" name="models" rows="2" spellcheck="false" .value=${endpoint?.models.join('\n') ?? ''} id="${this.#id}-models" aria-invalid=${this.#isAtFault('models')} aria-describedby="${this.#id}-models-help ${this.#id}-models-problem"></textarea><span id="${this.#id}-models-help" class="field-help">${t.endpointModelsHelp}</span>`)}
        ${this.#problem !== null && this.#fieldAtFault() === null ? html`<p class="field-error" role="alert">${this.#problem.detail || this.#problem.title}</p>` : nothing}
        <div class="field-actions">
          <button type="submit" class="button is-primary" ?disabled=${this.#busy}>${text.actions.save}</button>
          <button type="button" class="button" @click=${() => this.done()}>${text.actions.cancel}</button>
        </div>
      </form>
    `;
  }

  #line(name: FieldName, label: string, control: TemplateResult): TemplateResult {
    return html`
      <div class="form-line">
        <label class="field-label" for="${this.#id}-${name}">${label}</label>
        ${control}
        ${this.#isAtFault(name) ? html`<p class="field-error" id="${this.#id}-${name}-problem" role="alert">${this.#problem?.detail}</p>` : nothing}
      </div>
    `;
  }

  #about(name: FieldName): string | typeof nothing {
    return this.#isAtFault(name) ? `${this.#id}-${name}-problem` : nothing;
  }

  #isAtFault(name: FieldName): boolean {
    return this.#fieldAtFault() === name;
  }

  /** A name of the list is at fault where the list is. */
  #fieldAtFault(): FieldName | null {
    const name = this.#problem?.field?.replace(/\[.*$/u, '');
    return name === 'title' || name === 'baseUrl' || name === 'key' || name === 'models' ? name : null;
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.requestUpdate();
    const draft = this.#draft();
    this.#problem = await visit().endpoints.put(this.endpoint?.name ?? null, draft);
    this.#busy = false;
    if (this.#problem === null) {
      context().announce(text.settings.endpointSaved(draft.title));
      this.done();
    } else {
      this.drawNow();
      this.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    }
  }

  #draft(): EndpointDraft {
    const key = this.#typed('key');
    const drops = this.querySelector<HTMLInputElement>('[name=drop]')?.checked === true;
    const baseUrl = this.#typed('baseUrl');
    return {
      title: this.#typed('title') || hostOf(baseUrl),
      baseUrl,
      key: drops ? '' : key === '' ? null : key,
      models: this.#typed('models')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    };
  }

  #typed(name: FieldName): string {
    return this.querySelector<HTMLInputElement>(`[name=${name}]`)?.value.trim() ?? '';
  }
}

/** What one would call it who gave it no name. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

customElements.define('hf-endpoint-form', EndpointForm);
