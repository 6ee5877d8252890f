/*
 * A dialog on the browser's own `<dialog>`: it holds the focus, closes on Escape and on a click
 * beside it, and gives the focus back to where it was. Its content is there only while it is open.
 */

import { html, nothing, type TemplateResult } from 'lit';
import { View } from './view';

export abstract class DialogView extends View {
  #opener: HTMLElement | null = null;
  #shown = false;

  /** What the dialog is called. */
  protected abstract readonly label: string;
  protected abstract readonly kind: string;
  protected abstract content(): TemplateResult;

  /** Its content is still there, for the last time. */
  protected closing(): void {
    // Most have nothing to bring home.
  }

  get shown(): boolean {
    return this.#shown;
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector('dialog')!;
  }

  open(): void {
    if (this.#shown) {
      return;
    }
    this.#opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.#shown = true;
    this.drawNow();
    this.#dialog.showModal();
  }

  /** @param giveBack whether the focus goes to where it was; not where something else is about to take it */
  close(giveBack = true): void {
    if (!giveBack) {
      this.#opener = null;
    }
    this.#dialog.close();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog class="dialog ${this.kind}" aria-label=${this.label} @close=${() => this.#closed()} @click=${(event: Event) => this.#clicked(event)}>
        ${this.#shown ? this.content() : nothing}
      </dialog>
    `;
  }

  #closed(): void {
    this.closing();
    this.#shown = false;
    this.drawNow();
    if (this.#opener?.isConnected) {
      this.#opener.focus({ preventScroll: true });
    }
    this.#opener = null;
  }

  #clicked(event: Event): void {
    if (event.target === this.#dialog) {
      this.close();
    }
  }
}
