/*
 * What is known of an answer's sources. What is said of one later adds to what was said before and takes
 * nothing back, so that it may be said twice and in any order. The same rules as
 * `dev.holdfast.contracts.log.Source`, against the same cases (docs/conformance/fold).
 */

import type { Source, Span } from './wire';

/** All that is known of each, in the order of their numbers. The first address and the first title of a number stand. */
export function join(known: readonly Source[], more: readonly Source[]): readonly Source[] {
  if (more.length === 0) {
    return known;
  }
  const byNumber = new Map(known.map((source) => [source.number, source]));
  for (const source of more) {
    byNumber.set(source.number, joined(byNumber.get(source.number) ?? source, source));
  }
  return [...byNumber.values()].sort((one, other) => one.number - other.number);
}

/** Those of an answer whose text is cut to a length: a part of it that is gone rests on nothing. */
export function keptWith(length: number, sources: readonly Source[]): readonly Source[] {
  return length === 0 ? [] : sources.map((source) => withSpans(source, (source.spans ?? []).filter(({ to }) => to <= length)));
}

function joined(one: Source, other: Source): Source {
  const title = one.title ?? other.title;
  const marks = [...new Set([...(one.marks ?? []), ...(other.marks ?? [])])].sort();
  const { number, url } = one;
  return withSpans(
    { number, url, ...(title === undefined ? {} : { title }), ...(marks.length === 0 ? {} : { marks }) },
    [...(one.spans ?? []), ...(other.spans ?? [])],
  );
}

function withSpans({ spans: _, ...source }: Source, spans: readonly Span[]): Source {
  const each = new Map(spans.map(({ from, to }) => [`${from}.${to}`, { from, to }]));
  const inOrder = [...each.values()].sort((one, other) => one.from - other.from || one.to - other.to);
  return inOrder.length === 0 ? source : { ...source, spans: inOrder };
}
