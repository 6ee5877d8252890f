/*
 * A row of the settings for something of this person's that workers try, such as a key: it is shown with what came of
 * its trial, written anew, or about to be removed. What is written, and where it goes, is the subclass's.
 */

import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../store/model';
import { text } from '../../text/index';
import { icons } from '../icons';
import { View } from '../view';
import { ToldTrial } from './told-trial';
import { trialStatus, type ShownTrial } from './trial-status';

type Mode = 'shown' | 'writing' | 'removing';

/** What is asked before something is removed. */
export interface Removal {
  readonly sure: string;
  readonly yes: string;
  /** What has the focus when it is not removed after all. */
  readonly back: string;
}

export abstract class TrialRow extends View {
  #mode: Mode = 'shown';
  #problem: Problem | null = null;
  #busy = false;
  readonly #told = new ToldTrial();

  /** Null where nothing is kept that could be tried. */
  protected abstract trial(): ShownTrial | null;

  /** For those who listen: which thing it is, and what came of its trial. */
  protected abstract says(words: string): string;

  protected abstract buttons(): TemplateResult;

  /** In it the thing is written; ends with `shown()`. */
  protected abstract form(): TemplateResult;

  protected abstract removal(): Removal;

  protected abstract check(): Promise<Problem | null>;

  protected abstract forget(): Promise<void>;

  /** Of the element that says what went wrong. */
  protected abstract get problemId(): string;

  protected get problem(): Problem | null {
    return this.#problem;
  }

  protected get busy(): boolean {
    return this.#busy;
  }

  /** Somebody was led here: what they most likely came for has the focus. */
  async reach(): Promise<void> {
    await this.updateComplete;
    this.scrollIntoView({ block: 'center' });
    this.querySelector<HTMLElement>('[data-begin], input, [data-sure]')?.focus({ preventScroll: true });
  }

  /** @param words what the thing is called, and what is known of it */
  protected row(words: TemplateResult): TemplateResult {
    const trial = this.trial();
    return html`
      <div class="field-words">${words} ${trial === null ? nothing : trialStatus(trial)}</div>
      ${this.#mode === 'shown' ? html`<div class="field-actions">${this.buttons()}</div>` : nothing}
      ${this.#mode === 'removing' ? this.#question() : nothing} ${this.#mode === 'writing' ? this.form() : nothing}
      ${this.#problem ? html`<p class="field-error" id=${this.problemId} role="alert">${this.#problem.detail || this.#problem.title}</p>` : nothing}
    `;
  }

  /** @param title of the thing */
  protected checkButton(title: string): TemplateResult {
    const t = text.settings;
    return html`<button type="button" class="button" data-check ?disabled=${this.#busy} aria-label="${t.keyCheck}: ${title}" @click=${() => void this.#check()}>${icons.retry}${t.keyCheck}</button>`;
  }

  #question(): TemplateResult {
    const { sure, yes, back } = this.removal();
    return html`
      <div class="field-actions" role="group" aria-label=${sure}>
        <button type="button" class="button is-danger" data-sure ?disabled=${this.#busy} @click=${() => void this.forget()}>${yes}</button>
        <button type="button" class="button" @click=${() => this.shown(back)}>${text.actions.cancel}</button>
      </div>
    `;
  }

  /** The outcome may come at any time, and from another device's doing. */
  protected override updated(): void {
    this.#told.tell(this.trial(), (words) => this.says(words));
  }

  protected writing(): void {
    this.#turn('writing', 'input');
  }

  protected removing(): void {
    this.#turn('removing', '[data-sure]');
  }

  /** @param focus what the hand goes on with */
  protected shown(focus = '[data-begin]'): void {
    this.#turn('shown', focus);
  }

  #turn(mode: Mode, focus: string): void {
    this.#mode = mode;
    this.#problem = null;
    this.drawNow();
    this.querySelector<HTMLElement>(focus)?.focus();
  }

  async #check(): Promise<void> {
    if (await this.ask(() => this.check())) {
      // The button has gone with what it was for.
      this.querySelector<HTMLElement>('[data-begin]')?.focus();
    }
  }

  /** Whether it went well; by then the row may have gone. */
  protected async ask(call: () => Promise<Problem | null>): Promise<boolean> {
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
