/* What the model told itself before and while it answered: folded, with its duration. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, Reasoning } from '../../store/model';
import { text } from '../../text/index';
import { duration } from '../../text/format';
import { context } from '../context';
import { icons } from '../icons';
import { View } from '../view';

export class ReasoningView extends View {
  static override properties = { answer: { attribute: false } };
  declare answer: Answer;

  /** Null until the person has chosen; the preference counts so long. */
  #open: boolean | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const reasoning = this.watch(this.answer.reasoning);
    if (!reasoning?.text && !reasoning?.running) {
      return nothing;
    }
    const open = this.#open ?? this.watch(context().store.preferences).expandReasoning;
    const id = `reasoning-${this.answer.id}`;
    return html`
      <div class="reasoning">
        <button type="button" class="reasoning-toggle" aria-expanded=${open} aria-controls=${id} @click=${() => this.#toggle(!open)}>
          <span class="reasoning-icon ${reasoning.running ? 'is-running' : ''}">${icons.reasoning}</span>
          <span>${label(reasoning)}</span>
          <span class="chevron">${icons.down}</span>
        </button>
        <div id=${id} class="reasoning-text" ?hidden=${!open}>${open ? reasoning.text : nothing}</div>
      </div>
    `;
  }

  #toggle(open: boolean): void {
    this.#open = open;
    this.requestUpdate();
  }
}

function label(reasoning: Reasoning): string {
  const t = text.reasoning;
  if (reasoning.millis === null) {
    return reasoning.running ? t.running : t.done;
  }
  return reasoning.running ? t.runningFor(duration(reasoning.millis)) : t.doneIn(duration(reasoning.millis));
}

customElements.define('hf-reasoning', ReasoningView);
