/* The messages of the conversation on the screen, and where its reader is in them. */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message, ReadableConversation, WritableConversation } from '../../store/model';
import { text } from '../../text/index';
import { icons } from '../icons';
import { View } from '../view';
import '../answer/answer';
import { copySelection } from '../answer/copy-selection';
import './question';
import { Place } from './keep-place';
import { StayAtEnd } from './stay-at-end';

/** Pixels above the screen at which earlier messages are asked for. */
const AHEAD = 800;

/** Milliseconds that the message stays marked which a search led to. */
const MARKED = 2500;

export class Thread extends View {
  static override properties = { open: { attribute: false }, writing: { attribute: false }, messageId: { attribute: false }, chooseModel: { attribute: false } };
  declare open: ReadableConversation;
  /** The same, where this person also writes in it; left out where it is only read. */
  declare writing: WritableConversation | undefined;
  /** The message that the address leads to. */
  declare messageId: string | null;
  declare chooseModel: (() => void) | undefined;

  #end: StayAtEnd | null = null;
  #older: IntersectionObserver | null = null;
  #firstId: string | null = null;
  #lastId: string | null = null;
  #place: Place | null = null;
  #release = (): void => undefined;
  #loadingOlder = false;

  get #scroller(): HTMLElement | null {
    return this.querySelector('.thread-scroller');
  }

  get #shown(): NodeListOf<HTMLElement> {
    return this.querySelectorAll<HTMLElement>('.message');
  }

  protected override render(): TemplateResult {
    const messages = this.watch(this.open.messages);
    const attached = this.#end ? this.watch(this.#end.attached) : true;
    return html`
      <div class="thread-scroller" tabindex="0" role="region" aria-label=${text.thread.label}>
        <div class="thread">
          ${this.watch(this.open.hasOlder) ? html`<div class="thread-older"><span class="spinner" aria-hidden="true"></span><span class="visually-hidden">${text.thread.loadingOlder}</span></div>` : nothing}
          ${repeat(messages, (message) => message.id, (message, place) => this.#message(message, place === messages.length - 1))}
        </div>
      </div>
      <button type="button" class="jump" ?hidden=${attached} aria-label=${text.thread.jump} title=${text.thread.jump} @click=${() => this.#jump()}>${icons.toEnd}</button>
    `;
  }

  #message(message: Message, last: boolean): TemplateResult {
    return message.role === 'user'
      ? html`<hf-question class="message" data-id=${message.id} .question=${message}></hf-question>`
      : html`<hf-answer class="message ${last ? 'is-last' : ''}" data-id=${message.id} .answer=${message} .writing=${this.writing} .chooseModel=${this.chooseModel}></hf-answer>`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const messages = this.open.messages.value;
    const scroller = this.#scroller;
    const grewAbove = this.#firstId !== null && messages[0]?.id !== this.#firstId;
    this.#place = grewAbove && !changed.has('open') && scroller && !this.#end?.attached.value ? Place.of(scroller, this.#shown) : null;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#place) {
      this.#place.restore();
      this.#hold(this.#place);
    }
    const messages = this.open.messages.value;
    const newest = messages[messages.length - 1];
    const own = messages[messages.length - 2];
    if (changed.has('open')) {
      this.#begin();
    } else if (newest && newest.id !== this.#lastId && (newest.role === 'user' || own?.role === 'user')) {
      // What this person has just said is where they are.
      if (this.#lastId !== null && this.#saidHere(messages)) {
        this.#end?.jump();
      }
    }
    this.#firstId = messages[0]?.id ?? null;
    this.#lastId = newest?.id ?? null;
    this.#watchOlder();
    if (changed.has('messageId') && this.messageId) {
      void this.#goTo(this.messageId);
    }
  }

  #hold(place: Place): void {
    this.#release();
    this.#release = place.hold(this.querySelector('.thread')!, () => this.#end?.attached.value === false);
  }

  /** Whether the newest question is on its way from this device. */
  #saidHere(messages: readonly Message[]): boolean {
    const question = messages.findLast((message) => message.role === 'user');
    return question?.role === 'user' && question.delivery.value.kind === 'waiting';
  }

  #begin(): void {
    this.#end?.disconnect();
    this.#end = new StayAtEnd(this.#scroller!, this.querySelector('.thread')!);
    this.requestUpdate();
  }

  #jump(): void {
    this.#end?.jump();
    this.#scroller?.focus({ preventScroll: true });
  }

  #watchOlder(): void {
    const sentinel = this.querySelector('.thread-older');
    this.#older?.disconnect();
    if (!sentinel || this.#loadingOlder) {
      return;
    }
    this.#older ??= new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && void this.#loadOlder(), {
      root: this.#scroller,
      rootMargin: `${AHEAD}px 0px 0px`,
    });
    this.#older.observe(sentinel);
  }

  async #loadOlder(): Promise<void> {
    if (this.#loadingOlder) {
      return;
    }
    this.#loadingOlder = true;
    try {
      await this.open.loadOlder();
    } finally {
      this.#loadingOlder = false;
      this.requestUpdate();
    }
  }

  async #goTo(id: string): Promise<void> {
    const { open } = this;
    this.#end?.release();
    while (!open.messages.value.some((message) => message.id === id) && open.hasOlder.value) {
      await open.loadOlder();
    }
    await this.updateComplete;
    const element = this.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (element && this.open === open) {
      element.scrollIntoView({ block: 'center' });
      const place = Place.of(this.#scroller!, [element]);
      if (place) {
        this.#hold(place);
      }
      element.classList.add('is-found');
      setTimeout(() => element.classList.remove('is-found'), MARKED);
    }
  }

  /** On paper is all of it, and not what was loaded so far. */
  readonly #printing = (): void => {
    const { open } = this;
    while (open.hasOlder.value) {
      void open.loadOlder();
    }
    this.drawNow();
  };

  readonly #copying = (event: ClipboardEvent): void => copySelection(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#printing);
    this.addEventListener('copy', this.#copying);
    if (this.hasUpdated) {
      this.#begin();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#printing);
    this.removeEventListener('copy', this.#copying);
    this.#release();
    this.#end?.disconnect();
    this.#older?.disconnect();
    this.#older = null;
  }
}

customElements.define('hf-thread', Thread);
