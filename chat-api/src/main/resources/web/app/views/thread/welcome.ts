/* What a new conversation shows: an invitation, and examples that are sent as they stand. */

import { html, type TemplateResult } from 'lit';
import { text } from '../../text/index';
import { View } from '../view';

export class Welcome extends View {
  static override properties = { choose: { attribute: false } };
  declare choose: (prompt: string) => void;

  protected override render(): TemplateResult {
    const t = text.welcome;
    return html`
      <div class="welcome">
        <h1>${t.heading}</h1>
        <p class="welcome-lead">${t.lead}</p>
        <ul class="examples" role="list" aria-label=${t.examples}>
          ${t.prompts.map(
            (prompt) => html`
              <li>
                <button type="button" class="example" @click=${() => this.choose(prompt.text)}>
                  <span class="example-title">${prompt.title}</span><span class="example-text">${prompt.text}</span>
                </button>
              </li>
            `,
          )}
        </ul>
      </div>
    `;
  }
}

customElements.define('hf-welcome', Welcome);
