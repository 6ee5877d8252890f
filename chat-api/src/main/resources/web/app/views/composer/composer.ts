/*
 * Where one writes. Send and Stop share a place: while an answer is being written there is nothing
 * to send to, and the hand already knows where to go.
 */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { DEMO } from '../../store/model';
import type { WritableConversation } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { icons } from '../icons';
import { hardwareKeyboard } from '../hardware-keyboard';
import { isComposing, isKeys, keyText } from '../keyboard';
import { View } from '../view';
import { grow, growsByItself } from './grow';
import './model-picker';

/** Share of the limit from which on the room that is left is told. */
const NEARLY_FULL = 0.9;

export class Composer extends View {
  static override properties = { open: { attribute: false }, sent: { attribute: false } };
  declare open: WritableConversation;
  /** Something was sent from here. */
  declare sent: () => void;

  #hint: string | null = null;
  /** Whether the focus was on Stop before it was drawn anew. */
  #wasOnStop = false;

  get #field(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  override focus(): void {
    const field = this.#field;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  chooseModel(): void {
    this.querySelector('hf-model-picker')?.open();
  }

  protected override render(): TemplateResult {
    const draft = this.watch(this.open.draft);
    const running = this.watch(this.open.running);
    const unsent = this.watch(this.open.unsent);
    const begun = this.watch(this.open.messages).length > 0;
    const limit = this.watch(context().store.limits).messageLength;
    const t = text.composer;
    const over = draft.length > limit;
    const problem = over ? t.tooLong(draft.length, limit) : (this.#hint ?? this.#lack());
    return html`
      <form class="composer ${over ? 'is-over' : ''}" @submit=${(event: Event) => this.#submit(event)}>
        <label class="visually-hidden" for="composer-field">${t.label}</label>
        <textarea
          id="composer-field"
          rows="1"
          enterkeyhint=${this.#sendsWithEnter() ? 'send' : 'enter'}
          placeholder=${begun ? t.placeholderReply : t.placeholder}
          aria-describedby="composer-hint"
          aria-invalid=${over}
          dir="auto"
          .value=${live(draft)}
          @input=${(event: Event) => this.#input(event)}
          @keydown=${(event: KeyboardEvent) => this.#keydown(event)}
        ></textarea>
        <div class="composer-bar">
          <hf-model-picker .conversation=${this.open}></hf-model-picker>
          ${this.#optionsButton()}
          <span class="composer-room">${!over && draft.length > limit * NEARLY_FULL ? t.room(limit - draft.length) : nothing}</span>
          ${running ? this.#stopButton(running) : unsent ? this.#takeBackButton() : html`<button type="submit" class="round-button" aria-label=${t.send} title=${t.send} ?disabled=${draft.trim() === '' || over}>${icons.send}</button>`}
        </div>
      </form>
      <p id="composer-hint" class="composer-hint ${problem ? 'is-error' : ''}" role=${problem ? 'alert' : nothing}>${problem ?? this.#note(begun)}</p>
    `;
  }

  #optionsButton(): TemplateResult {
    const t = text.options;
    const set = Object.keys(this.watch(this.open.options)).length;
    return html`
      <button type="button" class="icon-button options-button" aria-haspopup="dialog" aria-label=${set === 0 ? t.open : t.openSet(set)} title=${t.open} @click=${() => context().openOptions()}>
        ${icons.options}${set === 0 ? nothing : html`<span class="dot" aria-hidden="true"></span>`}
      </button>
    `;
  }

  #stopButton(running: NonNullable<WritableConversation['running']['value']>): TemplateResult {
    const state = this.watch(running.state);
    const stopping = 'stopping' in state && state.stopping;
    const label = stopping ? text.composer.stopping : text.composer.stop;
    return html`<button type="button" class="round-button is-stop" aria-label=${label} title=${label} aria-disabled=${stopping} @click=${(event: MouseEvent) => this.#stop(event)}>${icons.stop}</button>`;
  }

  #takeBackButton(): TemplateResult {
    return html`<button type="button" class="round-button is-stop" aria-label=${text.composer.stop} title=${text.composer.takeBack} @click=${(event: MouseEvent) => this.#stop(event)}>${icons.stop}</button>`;
  }

  /** What a message would come back for. */
  #lack(): string | null {
    const t = text.composer;
    const { models } = visit();
    const chosen = this.watch(this.open.model);
    const known = this.watch(models.items);
    if (this.watch(models.state).kind !== 'ready') {
      return null;
    }
    if (known.length === 0) {
      return t.nothingOffered;
    }
    if (chosen === null) {
      return t.noModel;
    }
    const model = models.get(chosen);
    if (model?.disabled === 'key-required') {
      return t.needsKey(model.title);
    }
    // Providers know more names than they list.
    return known.some(({ ref }) => ref.provider === chosen.provider) ? null : t.notOffered(chosen.name);
  }

  #note(begun: boolean): string {
    const { models } = visit();
    const chosen = this.watch(this.open.model);
    const offer = this.watch(models.items).find(({ ref }) => ref.provider === chosen?.provider);
    if (offer?.unhealthy) {
      return text.composer.unhealthy(offer.providerTitle);
    }
    if (chosen?.provider === DEMO) {
      return text.composer.demonstration;
    }
    if (begun || !this.watch(hardwareKeyboard)) {
      return text.composer.note;
    }
    return this.#sendsWithEnter() ? text.composer.hintEnter : text.composer.hintModEnter(keyText('mod+Enter'));
  }

  /** On a keyboard of glass Enter is the only way to a new line, and the button is near. */
  #sendsWithEnter(): boolean {
    return this.watch(hardwareKeyboard) && this.watch(context().store.preferences).sendWith === 'enter';
  }

  protected override willUpdate(): void {
    this.#wasOnStop = document.activeElement?.matches('.is-stop') === true && this.contains(document.activeElement);
  }

  protected override updated(changed: PropertyValues): void {
    const field = this.#field;
    if (this.#wasOnStop && !this.contains(document.activeElement)) {
      // The button has gone from under the hand: to the next one of its kind, else to the field.
      (this.querySelector<HTMLElement>('.is-stop') ?? field)?.focus();
    }
    if (field && !growsByItself && (changed.has('open') || field.value === '')) {
      grow(field);
    }
  }

  #input(event: Event): void {
    const field = event.target as HTMLTextAreaElement;
    this.#hint = null;
    this.open.setDraft(field.value);
    if (!growsByItself) {
      grow(field);
    }
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event)) {
      return;
    }
    if (isKeys(event, 'mod+Enter') || (this.#sendsWithEnter() && isKeys(event, 'Enter'))) {
      event.preventDefault();
      this.#send();
    }
  }

  /** Not by the second half of the double click that has sent it. The button goes; the hand stays. */
  #stop(event: MouseEvent): void {
    if (event.detail <= 1) {
      this.open.stop();
      context().focusComposer();
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    switch (this.open.send()) {
      case 'sent':
        this.#hint = null;
        this.sent();
        break;
      case 'busy':
        this.#hint = text.composer.busy;
        break;
      case 'unsent':
        this.#hint = text.composer.unsent;
        break;
      case 'no-model':
        void this.#lookForModels();
        break;
      case 'too-long':
      case 'empty':
        // The field itself shows it.
        break;
    }
    this.requestUpdate();
    this.#field?.focus();
  }

  /** Workers come and go; where one has come, what was to be sent is sent, unless it is being written on. */
  async #lookForModels(): Promise<void> {
    const { open } = this;
    const { models } = visit();
    const said = open.draft.value;
    await models.reload();
    if (this.isConnected && this.open === open && open.draft.value === said && models.items.value.length > 0) {
      this.#send();
    }
  }
}

customElements.define('hf-composer', Composer);

declare global {
  interface HTMLElementTagNameMap {
    'hf-composer': Composer;
  }
}
