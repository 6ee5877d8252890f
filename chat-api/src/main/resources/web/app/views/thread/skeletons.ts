/* What stands where messages will be. It shows only after a moment: what loads at once never flickers. */

import { html, type TemplateResult } from 'lit';
import { text } from '../../text/index';

export function messageSkeletons(): TemplateResult {
  return html`
    <div class="thread-scroller">
      <div class="thread skeletons" role="status">
        <span class="visually-hidden">${text.thread.loading}</span>
        <div class="skeleton is-bubble" aria-hidden="true"></div>
        <div class="skeleton is-line" aria-hidden="true"></div>
        <div class="skeleton is-line" aria-hidden="true"></div>
        <div class="skeleton is-line is-short" aria-hidden="true"></div>
      </div>
    </div>
  `;
}
