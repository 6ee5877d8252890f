/*
 * A code block that grows. The worker renders each source line by itself, so complete lines never
 * change: what comes after them is all that is parsed. They are put into parts of some lines each,
 * as a browser lays out all lines of a block anew when one is added. So a block of a thousand lines
 * costs per token what one of a single line costs.
 */

import { fragmentOf } from './server-html';

const OPENING = /^<pre(?: dir="ltr")?(?: data-language="[^"]*")?><code(?: class="[^"]*")?>/;
const CLOSING = /<\/code><\/pre>\s*$/;

const LINES_OF_A_PART = 50;

export class CodeBlock {
  /** How much of the HTML, from the opening on, stands for complete lines. */
  #settled: number;
  /** The parts that hold them; what else is in the element is the open line. */
  readonly #parts = new Set<ChildNode>();
  /** The last of them. */
  #part: HTMLElement | null = null;
  #linesOfPart = 0;

  private constructor(
    private readonly code: Element,
    private readonly opening: string,
    private html: string,
  ) {
    this.#settled = opening.length;
  }

  /** Null where the block is something else than one code block. */
  static within(root: Element, html: string): CodeBlock | null {
    const opening = OPENING.exec(html)?.[0];
    const code = root.querySelector('pre > code');
    return opening && code && CLOSING.test(html) ? new CodeBlock(code, opening, html) : null;
  }

  /** False where it became another block: then nothing was touched. */
  grow(html: string): boolean {
    const closing = CLOSING.exec(html)?.[0];
    if (!closing || !html.startsWith(this.opening) || !this.code.isConnected || !html.startsWith(this.html.slice(0, this.#settled))) {
      return false;
    }
    if (html.indexOf('</code>') !== html.length - closing.length) {
      return false;
    }
    // A line break ends the open line too, whether or not it was written yet: the last line is never known to be complete.
    const lastLine = html.lastIndexOf('\n', html.length - closing.length - 2) + 1;
    this.#dropOpenLine();
    if (lastLine > this.#settled) {
      this.#settle(html.slice(this.#settled, lastLine));
      this.#settled = lastLine;
    }
    this.code.append(fragmentOf(html.slice(this.#settled, html.length - closing.length)));
    this.html = html;
    return true;
  }

  #settle(lines: string): void {
    if (this.#part === null || this.#linesOfPart >= LINES_OF_A_PART) {
      this.#part = document.createElement('span');
      this.#part.className = 'code-part';
      this.#linesOfPart = 0;
      this.#parts.add(this.#part);
      this.code.append(this.#part);
    }
    this.#part.append(fragmentOf(lines));
    this.#linesOfPart += lines.split('\n').length - 1;
  }

  #dropOpenLine(): void {
    while (this.code.lastChild && !this.#parts.has(this.code.lastChild)) {
      this.code.lastChild.remove();
    }
  }
}
