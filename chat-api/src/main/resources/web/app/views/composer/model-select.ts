/* Models in a native select, by provider: where one is set once, and not searched for. */

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Model, ModelRef } from '../../store/model';
import { text } from '../../text/index';
import { sameModel } from './model-search';

const NONE = -1;

/** @param none what stands for no model; left out where there must be one */
export function modelSelect(
  id: string,
  models: readonly Model[],
  chosen: ModelRef | null,
  none: string | null,
  choose: (model: ModelRef | null) => void,
): TemplateResult {
  const place = models.findIndex((model) => sameModel(model.ref, chosen));
  const providers = [...new Set(models.map(({ ref }) => ref.provider))];
  return html`
    <select id=${id} class="select" .value=${live(String(place))} @change=${(event: Event) => choose(models[Number((event.target as HTMLSelectElement).value)]?.ref ?? null)}>
      ${none !== null || place === NONE ? html`<option value=${NONE} ?selected=${place === NONE}>${none ?? chosen?.name ?? text.models.none}</option>` : nothing}
      ${providers.map(
        (provider) => html`
          <optgroup label=${models.find(({ ref }) => ref.provider === provider)?.providerTitle ?? provider}>
            ${models.map((model, each) => (model.ref.provider === provider ? html`<option value=${each} ?selected=${each === place} ?disabled=${model.disabled !== null}>${model.title}</option>` : nothing))}
          </optgroup>
        `,
      )}
    </select>
  `;
}
