/* How an answer ended, where that is not simply well: each way looks like itself. The text before it stays. */

import { html, nothing, type TemplateResult } from 'lit';
import type { AnswerState, Takeover } from '../../store/model';
import { text } from '../../text/index';
import { icons } from '../icons';

export function ending(state: AnswerState): TemplateResult | typeof nothing {
  const t = text.answer;
  if (state.kind === 'stopped') {
    return html`<p class="ending is-stopped">${icons.halted}<span>${t.stopped}</span></p>`;
  }
  if (state.kind !== 'completed' || state.finish === 'stop') {
    return nothing;
  }
  const why = { length: t.cutByLength, content_filter: t.filtered, other: t.endedOtherwise }[state.finish];
  return html`<p class="ending is-cut">${icons.alert}<span>${why}</span></p>`;
}

/** What became of the text that was there. */
export function kindOf({ keeps, lost, anew }: Takeover): 'continued' | 'rewritten' | 'notContinued' | 'beganAgain' | 'began' {
  if (anew) {
    return 'notContinued';
  }
  if (keeps) {
    return lost ? 'rewritten' : 'continued';
  }
  return lost ? 'beganAgain' : 'began';
}

/** Another worker has gone on where one fell silent. */
export function takeoverNote(takeover: Takeover | null): TemplateResult | typeof nothing {
  if (!takeover) {
    return nothing;
  }
  const { name, detail } = text.answer.takeover[kindOf(takeover)];
  return html`
    <details class="takeover">
      <summary>${icons.handover}<span>${name}</span></summary>
      <p>${text.answer.takeoverBy(takeover.worker, takeover.attempt)} ${detail}</p>
    </details>
  `;
}
