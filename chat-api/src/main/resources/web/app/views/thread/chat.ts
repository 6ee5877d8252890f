/* One conversation: its messages, or what stands in their place, and the composer below. */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { WritableConversation } from '../../store/model';
import { text } from '../../text/index';
import '../composer/composer';
import '../composer/conversation-options';
import { context } from '../context';
import '../problem';
import '../shell/notices-view';
import { paths } from '../router';
import { View } from '../view';
import { Narrator } from './narrator';
import { messageSkeletons } from './skeletons';
import './thread';
import './welcome';

export class Chat extends View {
  static override properties = { open: { attribute: false }, messageId: { attribute: false } };
  declare open: WritableConversation;
  declare messageId: string | null;

  readonly #narrator = new Narrator((sentence) => context().announce(sentence));

  protected override render(): TemplateResult {
    const { open } = this;
    const state = this.watch(open.state);
    const messages = this.watch(open.messages);
    const begun = messages.length > 0;
    const empty = !begun && state.kind === 'empty';
    return html`
      <div class="chat ${empty ? 'is-empty' : ''}">
        ${begun ? html`<hf-thread .open=${open} .writing=${open} .messageId=${this.messageId} .chooseModel=${this.#chooseModel}></hf-thread>` : this.#instead(state.kind)}
        <div class="chat-foot">
          <hf-notices></hf-notices>
          ${state.kind === 'failed'
            ? html`<hf-problem heading=${text.problems.loadConversation} .problem=${state.problem} .retry=${() => void open.reload()}></hf-problem>`
            : nothing}
          ${state.kind === 'ready' && state.stale && this.watch(context().store.connection).kind === 'offline' ? html`<p class="stale">${text.thread.stale}</p>` : nothing}
          <hf-composer .open=${open} .sent=${this.#sent}></hf-composer>
        </div>
      </div>
      <hf-conversation-options .conversation=${open}></hf-conversation-options>
    `;
  }

  #instead(kind: 'loading' | 'ready' | 'empty' | 'missing' | 'failed'): TemplateResult | typeof nothing {
    switch (kind) {
      case 'loading':
        return messageSkeletons();
      case 'empty':
        return html`<hf-welcome .choose=${this.#send}></hf-welcome>`;
      case 'ready':
      case 'failed':
      case 'missing':
        return html`<div class="thread-scroller"></div>`;
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open')) {
      this.#narrator.follow(this.open.running);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.#narrator.follow(this.open.running);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrator.stop();
  }

  readonly #chooseModel = (): void => this.querySelector('hf-composer')?.chooseModel();

  readonly #send = (prompt: string): void => {
    if (this.open.send(prompt) === 'sent') {
      this.#sent();
    } else {
      // What stands in its way is said below the field.
      this.open.setDraft(prompt);
      context().focusComposer();
    }
  };

  /** A new conversation has its address from its first message on. */
  readonly #sent = (): void => {
    const { router } = context();
    if (router.route.value.kind === 'new') {
      router.go(paths.conversation(this.open.id));
    }
    context().focusComposer();
  };
}

customElements.define('hf-chat', Chat);

declare global {
  interface HTMLElementTagNameMap {
    'hf-chat': Chat;
  }
}
