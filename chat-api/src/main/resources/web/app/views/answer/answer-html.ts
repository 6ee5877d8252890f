/*
 * One text of an answer as the worker has rendered it, block by block. Not drawn by a template: a block that
 * did not change is not even looked at, however long the text is.
 */

import { text } from '../../text/index';
import { context } from '../context';
import { Block } from './block';
import { copyText } from './clipboard';
import { SourceMarks } from './source-marks';

/** Blocks that are drawn or left out together: looking after each one by itself would cost more than it saves. */
const BLOCKS_OF_A_GROUP = 12;

/** Milliseconds that “Copied” stands on a button. */
const FEEDBACK = 2000;

export class AnswerHtml extends HTMLElement {
  #html: readonly string[] = [];
  #marks = SourceMarks.NONE;
  readonly #blocks: Block[] = [];

  /** The HTML of each top-level block. */
  set blocks(html: readonly string[]) {
    this.#html = html;
    this.#show();
  }

  set marks(marks: SourceMarks) {
    this.#marks = marks;
    this.#show();
  }

  connectedCallback(): void {
    this.classList.add('answer-html');
    this.addEventListener('click', this.#click);
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#click);
  }

  #show(): void {
    this.#html.forEach((html, number) => {
      let block = this.#blocks[number];
      if (!block) {
        block = new Block();
        this.#blocks.push(block);
        this.#group(number).append(block.element);
      }
      block.show(html, this.#marks);
    });
    for (const surplus of this.#blocks.splice(this.#html.length)) {
      surplus.element.remove();
    }
    for (let surplus = this.lastElementChild; surplus?.childElementCount === 0; surplus = this.lastElementChild) {
      surplus.remove();
    }
  }

  #group(blockNumber: number): Element {
    const number = Math.floor(blockNumber / BLOCKS_OF_A_GROUP);
    while (this.childElementCount <= number) {
      const group = document.createElement('div');
      group.className = 'block-group';
      this.append(group);
    }
    return this.children[number]!;
  }

  readonly #click = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>('.code-copy');
    const code = button?.closest('.code-frame')?.querySelector('pre');
    if (button && code) {
      void this.#copy(button, code.textContent ?? '');
    }
  };

  async #copy(button: HTMLButtonElement, code: string): Promise<void> {
    const copied = await copyText(code);
    const said = copied ? text.code.copied : text.answer.copyFailed;
    context().announce(said);
    button.textContent = said;
    button.toggleAttribute('data-done', copied);
    setTimeout(() => {
      button.textContent = text.code.copy;
      button.removeAttribute('data-done');
    }, FEEDBACK);
  }
}

customElements.define('hf-answer-html', AnswerHtml);

declare global {
  interface HTMLElementTagNameMap {
    'hf-answer-html': AnswerHtml;
  }
}
