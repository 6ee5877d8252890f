/* One top-level block of an answer, and its element. */

import { CodeBlock } from './code-block';
import { addFrames } from './frames';
import { morphChildren } from './morph';
import { fragmentOf } from './server-html';

export class Block {
  readonly element = document.createElement('div');
  #html = '';
  #code: CodeBlock | null = null;

  constructor() {
    this.element.className = 'block';
  }

  show(html: string): void {
    if (html === this.#html) {
      return;
    }
    this.#html = html;
    if (this.#code?.grow(html)) {
      return;
    }
    const content = fragmentOf(html.trim());
    addFrames(content);
    morphChildren(this.element, content);
    this.#code = CodeBlock.within(this.element, html);
  }
}
