/* Tells those who listen what came of a trial, once: when it ends while they are here, and not for what was so before. */

import { context } from '../context';
import { trialSentence, type ShownTrial } from './trial-status';

export class ToldTrial {
  #said: string | null = null;

  /** @param sentence from the trial's own words */
  tell(trial: ShownTrial | null, sentence: (words: string) => string): void {
    const words = trial === null ? '' : trialSentence(trial);
    const isNews = this.#said !== null && words !== this.#said && trial !== null && trial.kind !== 'checking';
    this.#said = words;
    if (isNews) {
      context().announce(sentence(words));
    }
  }
}
