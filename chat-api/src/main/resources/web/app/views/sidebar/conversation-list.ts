/* The list of all conversations, in groups; more of it as one scrolls down. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../../text/index';
import { visit } from '../context';
import '../problem';
import { View } from '../view';
import './conversation-row';
import { grouped, untilMidnight, type Group } from './groups';

/** Rows that stand for those to come. */
const SKELETONS = 7;

export class ConversationList extends View {
  #midnight: ReturnType<typeof setTimeout> | undefined;
  #more: IntersectionObserver | null = null;

  protected override render(): TemplateResult {
    const { conversations } = visit();
    const items = this.watch(conversations.items);
    const state = this.watch(conversations.state);
    const t = text.sidebar;
    const now = new Date();
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(() => this.requestUpdate(), untilMidnight(now));
    return html`
      ${state.kind === 'failed' ? html`<hf-problem heading=${text.problems.loadList} .problem=${state.problem} .retry=${() => void conversations.reload()}></hf-problem>` : nothing}
      ${repeat(grouped(items, now), (group) => group.name, (group) => this.#group(group))}
      ${items.length === 0 && state.kind === 'loading' ? skeletons() : nothing}
      ${items.length === 0 && state.kind === 'ready' ? html`<p class="sidebar-empty">${t.empty}</p>` : nothing}
      ${this.watch(conversations.more) ? html`<button type="button" class="link-button sidebar-more" @click=${() => void conversations.loadMore()}>${t.more}</button>` : nothing}
    `;
  }

  #group(group: Group): TemplateResult {
    const id = `group-${group.name}`;
    return html`
      <section class="group" aria-labelledby=${id}>
        <h2 id=${id} class="group-title">${text.sidebar.groups[group.name]}</h2>
        <ul role="list">
          ${repeat(group.conversations, (conversation) => conversation.id, (conversation) => html`<li><hf-conversation-row .conversation=${conversation}></hf-conversation-row></li>`)}
        </ul>
      </section>
    `;
  }

  protected override updated(): void {
    this.#more?.disconnect();
    const button = this.querySelector('.sidebar-more');
    if (button) {
      this.#more = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && void visit().conversations.loadMore(), { rootMargin: '300px 0px' });
      this.#more.observe(button);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#midnight);
    this.#more?.disconnect();
  }
}

function skeletons(): TemplateResult {
  return html`
    <div class="group" role="status">
      <span class="visually-hidden">${text.sidebar.loading}</span>
      ${Array.from({ length: SKELETONS }, () => html`<div class="row-skeleton" aria-hidden="true"><span class="skeleton"></span></div>`)}
    </div>
  `;
}

customElements.define('hf-conversation-list', ConversationList);
