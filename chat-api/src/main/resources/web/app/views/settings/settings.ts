/* What can be chosen on this device, the keys of providers, and who is signed in. */

import { html, type TemplateResult } from 'lit';
import type { Preferences } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { modelSelect } from '../composer/model-select';
import { icons } from '../icons';
import { keyText } from '../keyboard';
import { View } from '../view';
import { choice, toggle } from './controls';
import './endpoints';
import './keys';

export class Settings extends View {
  protected override render(): TemplateResult {
    const t = text.settings;
    const { store } = context();
    const preferences = this.watch(store.preferences);
    const set = (change: Partial<Preferences>) => store.setPreferences(change);
    const session = this.watch(store.session);
    const name = session.kind === 'signed-in' || session.kind === 'expired' ? session.user.name : '';
    return html`
      <div class="settings-scroller" tabindex="-1">
        <div class="settings">
          <h1 tabindex="-1">${t.title}</h1>

          <section class="panel" aria-labelledby="settings-appearance">
            <h2 id="settings-appearance">${t.appearance}</h2>
            ${choice('theme', t.theme, null, preferences.theme, [['system', t.themes.system], ['light', t.themes.light], ['dark', t.themes.dark]], (theme) => set({ theme }))}
          </section>

          <section class="panel" aria-labelledby="settings-writing">
            <h2 id="settings-writing">${t.writing}</h2>
            ${choice('send-with', t.sendWith, t.sendWithHelp, preferences.sendWith, [['enter', keyText('Enter')], ['mod-enter', keyText('mod+Enter')]], (sendWith) => set({ sendWith }))}
            ${this.#modelField(preferences, set)}
          </section>

          <section class="panel" aria-labelledby="settings-answers">
            <h2 id="settings-answers">${t.answers}</h2>
            ${toggle('show-timing', t.showTiming, t.showTimingHelp, preferences.showTiming, (showTiming) => set({ showTiming }))}
            ${toggle('expand-reasoning', t.expandReasoning, t.expandReasoningHelp, preferences.expandReasoning, (expandReasoning) => set({ expandReasoning }))}
          </section>

          <hf-keys></hf-keys>
          <hf-endpoints></hf-endpoints>

          <section class="panel" aria-labelledby="settings-account">
            <h2 id="settings-account">${t.account}</h2>
            <div class="field">
              <div class="field-words"><p class="field-label">${t.signedInAs(name)}</p><p class="field-help">${t.signOutHelp}</p></div>
              <button type="button" class="button" @click=${() => void store.signOut()}>${icons.signOut}${text.sidebar.signOut}</button>
            </div>
          </section>
          <p class="settings-note">${t.device}</p>
        </div>
      </div>
    `;
  }

  #modelField(preferences: Preferences, set: (change: Partial<Preferences>) => void): TemplateResult {
    const t = text.settings;
    const models = this.watch(visit().models.items);
    return html`
      <div class="field">
        <label class="field-label" for="default-model">${t.defaultModel}</label>
        ${modelSelect('default-model', models, preferences.model, t.lastModel, (model) => set({ model }))}
      </div>
    `;
  }
}

customElements.define('hf-settings', Settings);
