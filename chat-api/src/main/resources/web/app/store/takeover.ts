/* What is told of a takeover: who goes on, and what became of the text that was there. */

import { NOTHING } from '../stream/index';
import type { Content, Mark, Started } from '../stream/index';
import type { Takeover } from './model';

/** Written by whoever ends a generation that no worker has; it took nothing over. */
const SUPERVISOR = 'chat-api';

/**
 * The same as before where the claim is no takeover.
 *
 * @param shown what of the answer was on the screen
 */
export function takenOverBy({ attempt, worker, keeps = NOTHING }: Started, shown: Content, before: Takeover | null): Takeover | null {
  if (attempt <= 1 || worker === SUPERVISOR) {
    return before;
  }
  const keepsAnything = keeps.parts > 1 || keeps.length > 0;
  // What an attempt before took away is still lost where nothing has come since.
  const lost = losesText(shown, keeps) || (!keepsAnything && before?.lost === true);
  return { worker, attempt, keeps: keepsAnything, lost, anew: false };
}

/** Whether a content that is cut to the mark says less. */
function losesText({ parts }: Content, { parts: kept, length }: Mark): boolean {
  return parts.some((part, at) => part.type === 'text' && part.text.length > (at < kept - 1 ? part.text.length : at === kept - 1 ? length : 0));
}
