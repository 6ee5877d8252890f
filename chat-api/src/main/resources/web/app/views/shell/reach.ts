/*
 * An element deep in the page, as soon as it is there: each component draws what is in it one turn
 * after it was drawn itself, so one waits for them from the outside in.
 */

import type { LitElement } from 'lit';

/** @param path selectors, each within the one before; null where one of them is not on this page */
export async function reach(root: LitElement, ...path: readonly string[]): Promise<HTMLElement | null> {
  let element: HTMLElement = root;
  await root.updateComplete;
  for (const selector of path) {
    const next = element.querySelector<HTMLElement & Partial<LitElement>>(selector);
    if (!next) {
      return null;
    }
    await next.updateComplete;
    element = next;
  }
  return element;
}
