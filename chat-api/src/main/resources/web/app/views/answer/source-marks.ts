/*
 * Makes links of what stands for a source in an answer's text, such as `[1]`. Not in code, formulas and
 * links, where such a thing means something else. Works on a fragment before it is in the page.
 */

import type { AnswerSource } from '../../store/model';
import { text } from '../../text/index';

/** The rel of every link that leads out of the app. */
export const OUTWARD = 'noopener noreferrer nofollow';

const ELSEWHERE = 'a, pre, code, math, button';

export class SourceMarks {
  static readonly NONE = new SourceMarks([]);

  readonly #sources = new Map<string, AnswerSource>();
  readonly #pattern: RegExp | null;

  constructor(sources: readonly AnswerSource[]) {
    const all = sources.flatMap((source) => source.marks.map((mark) => ({ mark, source })));
    for (const { mark, source } of all) {
      // What two sources are called by stands for neither with certainty.
      if (all.every((other) => other.mark !== mark || other.source === source)) {
        this.#sources.set(mark, source);
      }
    }
    const longestFirst = [...this.#sources.keys()].sort((one, other) => other.length - one.length);
    this.#pattern = longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escaped).join('|'), 'gu');
  }

  /** Whether there is anything in this HTML for it to do. */
  areIn(html: string): boolean {
    return [...this.#sources.keys()].some((mark) => html.includes(mark));
  }

  link(content: Node): void {
    if (this.#pattern === null) {
      return;
    }
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && node.data.search(this.#pattern) >= 0 && !node.parentElement?.closest(ELSEWHERE)) {
        found.push(node);
      }
    }
    found.forEach((node) => node.replaceWith(...this.#pieces(node.data)));
  }

  #pieces(data: string): (string | Element)[] {
    const pieces: (string | Element)[] = [];
    let from = 0;
    for (const { 0: mark, index } of data.matchAll(this.#pattern!)) {
      pieces.push(data.slice(from, index), linkTo(this.#sources.get(mark)!, mark));
      from = index + mark.length;
    }
    return [...pieces, data.slice(from)].filter((piece) => piece !== '');
  }
}

function linkTo({ url, name }: AnswerSource, mark: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'source-mark';
  link.href = url;
  link.target = '_blank';
  link.rel = OUTWARD;
  link.title = name;
  link.setAttribute('aria-label', text.sources.mark(mark, name));
  link.textContent = mark;
  return link;
}

function escaped(mark: string): string {
  return mark.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
