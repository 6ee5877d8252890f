/*
 * What is put around the worker's HTML: a bar with language and copy button over each code block,
 * and a scroller around each table, so that wide content never widens the page. All that scrolls,
 * formulas too, can be reached by keyboard; a block of code always, since it may grow at any moment. Works on a
 * fragment before it is in the page.
 */

import { text } from '../../text/index';
import { COMES_OPEN, OWN } from './morph';
import { scrollsWhereItMust } from './overflow';

export function addFrames(content: ParentNode): void {
  content.querySelectorAll('pre').forEach(frameCode);
  content.querySelectorAll('table').forEach(frameTable);
  content.querySelectorAll('.math').forEach((formula) => scrollsWhereItMust(formula, text.code.formula));
  content.querySelectorAll('details[open]').forEach((fold) => fold.setAttribute(COMES_OPEN, ''));
  content.querySelectorAll('input').forEach((task) => task.setAttribute('aria-label', text.code.task));
}

function frameCode(pre: HTMLPreElement): void {
  // The worker names the language as its readers know it.
  const title = pre.dataset['language'] ?? text.code.plain;
  const frame = document.createElement('div');
  frame.className = 'code-frame';
  pre.replaceWith(frame);
  pre.setAttribute('tabindex', '0');
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', text.code.region(title));
  frame.append(codeBar(title), pre);
}

function codeBar(title: string): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'code-bar';
  bar.setAttribute(OWN, title);
  const label = document.createElement('span');
  label.className = 'code-language';
  label.textContent = title;
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'code-copy';
  copy.textContent = text.code.copy;
  bar.append(label, copy);
  return bar;
}

function frameTable(table: HTMLTableElement): void {
  const frame = document.createElement('div');
  frame.className = 'table-frame';
  scrollsWhereItMust(frame, text.code.table);
  table.replaceWith(frame);
  frame.append(table);
}
