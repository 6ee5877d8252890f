/* What the person likes; for this device and whoever uses it. */

import { onChangeElsewhere, recallJson, remember } from './device';
import type { Preferences } from './model';
import { State } from './signal';
import type { Signal } from './signal';

const KEY = 'preferences';
/** Read by a script of its own before the first paint; absent: as the system likes. */
const THEME = 'theme';

const USUAL: Preferences = {
  theme: 'system',
  sendWith: 'enter',
  showTiming: false,
  expandReasoning: false,
  sidebarOpen: true,
  model: null,
  lastModel: null,
};

export class KeptPreferences {
  readonly #value = new State<Preferences>(read());

  constructor() {
    onChangeElsewhere(KEY, () => {
      this.#value.value = read();
    });
  }

  get signal(): Signal<Preferences> {
    return this.#value;
  }

  change(change: Partial<Preferences>): void {
    this.#value.value = { ...this.#value.value, ...change };
    remember(KEY, JSON.stringify(this.#value.value));
    remember(THEME, this.#value.value.theme === 'system' ? null : this.#value.value.theme);
  }
}

function read(): Preferences {
  return { ...USUAL, ...recallJson<Preferences>(KEY) };
}
