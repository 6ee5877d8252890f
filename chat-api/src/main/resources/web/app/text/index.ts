/* The words of the app in the language of its person. There is one language so far. */

import { en, type Texts } from './en';

export const text: Texts = en;
export type { Texts };
