/*
 * What is known of the citations of a content. What is said of one later adds to what was said before and takes
 * nothing back, so that it may be said twice and in any order. The same rules as
 * `dev.holdfast.contracts.content.Citation`, against the same cases (docs/conformance/fold).
 */

import { isWithin } from './mark';
import type { Citation, Mark, Span } from './wire';

/** All that is known of each, in the order of their numbers. The first address and the first title of a number stand. */
export function join(known: readonly Citation[], more: readonly Citation[]): readonly Citation[] {
  if (more.length === 0) {
    return known;
  }
  const byNumber = new Map(known.map((citation) => [citation.number, citation]));
  for (const citation of more) {
    byNumber.set(citation.number, joined(byNumber.get(citation.number) ?? citation, citation));
  }
  return [...byNumber.values()].sort((one, other) => one.number - other.number);
}

/** Those of a content that is cut to a mark: what is gone rests on nothing, and where nothing is left there are none. */
export function keptWith(mark: Mark, citations: readonly Citation[]): readonly Citation[] {
  return mark.parts === 0
    ? []
    : citations.map((citation) => withSpans(citation, (citation.spans ?? []).filter(({ part, to }) => isWithin({ parts: part + 1, length: to }, mark))));
}

function joined(one: Citation, other: Citation): Citation {
  const title = one.title ?? other.title;
  const marks = [...new Set([...(one.marks ?? []), ...(other.marks ?? [])])].sort();
  const { number, url } = one;
  return withSpans(
    { number, url, ...(title === undefined ? {} : { title }), ...(marks.length === 0 ? {} : { marks }) },
    [...(one.spans ?? []), ...(other.spans ?? [])],
  );
}

function withSpans({ spans: _, ...citation }: Citation, spans: readonly Span[]): Citation {
  const each = new Map(spans.map(({ part, from, to }) => [`${part}.${from}.${to}`, { part, from, to }]));
  const inOrder = [...each.values()].sort((one, other) => one.part - other.part || one.from - other.from || one.to - other.to);
  return inOrder.length === 0 ? citation : { ...citation, spans: inOrder };
}
