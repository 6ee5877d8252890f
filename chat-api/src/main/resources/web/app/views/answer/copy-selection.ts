/*
 * Copying a selection keeps its markdown, as text, and its looks, as HTML. Where only letters are
 * selected, or a piece of code, the browser copies them as they are.
 */

import { markdownOf, ownNumber, withoutOurs } from './markdown';

/** Around what is selected, so that a copy of half of it is still a list or a table. */
const KEPT_AROUND = 'ol, ul, blockquote, table';

/** What is copied as it stands. */
const VERBATIM = 'pre, code, input, textarea, .bubble, .aside-text';

export function copySelection(event: ClipboardEvent): void {
  const selection = getSelection();
  const range = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  if (range === null || range.collapsed || event.clipboardData === null || (event.target as Element).closest('input, textarea')) {
    return;
  }
  const within = elementOf(range.commonAncestorContainer);
  if (within === null || within.closest(VERBATIM) !== null) {
    return;
  }
  const copy = document.createElement('div');
  copy.append(copyOf(range, within));
  withoutOurs(copy);
  if (copy.childElementCount === 0 || (copy.querySelector('.answer-html') === null && within.closest('.answer-html') === null)) {
    return;
  }
  event.preventDefault();
  event.clipboardData.setData('text/plain', markdownOf(copy, numberOf(range)));
  event.clipboardData.setData('text/html', copy.innerHTML);
}

function copyOf(range: Range, within: Element): Node {
  // A formula has no halves.
  const formula = within.closest('math');
  if (formula !== null) {
    return formula.cloneNode(true);
  }
  const content = range.cloneContents();
  const around = within.closest(KEPT_AROUND);
  const isCut = around !== null && [...content.children].some((child) => child.matches('li, tr, thead, tbody'));
  if (!isCut) {
    return content;
  }
  const shell = around.cloneNode(false);
  shell.appendChild(content);
  return shell;
}

/** Of the item that the selection begins in; null where it begins in no numbered one. */
function numberOf(range: Range): number | null {
  const start = range.startContainer;
  const item = elementOf(start.childNodes[range.startOffset] ?? start)?.closest('li');
  const list = item?.parentElement;
  if (!item || list?.localName !== 'ol') {
    return null;
  }
  return ownNumber(item) ?? Number(list.getAttribute('start') ?? 1) + [...list.children].indexOf(item);
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}
