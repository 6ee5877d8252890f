/*
 * The sources of an answer as they are shown: pages of the web and nothing else, whatever the log may
 * hold, and no more of them than a person can look at.
 */

import type { Citation } from '../stream/index';
import type { AnswerSource } from './model';

const MOST = 100;
/** UTF-16 code units. */
const LONGEST_URL = 2000;
const LONGEST_TITLE = 240;
/** Of a page without a title. */
const LONGEST_NAME = 80;
const LONGEST_MARK = 8;

export function shownSources(citations: readonly Citation[]): readonly AnswerSource[] {
  return citations.slice(0, MOST).flatMap((citation) => {
    const address = addressOf(citation.url);
    return address === null
      ? []
      : [
          {
            number: citation.number,
            url: address.href,
            host: hostOf(address),
            name: citation.title?.slice(0, LONGEST_TITLE) ?? readable(address),
            titled: citation.title !== undefined,
            marks: (citation.marks ?? []).filter((mark) => mark !== '' && mark.length <= LONGEST_MARK),
          },
        ];
  });
}

function hostOf(address: URL): string {
  return address.host.replace(/^www\./u, '');
}

/** Two pages of one host are told apart by their paths. */
function readable(address: URL): string {
  const name = hostOf(address) + address.pathname.replace(/\/$/u, '');
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

function addressOf(url: string): URL | null {
  if (url.length > LONGEST_URL || !URL.canParse(url)) {
    return null;
  }
  const address = new URL(url);
  const isPlain = address.username === '' && address.password === '';
  return isPlain && (address.protocol === 'https:' || address.protocol === 'http:') ? address : null;
}
