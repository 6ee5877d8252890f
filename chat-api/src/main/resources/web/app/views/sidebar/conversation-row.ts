/* One conversation of the list: where it leads, how it stands, and what can be done with it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Conversation } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { icons } from '../icons';
import { isComposing } from '../keyboard';
import { openMenu, type MenuItem } from '../menu';
import { paths } from '../router';
import { View } from '../view';
import { removeWithUndo } from './remove';

export class ConversationRow extends View {
  static override properties = { conversation: { attribute: false } };
  declare conversation: Conversation;

  #renaming = false;

  protected override render(): TemplateResult {
    const { conversation } = this;
    const route = this.watch(context().router.route);
    const present = route.kind === 'conversation' && route.id === conversation.id;
    const title = conversation.title ?? text.titles.untitled;
    if (this.#renaming) {
      return html`
        <div class="row is-renaming">
          <input class="row-field" aria-label=${text.sidebar.renameField} maxlength="200" .value=${conversation.title ?? ''} @keydown=${(event: KeyboardEvent) => this.#keydown(event)} @blur=${(event: Event) => this.#rename(event)} />
        </div>
      `;
    }
    return html`
      <div class="row ${present ? 'is-present' : ''} ${conversation.unread ? 'is-unread' : ''}">
        <a class="row-link" href=${paths.conversation(conversation.id)} aria-current=${present ? 'page' : nothing} @dblclick=${() => this.#beginRenaming()}>
          <span class="row-title" title=${title}>${title}</span>
          ${standing(conversation)}
        </a>
        <button type="button" class="icon-button row-menu" aria-haspopup="menu" aria-label=${text.sidebar.menu(title)} @click=${(event: Event) => this.#menu(event)}>${icons.more}</button>
      </div>
    `;
  }

  #menu(event: Event): void {
    const { conversation } = this;
    const t = text.sidebar;
    const items: readonly MenuItem[] = [
      { icon: icons.pin, label: conversation.pinned ? t.unpin : t.pin, run: () => void visit().conversations.pin(conversation.id, !conversation.pinned) },
      { icon: icons.rename, label: t.rename, run: () => this.#beginRenaming() },
      { icon: icons.remove, label: t.remove, danger: true, run: () => removeWithUndo(conversation) },
    ];
    openMenu(event.currentTarget as HTMLElement, t.menu(conversation.title ?? text.titles.untitled), items);
  }

  #beginRenaming(): void {
    this.#renaming = true;
    this.drawNow();
    const field = this.querySelector('input')!;
    field.focus();
    field.select();
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !isComposing(event)) {
      this.#rename(event);
      this.querySelector<HTMLElement>('.row-link')?.focus();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      this.#renaming = false;
      this.drawNow();
      this.querySelector<HTMLElement>('.row-link')?.focus();
    }
  }

  #rename(event: Event): void {
    if (!this.#renaming) {
      return;
    }
    this.#renaming = false;
    const title = (event.target as HTMLInputElement).value.trim();
    if (title !== '' && title !== this.conversation.title) {
      void visit().conversations.rename(this.conversation.id, title);
    }
    this.drawNow();
  }
}

function standing(conversation: Conversation): TemplateResult | typeof nothing {
  const t = text.sidebar;
  if (conversation.running) {
    return html`<span class="spinner" aria-hidden="true"></span><span class="visually-hidden">, ${t.running}</span>`;
  }
  if (conversation.unread) {
    return html`<span class="dot" aria-hidden="true"></span><span class="visually-hidden">, ${t.unread}</span>`;
  }
  return conversation.local ? html`<span class="row-local" title=${t.local}>${icons.cloudOff}</span><span class="visually-hidden">, ${t.local}</span>` : nothing;
}

customElements.define('hf-conversation-row', ConversationRow);
