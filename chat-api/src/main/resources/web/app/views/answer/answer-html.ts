/*
 * The answer as the worker has rendered it, block by block. Not drawn by a template: a block that
 * did not change is not even looked at, however long the answer is.
 */

import type { Answer } from '../../store/model';
import type { Unsubscribe } from '../../store/signal';
import { text } from '../../text/index';
import { context } from '../context';
import { Block } from './block';
import { copyText } from './clipboard';
import { SourceMarks } from './source-marks';

/** Blocks that are drawn or left out together: looking after each one by itself would cost more than it saves. */
const BLOCKS_OF_A_PART = 12;

/** Milliseconds that “Copied” stands on a button. */
const FEEDBACK = 2000;

export class AnswerHtml extends HTMLElement {
  #answer: Answer | null = null;
  #unsubscribe: Unsubscribe | null = null;
  #marks = SourceMarks.NONE;
  readonly #blocks: Block[] = [];

  get answer(): Answer | null {
    return this.#answer;
  }

  set answer(answer: Answer | null) {
    if (answer === this.#answer) {
      return;
    }
    this.#answer = answer;
    this.#listen();
  }

  connectedCallback(): void {
    this.classList.add('answer-html');
    this.addEventListener('click', this.#click);
    this.#listen();
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#click);
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  #listen(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    if (this.#answer && this.isConnected) {
      const { blocks, sources } = this.#answer;
      const leave = [
        blocks.subscribe((all) => this.#show(all)),
        sources.subscribe((all) => {
          this.#marks = new SourceMarks(all);
          this.#show(blocks.value);
        }),
      ];
      this.#unsubscribe = () => leave.forEach((unsubscribe) => unsubscribe());
      this.#marks = new SourceMarks(sources.value);
      this.#show(blocks.value);
    }
  }

  #show(blocks: readonly string[]): void {
    blocks.forEach((html, number) => {
      let block = this.#blocks[number];
      if (!block) {
        block = new Block();
        this.#blocks.push(block);
        this.#part(number).append(block.element);
      }
      block.show(html, this.#marks);
    });
    for (const surplus of this.#blocks.splice(blocks.length)) {
      surplus.element.remove();
    }
    for (let surplus = this.lastElementChild; surplus?.childElementCount === 0; surplus = this.lastElementChild) {
      surplus.remove();
    }
  }

  #part(blockNumber: number): Element {
    const number = Math.floor(blockNumber / BLOCKS_OF_A_PART);
    while (this.childElementCount <= number) {
      const part = document.createElement('div');
      part.className = 'answer-part';
      this.append(part);
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
