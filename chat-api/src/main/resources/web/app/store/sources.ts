/*
 * The sources of an answer as they are shown: pages of the web and nothing else, whatever the log may
 * hold, and no more of them than a person can look at.
 */

import type { Source } from '../stream/index';
import type { AnswerSource } from './model';

const MOST = 100;
/** UTF-16 code units. */
const LONGEST_URL = 2000;
const LONGEST_TITLE = 240;
const LONGEST_MARK = 8;

export function shownSources(sources: readonly Source[]): readonly AnswerSource[] {
  return sources.slice(0, MOST).flatMap((source) => {
    const address = addressOf(source.url);
    return address === null
      ? []
      : [
          {
            number: source.number,
            url: address.href,
            host: address.host.replace(/^www\./u, ''),
            title: source.title?.slice(0, LONGEST_TITLE) ?? null,
            marks: (source.marks ?? []).filter((mark) => mark !== '' && mark.length <= LONGEST_MARK),
          },
        ];
  });
}

function addressOf(url: string): URL | null {
  if (url.length > LONGEST_URL || !URL.canParse(url)) {
    return null;
  }
  const address = new URL(url);
  const isPlain = address.username === '' && address.password === '';
  return isPlain && (address.protocol === 'https:' || address.protocol === 'http:') ? address : null;
}
