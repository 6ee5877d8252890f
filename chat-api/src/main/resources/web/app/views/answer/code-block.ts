/*
 * A code block that grows. The worker renders each source line by itself, so complete lines never
 * change: what comes after them is all that is parsed, and a block of a thousand lines costs per
 * token what one of a single line costs.
 */

import { fragmentOf } from './server-html';

const OPENING = /^<pre(?: data-language="[^"]*")?><code(?: class="[^"]*")?>/;
const CLOSING = /<\/code><\/pre>\s*$/;

export class CodeBlock {
  /** How much of the HTML, from the opening on, stands for complete lines. */
  #settled: number;
  /** How many child nodes those are. */
  #settledNodes = 0;

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
    const lastLine = html.lastIndexOf('\n', html.length - closing.length - 1) + 1;
    this.#dropOpenLine();
    if (lastLine > this.#settled) {
      this.code.append(fragmentOf(html.slice(this.#settled, lastLine)));
      this.#settled = lastLine;
      this.#settledNodes = this.code.childNodes.length;
    }
    this.code.append(fragmentOf(html.slice(this.#settled, html.length - closing.length)));
    this.html = html;
    return true;
  }

  #dropOpenLine(): void {
    while (this.code.childNodes.length > this.#settledNodes) {
      this.code.lastChild!.remove();
    }
  }
}
