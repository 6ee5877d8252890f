/* What an answer rests on: a numbered list of pages under it. Many of them are folded but for the first. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, AnswerSource } from '../../store/model';
import { text } from '../../text/index';
import { View } from '../view';
import { OUTWARD } from './source-marks';

/** More than these are folded away, unless it is only one more. */
const SHOWN = 6;

export class SourcesView extends View {
  static override properties = { answer: { attribute: false } };
  declare answer: Answer;

  protected override render(): TemplateResult | typeof nothing {
    const sources = this.watch(this.answer.sources);
    if (sources.length === 0) {
      return nothing;
    }
    const first = sources.length > SHOWN + 1 ? sources.slice(0, SHOWN) : sources;
    const rest = sources.slice(first.length);
    return html`
      <div class="sources" role="group" aria-label=${text.sources.title}>
        <p class="sources-title" aria-hidden="true">${text.sources.title}</p>
        <ol class="sources-list">
          ${first.map(item)}
        </ol>
        ${rest.length === 0
          ? nothing
          : html`<details>
              <summary>${text.sources.more(rest.length)}</summary>
              <ol class="sources-list">
                ${rest.map(item)}
              </ol>
            </details>`}
      </div>
    `;
  }
}

function item({ number, url, host, name, titled }: AnswerSource): TemplateResult {
  return html`<li value=${number}><a href=${url} target="_blank" rel=${OUTWARD} dir="auto">${name}</a>${titled ? html` <span class="source-host">${host}</span>` : nothing}</li>`;
}

customElements.define('hf-sources', SourcesView);
