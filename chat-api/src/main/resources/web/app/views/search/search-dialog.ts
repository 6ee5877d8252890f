/* Search over conversations and commands, for hands that stay on the keyboard. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Found } from '../../store/model';
import { text } from '../../text/index';
import { visit } from '../context';
import { DialogView } from '../dialog';
import { icons } from '../icons';
import { isComposing } from '../keyboard';
import { commands, foundEntry, recent, type Entry, type Section } from './entries';

/** Milliseconds without a key before the store is asked. */
const PAUSE = 80;

/** Conversations that are offered before anything is typed. */
const RECENT = 6;

export class SearchDialog extends DialogView {
  protected override readonly label = text.search.title;
  protected override readonly kind = 'search-dialog';

  #words = '';
  #active = 0;
  #found: readonly Found[] = [];
  #searching = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override open(): void {
    this.#words = '';
    this.#active = 0;
    this.#found = [];
    this.#searching = false;
    super.open();
    this.querySelector('input')?.focus();
  }

  protected override content(): TemplateResult {
    const t = text.search;
    const sections = this.#sections();
    const entries = sections.flatMap((section) => section.entries);
    let place = 0;
    return html`
      <div class="search-field">
        ${icons.search}
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="search-list"
          aria-activedescendant=${entries.length > 0 ? `search-${this.#active}` : nothing}
          aria-label=${t.label}
          placeholder=${t.placeholder}
          autocomplete="off"
          spellcheck="false"
          @input=${(event: Event) => this.#input(event)}
          @keydown=${(event: KeyboardEvent) => this.#keydown(event, entries)}
        />
        <button type="button" class="icon-button" aria-label=${text.actions.close} @click=${() => this.close()}>${icons.close}</button>
      </div>
      ${entries.length === 0
        ? html`<p id="search-list" class="floating-note">${this.#searching ? t.searching : t.nothing(this.#words)}</p>`
        : html`
            <div id="search-list" class="search-list" role="listbox" aria-label=${t.title}>
              ${sections.map(
                (section, number) => html`
                  <div role="group" aria-labelledby="search-section-${number}">
                    <div id="search-section-${number}" class="group-title" role="presentation">${section.title}</div>
                    ${section.entries.map((entry) => this.#entry(entry, place++))}
                  </div>
                `,
              )}
            </div>
          `}
      <p class="search-hint" aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> ${t.hint.move} <kbd>↵</kbd> ${t.hint.open} <kbd>Esc</kbd> ${t.hint.close}</p>
      <p class="visually-hidden" role="status">${this.#words && !this.#searching ? t.count(entries.length) : nothing}</p>
    `;
  }

  #sections(): readonly Section[] {
    const t = text.search;
    const conversations = this.#words
      ? { title: t.found, entries: this.#found.map(foundEntry) }
      : { title: t.recent, entries: this.watch(visit().conversations.items).slice(0, RECENT).map(recent) };
    return [conversations, { title: t.commands, entries: commands(this.#words) }].filter((section) => section.entries.length > 0);
  }

  #entry(entry: Entry, place: number): TemplateResult {
    const active = place === this.#active;
    return html`
      <div id="search-${place}" class="search-entry ${active ? 'is-active' : ''}" role="option" aria-selected=${active} @pointermove=${() => this.#activate(place)} @click=${() => this.#run(entry)}>
        ${entry.icon}
        <span class="search-words">
          <span class="search-title">${entry.found && entry.found.messageId === null ? marked(entry.found) : entry.title}</span>
          ${entry.found?.messageId ? html`<span class="search-excerpt">${marked(entry.found)}</span>` : nothing}
        </span>
        ${entry.keys ? html`<kbd aria-hidden="true">${entry.keys}</kbd>` : nothing}
      </div>
    `;
  }

  #input(event: Event): void {
    this.#words = (event.target as HTMLInputElement).value.trim();
    this.#active = 0;
    clearTimeout(this.#timer);
    this.#searching = this.#words !== '';
    if (this.#searching) {
      this.#timer = setTimeout(() => void this.#search(this.#words), PAUSE);
    } else {
      this.#found = [];
    }
    this.requestUpdate();
  }

  async #search(words: string): Promise<void> {
    const found = await visit().conversations.search(words);
    if (words === this.#words && this.shown) {
      this.#found = found;
      this.#searching = false;
      this.#active = 0;
      this.requestUpdate();
    }
  }

  #keydown(event: KeyboardEvent, entries: readonly Entry[]): void {
    const last = entries.length - 1;
    if (isComposing(event) || last < 0) {
      return;
    }
    const to = { ArrowDown: this.#active === last ? 0 : this.#active + 1, ArrowUp: this.#active === 0 ? last : this.#active - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#activate(to);
      void this.updateComplete.then(() => this.querySelector('.search-entry.is-active')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#run(entries[this.#active]!);
    }
  }

  #activate(place: number): void {
    if (place !== this.#active) {
      this.#active = place;
      this.requestUpdate();
    }
  }

  #run(entry: Entry): void {
    this.close(false);
    entry.run();
  }
}

/** The excerpt with the words that were looked for set off. */
function marked({ excerpt, marks }: Found): TemplateResult[] {
  const parts: TemplateResult[] = [];
  let done = 0;
  for (const [from, to] of marks) {
    parts.push(html`${excerpt.slice(done, from)}<mark>${excerpt.slice(from, to)}</mark>`);
    done = to;
  }
  return [...parts, html`${excerpt.slice(done)}`];
}

customElements.define('hf-search-dialog', SearchDialog);
