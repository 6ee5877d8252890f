/* One top-level block of an answer, and its element. */

import { CodeBlock } from './code-block';
import { addFrames } from './frames';
import { morphChildren } from './morph';
import { watchOverflow } from './overflow';
import { fragmentOf } from './server-html';
import type { SourceMarks } from './source-marks';

export class Block {
  readonly element = document.createElement('div');
  #html = '';
  #marks: SourceMarks | null = null;
  #code: CodeBlock | null = null;

  constructor() {
    this.element.className = 'block';
  }

  show(html: string, marks: SourceMarks): void {
    const isMarkedAnew = marks !== this.#marks && (marks.areIn(html) || this.#marks?.areIn(html) === true);
    this.#marks = marks;
    if (html === this.#html && !isMarkedAnew) {
      return;
    }
    this.#html = html;
    if (this.#code?.grow(html)) {
      return;
    }
    const content = fragmentOf(html.trim());
    addFrames(content);
    marks.link(content);
    morphChildren(this.element, content);
    watchOverflow(this.element);
    this.#code = CodeBlock.within(this.element, html);
  }
}
