/*
 * The frame around each option: its name, what is set, the way back to the default, and below the control what
 * it means, why it cannot be used, or what is wrong with it.
 */

import { html, nothing, type TemplateResult } from 'lit';
import type { OptionName } from '../../store/model';
import { text } from '../../text/index';
import { icons } from '../icons';

export interface OptionFrame {
  readonly name: OptionName;
  readonly label: string;
  readonly help: string;
  readonly isSet: boolean;
  /** What stands beside the name, where the control itself does not say it. */
  readonly value: string | null;
  /** The model that is known not to take it. */
  readonly refusedBy: string | null;
  readonly problem: string | null;
  readonly reset: () => void;
}

export function idOf(name: OptionName): string {
  return `option-${name}`;
}

/** What describes the control, for `aria-describedby`. */
export function descriptionOf({ name, problem }: Pick<OptionFrame, 'name' | 'problem'>): string {
  return problem === null ? `${idOf(name)}-help` : `${idOf(name)}-help ${idOf(name)}-problem`;
}

export function optionField(frame: OptionFrame, control: TemplateResult): TemplateResult {
  const t = text.options;
  const { name, label, isSet, value, refusedBy, problem } = frame;
  const reason = refusedBy === null ? null : isSet ? t.leftOut(refusedBy) : t.refused(refusedBy);
  return html`
    <div class="option ${refusedBy === null ? '' : 'is-refused'}" data-option=${name}>
      <div class="option-head">
        <label class="field-label" for=${idOf(name)}>${label}</label>
        ${value === null ? nothing : html`<span class="option-value" aria-hidden="true">${value}</span>`}
        ${!isSet
          ? nothing
          : html`<button type="button" class="icon-button" aria-label=${t.reset(label)} title=${t.reset(label)} @click=${() => frame.reset()}>${icons.undo}</button>`}
      </div>
      ${control}
      <p id="${idOf(name)}-help" class="field-help ${reason !== null && isSet ? 'is-left-out' : ''}">${reason ?? frame.help}</p>
      ${problem === null ? nothing : html`<p id="${idOf(name)}-problem" class="field-error" role="alert">${problem}</p>`}
    </div>
  `;
}
