/*
 * Which model answers next. A search field over a list, by the combobox pattern: the focus stays in
 * the field, arrows move through the list. A model that cannot be chosen is shown and says why.
 */

import { html, nothing, type TemplateResult } from 'lit';
import { DEMO } from '../../store/model';
import type { Model, WritableConversation } from '../../store/model';
import { text } from '../../text/index';
import { compact, price } from '../../text/format';
import { context, visit } from '../context';
import { placeBeside } from '../floating';
import { icons } from '../icons';
import { isComposing } from '../keyboard';
import '../problem';
import { paths } from '../router';
import { View } from '../view';
import { lackingKeys, matching, sameModel } from './model-search';

export class ModelPicker extends View {
  static override properties = { conversation: { attribute: false } };
  declare conversation: WritableConversation;

  #words = '';
  #active = 0;
  #shown = false;

  get #panel(): HTMLElement {
    return this.querySelector<HTMLElement>('.model-panel')!;
  }

  open(): void {
    if (!this.#panel.matches(':popover-open')) {
      this.#panel.showPopover();
    }
  }

  protected override render(): TemplateResult {
    const chosen = this.watch(this.conversation.model);
    const all = this.watch(visit().models.items);
    const present = all.find((model) => sameModel(model.ref, chosen));
    const title = present?.title ?? chosen?.name ?? (this.watch(visit().models.state).kind === 'loading' ? text.models.loading : text.models.none);
    return html`
      <button type="button" class="model-button" popovertarget="model-panel" aria-haspopup="dialog" aria-expanded=${this.#shown} aria-label=${text.models.label(title)}>
        ${present?.unhealthy ? html`<span class="model-alert" title=${text.models.unhealthy}>${icons.alert}</span>` : nothing}<span class="model-button-title">${title}</span><span class="chevron">${icons.down}</span>
      </button>
      <div id="model-panel" class="model-panel floating" popover role="dialog" aria-label=${text.models.list} @beforetoggle=${(event: ToggleEvent) => this.#beforeToggle(event)} @toggle=${(event: ToggleEvent) => this.#toggled(event)}>
        ${this.#shown ? this.#content(all, chosen) : nothing}
      </div>
    `;
  }

  #content(all: readonly Model[], chosen: WritableConversation['model']['value']): TemplateResult {
    const t = text.models;
    const state = this.watch(visit().models.state);
    const found = matching(all, this.#words);
    return html`
      <div class="search-field">
        ${icons.search}
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="model-list"
          aria-activedescendant=${found.length > 0 ? `model-${this.#active}` : nothing}
          aria-label=${t.search}
          placeholder=${t.search}
          autocomplete="off"
          spellcheck="false"
          @input=${(event: Event) => this.#search(event)}
          @keydown=${(event: KeyboardEvent) => this.#keydown(event, found)}
        />
      </div>
      ${state.kind === 'failed' ? html`<hf-problem heading=${text.problems.loadModels} .problem=${state.problem} .retry=${() => void visit().models.reload()}></hf-problem>` : nothing}
      ${found.length > 0
        ? html`<ul id="model-list" class="model-list" role="listbox" aria-label=${t.list}>${found.map((model, place) => this.#option(model, place, sameModel(model.ref, chosen)))}</ul>`
        : html`<p id="model-list" class="floating-note">${state.kind === 'loading' ? t.loading : all.length === 0 ? t.empty : t.nothing(this.#words)}</p>`}
      ${this.#keyLinks(lackingKeys(found))}
    `;
  }

  /** Below the list and not in it: an option of a list box holds no links. */
  #keyLinks(lacking: readonly Model[]): TemplateResult | typeof nothing {
    const t = text.models;
    return lacking.length === 0
      ? nothing
      : html`
          <div class="floating-foot">
            ${icons.key}<span>${t.addKeys}</span>
            ${lacking.map(({ ref, providerTitle }) => html`<a href=${paths.key(ref.provider)} aria-label=${t.addKey(providerTitle)} @click=${() => this.#panel.hidePopover()}>${providerTitle}</a>`)}
          </div>
        `;
  }

  #option(model: Model, place: number, selected: boolean): TemplateResult {
    const t = text.models;
    const capabilities = model.capabilities.map((word) => t.capabilities[word]).filter((word) => word !== undefined);
    return html`
      <li
        id="model-${place}"
        class="model-option ${place === this.#active ? 'is-active' : ''}"
        role="option"
        aria-selected=${selected}
        aria-disabled=${model.disabled !== null}
        @pointermove=${() => this.#activate(place)}
        @click=${() => this.#choose(model)}
      >
        <span class="model-main">
          <span class="model-title">${model.title}</span>
          <span class="model-provider">${[model.providerTitle, model.contextTokens ? t.context(compact(model.contextTokens)) : null].filter((part) => part !== null).join(' · ')}</span>
          ${model.price ? html`<span class="model-price">${t.price(price(model.price.input, model.price.currency), price(model.price.output, model.price.currency))}</span>` : nothing}
          ${model.disabled ? html`<span class="model-reason">${t.disabled[model.disabled]}</span>` : model.unhealthy ? html`<span class="model-reason">${t.unhealthy}</span>` : nothing}
        </span>
        <span class="model-tags">
          ${model.ref.provider === DEMO ? html`<span class="tag">${t.demonstration}</span>` : nothing}${model.access === 'own-key' ? html`<span class="tag">${t.ownKey}</span>` : nothing}${capabilities.map((word) => html`<span class="tag">${word}</span>`)}
        </span>
        <span class="model-tick">${selected ? icons.check : nothing}</span>
      </li>
    `;
  }

  #beforeToggle(event: ToggleEvent): void {
    if (event.newState === 'open') {
      this.#words = '';
      this.#shown = true;
      const { models } = visit();
      // Providers come and go; what is known is shown at once.
      void models.reload();
      this.#active = Math.max(0, matching(models.items.value, '').findIndex((model) => sameModel(model.ref, this.conversation.model.value)));
      this.drawNow();
    }
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState === 'open') {
      placeBeside(this.#panel, this.querySelector('.model-button')!);
      this.#panel.querySelector('input')?.focus();
      this.#showActive();
    } else {
      this.#shown = false;
      this.requestUpdate();
    }
  }

  #search(event: Event): void {
    this.#words = (event.target as HTMLInputElement).value;
    this.#active = 0;
    this.requestUpdate();
  }

  #keydown(event: KeyboardEvent, found: readonly Model[]): void {
    if (event.key === 'Enter') {
      // It is no wish to send the message that the field is a part of.
      event.preventDefault();
    }
    if (isComposing(event) || found.length === 0) {
      return;
    }
    const last = found.length - 1;
    const to = { ArrowDown: this.#active === last ? 0 : this.#active + 1, ArrowUp: this.#active === 0 ? last : this.#active - 1, PageDown: last, PageUp: 0 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#activate(to);
      void this.updateComplete.then(() => this.#showActive());
    } else if (event.key === 'Enter') {
      this.#choose(found[this.#active]!);
    }
  }

  #activate(place: number): void {
    if (place !== this.#active) {
      this.#active = place;
      this.requestUpdate();
    }
  }

  #showActive(): void {
    this.querySelector('.model-option.is-active')?.scrollIntoView({ block: 'nearest' });
  }

  #choose(model: Model): void {
    if (model.disabled) {
      context().announce(text.models.disabled[model.disabled]);
      return;
    }
    this.conversation.setModel(model.ref);
    this.#panel.hidePopover();
    context().focusComposer();
  }
}

customElements.define('hf-model-picker', ModelPicker);

declare global {
  interface HTMLElementTagNameMap {
    'hf-model-picker': ModelPicker;
  }
}
