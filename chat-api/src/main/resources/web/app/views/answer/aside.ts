/*
 * What a model did beside writing, such as reasoning or calling a tool: one line that says what it is, and
 * the words of it folded under it.
 */

import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { View } from '../view';

export class Aside extends View {
  static override properties = {
    name: { attribute: false },
    icon: { attribute: false },
    label: { attribute: false },
    words: { attribute: false },
    running: { type: Boolean },
    unfolded: { type: Boolean },
  };
  /** Tells it from all others on the page. */
  declare name: string;
  declare icon: TemplateResult;
  declare label: string;
  /** Plain text; where there is none, there is nothing to unfold. */
  declare words: string;
  declare running: boolean;
  /** Whether it stands open until the person has chosen. */
  declare unfolded: boolean;

  /** Null until the person has chosen. */
  #open: boolean | null = null;

  protected override render(): TemplateResult {
    return html`<div class="aside">${this.words === '' ? html`<p class="aside-line">${this.#line()}</p>` : this.#folded()}</div>`;
  }

  #folded(): TemplateResult {
    const open = this.#open ?? this.unfolded;
    return html`
      <button type="button" class="aside-line aside-toggle" aria-expanded=${open} aria-controls=${this.name} @click=${() => this.#toggle(!open)}>
        ${this.#line()}<span class="chevron">${icons.down}</span>
      </button>
      <div id=${this.name} class="aside-text" dir="auto" ?hidden=${!open}>${open ? this.words : nothing}</div>
    `;
  }

  #line(): TemplateResult {
    return html`<span class="aside-icon ${this.running ? 'is-running' : ''}">${this.icon}</span><span>${this.label}</span>`;
  }

  #toggle(open: boolean): void {
    this.#open = open;
    this.requestUpdate();
  }
}

customElements.define('hf-aside', Aside);
