/* The chosen theme on the page. `static/theme.js` does the same before the first paint. */

import type { Preferences } from '../../store/model';
import type { Signal } from '../../store/signal';

export function applyTheme(preferences: Signal<Preferences>): void {
  const apply = ({ theme }: Preferences): void => {
    const { dataset } = document.documentElement;
    if (theme === 'system') {
      delete dataset['theme'];
    } else {
      dataset['theme'] = theme;
    }
  };
  preferences.subscribe(apply);
  apply(preferences.value);
}
