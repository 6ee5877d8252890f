/* The two controls of the settings, on native inputs: one of a few, and on or off. */

import { html, nothing, type TemplateResult } from 'lit';

export function choice<Value extends string>(
  name: string,
  label: string,
  help: string | null,
  chosen: Value,
  options: readonly (readonly [Value, string])[],
  choose: (value: Value) => void,
): TemplateResult {
  return html`
    <fieldset class="field" role="radiogroup" aria-labelledby="${name}-label" aria-describedby=${help ? `${name}-help` : nothing}>
      <div class="field-words">
        <p id="${name}-label" class="field-label">${label}</p>
        ${help ? html`<p id="${name}-help" class="field-help">${help}</p>` : nothing}
      </div>
      <div class="segments">
        ${options.map(
          ([value, title]) => html`
            <label class="segment"><input type="radio" name=${name} value=${value} .checked=${value === chosen} @change=${() => choose(value)} /><span>${title}</span></label>
          `,
        )}
      </div>
    </fieldset>
  `;
}

export function toggle(name: string, label: string, help: string, on: boolean, set: (on: boolean) => void): TemplateResult {
  return html`
    <div class="field">
      <div class="field-words">
        <label class="field-label" for=${name}>${label}</label>
        <p id="${name}-help" class="field-help">${help}</p>
      </div>
      <input id=${name} class="switch" type="checkbox" role="switch" aria-describedby="${name}-help" .checked=${on} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} />
    </div>
  `;
}
