/*
 * What is selected of a conversation as the markdown that it was made from, as far as it can be told from
 * what the worker rendered: whoever pastes it elsewhere keeps headings, lists, code and the TeX of
 * formulas. What this app has put around it is left out.
 */

import { OWN } from './morph';

/** Of the app and not of the conversation. */
const OURS = `[${OWN}], button, .visually-hidden, .answer-foot, .takeover, .demonstration, .delivery, .ending, .sources summary, hf-problem, hf-aside, .attachment`;

const BLOCKS = 'h1, h2, h3, h4, h5, h6, p, ul, ol, blockquote, pre, table, hr, details, .math';
const TRANSPARENT = `hf-question, hf-answer, hf-answer-parts, hf-answer-html, hf-sources, article, div, ${BLOCKS}`;

/** @param firstNumber of the first item of the first list, where the selection begins in the middle of it */
export function markdownOf(selected: ParentNode, firstNumber: number | null): string {
  return new Writer(firstNumber).blocks(selected).trim();
}

/** Takes what is not of the conversation out of a copy of it. */
export function withoutOurs(copy: ParentNode): void {
  copy.querySelectorAll(OURS).forEach((element) => element.remove());
}

/** Reads one copy; its state is the number that the first list begins with. */
class Writer {
  constructor(private firstNumber: number | null) {}

  blocks(parent: ParentNode): string {
    const written: string[] = [];
    let line = '';
    const endLine = (): void => {
      if (line.trim() !== '') {
        written.push(line.trim());
      }
      line = '';
    };
    for (const node of parent.childNodes) {
      if (node instanceof Element && node.matches(TRANSPARENT)) {
        endLine();
        const block = this.#block(node);
        if (block.trim() !== '') {
          written.push(block);
        }
      } else if (node instanceof Element && (node.matches('li') || node.matches('tr, thead, tbody'))) {
        // The list or the table around them is not selected as a whole.
        endLine();
        written.push(node.matches('li') ? this.#item(node, '- ') : this.#rows([...(node.matches('tr') ? [node] : node.children)]));
      } else {
        line += this.#inline(node);
      }
    }
    endLine();
    return written.join('\n\n');
  }

  #block(element: Element): string {
    switch (element.localName) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return `${'#'.repeat(Number(element.localName[1]))} ${this.#inlines(element).trim()}`;
      case 'p':
        return this.#inlines(element).trim();
      case 'hr':
        return '---';
      case 'ul':
      case 'ol':
        return this.#list(element);
      case 'blockquote':
        return this.blocks(element).replace(/^(?=.)/gmu, '> ').replace(/^$/gmu, '>');
      case 'pre':
        return fenced(element);
      case 'table':
        return this.#table(element);
      case 'details':
        return this.blocks(element);
      default:
        if (element.matches('.math')) {
          return formulaOf(element.querySelector('math') ?? element);
        }
        return element.matches('.bubble') ? (element.textContent ?? '').trim() : this.blocks(element);
    }
  }

  #list(list: Element): string {
    const isOrdered = list.localName === 'ol';
    let number = this.firstNumber ?? Number(list.getAttribute('start') ?? 1);
    this.firstNumber = isOrdered ? null : this.firstNumber;
    const items = [...list.children].map((item) => {
      number = ownNumber(item) ?? number;
      return this.#item(item, isOrdered ? `${number++}. ` : '- ');
    });
    return items.join('\n');
  }

  #item(item: Element, mark: string): string {
    const isTight = item.querySelector(':scope > p') === null;
    const inside = this.blocks(item);
    return mark + (isTight ? inside.replace(/\n\n(?=\s*(?:[-*]|\d+\.) )/gu, '\n') : inside).replace(/\n(?=.)/gu, `\n${' '.repeat(mark.length)}`);
  }

  #table(table: Element): string {
    return this.#rows([...table.querySelectorAll('tr')]);
  }

  #rows(rows: readonly Element[]): string {
    return rows
      .flatMap((row) => {
        const cells = [...row.children];
        const line = `| ${cells.map((cell) => this.#inlines(cell).trim().replaceAll('|', '\\|').replaceAll('\\\n', '<br>')).join(' | ')} |`;
        const isHead = row.querySelector('th') !== null;
        return isHead ? [line, `| ${cells.map((cell) => ruleOf(cell.getAttribute('align'))).join(' | ')} |`] : [line];
      })
      .join('\n');
  }

  #inlines(parent: Node): string {
    return [...parent.childNodes].map((node) => this.#inline(node)).join('');
  }

  #inline(node: Node): string {
    if (node instanceof Text) {
      return escaped(node.data.replace(/\s+/gu, ' '));
    }
    if (!(node instanceof Element)) {
      return '';
    }
    switch (node.localName) {
      case 'strong':
      case 'b':
        return around(this.#inlines(node), '**');
      case 'em':
      case 'i':
        return around(this.#inlines(node), '*');
      case 'del':
      case 's':
        return around(this.#inlines(node), '~~');
      case 'code':
        return inCode(node.textContent ?? '');
      case 'a':
        return `[${this.#inlines(node)}](${node.getAttribute('href') ?? ''})`;
      case 'br':
        return '\\\n';
      case 'img':
        return `![${node.getAttribute('alt') ?? ''}](${node.getAttribute('src') ?? ''})`;
      case 'input':
        return node.hasAttribute('checked') ? '[x]' : '[ ]';
      case 'math':
        return formulaOf(node);
      default:
        return this.#inlines(node);
    }
  }
}

/** Where an item says itself which number it has, as those of sources do. */
export function ownNumber(item: Element): number | null {
  const value = item.getAttribute('value');
  return value === null ? null : Number(value);
}

/** Answers of before carry no TeX. */
function formulaOf(math: Element): string {
  const tex = math.getAttribute('alttext')?.trim();
  if (tex === undefined) {
    return math.textContent ?? '';
  }
  return math.getAttribute('display') === 'block' ? `$$\n${tex}\n$$` : `$${tex}$`;
}

function fenced(pre: Element): string {
  const code = (pre.textContent ?? '').replace(/\n$/u, '');
  const language = /(?:^|\s)language-(\S+)/u.exec(pre.querySelector('code')?.className ?? '')?.[1] ?? '';
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

function inCode(code: string): string {
  const fence = '`'.repeat(longestRun(code) + 1);
  const blank = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return code === '' ? '' : fence + blank + code + blank + fence;
}

/** Of backticks. */
function longestRun(code: string): number {
  return Math.max(0, ...[...code.matchAll(/`+/gu)].map(([run]) => run.length));
}

/** Blanks at the edges go outside: within, the marks would mean nothing. */
function around(words: string, mark: string): string {
  const inner = words.trim();
  return inner === '' ? words : words.replace(inner, () => mark + inner + mark);
}

/** What would be taken for a mark; an underscore within a word would not. */
function escaped(words: string): string {
  return words.replace(/[\\*`]/gu, '\\$&').replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

function ruleOf(align: string | null): string {
  switch (align) {
    case 'right':
      return '---:';
    case 'center':
      return ':---:';
    default:
      return '---';
  }
}
