/*
 * Makes the children of one node equal to those of another, touching only what differs. What stays
 * equal stays the same node: a selection in it, its scroll position and its focus survive the tokens
 * that come after it. Streaming text differs at its end, so nodes are compared pairwise from the
 * front, without looking for moved ones.
 */

import { isOfLayout } from './overflow';

/** How a fold comes from the worker; whether it stands open now is its reader's. */
export const COMES_OPEN = 'data-comes-open';

/** Marks elements that this app has put around the worker's HTML; their state is theirs. */
export const OWN = 'data-own';

export function morphChildren(live: Node, wanted: Node): void {
  let present = live.firstChild;
  let next = wanted.firstChild;
  while (next) {
    const following = next.nextSibling;
    if (present && (isSameOwn(present, next) || present.isEqualNode(next))) {
      present = present.nextSibling;
    } else if (present && canBecome(present, next)) {
      become(present, next);
      present = present.nextSibling;
    } else if (present) {
      const replaced = present;
      present = present.nextSibling;
      live.replaceChild(next, replaced);
    } else {
      live.appendChild(next);
    }
    next = following;
  }
  while (present) {
    const surplus = present;
    present = present.nextSibling;
    surplus.remove();
  }
}

function isSameOwn(present: Node, next: Node): boolean {
  return present instanceof Element && next instanceof Element && present.getAttribute(OWN) !== null && present.getAttribute(OWN) === next.getAttribute(OWN);
}

function canBecome(present: Node, next: Node): boolean {
  if (present instanceof Text && next instanceof Text) {
    return true;
  }
  if (!(present instanceof Element && next instanceof Element) || present.nodeName !== next.nodeName) {
    return false;
  }
  const wanted = attributesOf(next);
  return attributesOf(present).length === wanted.length && wanted.every(({ name, value }) => present.getAttribute(name) === value);
}

function attributesOf(element: Element): Attr[] {
  return Array.from(element.attributes).filter(({ name }) => !(name === 'open' && element instanceof HTMLDetailsElement) && !isOfLayout(element, name));
}

function become(present: Node, next: Node): void {
  if (present instanceof Text && next instanceof Text) {
    if (next.data.startsWith(present.data)) {
      present.appendData(next.data.slice(present.data.length));
    } else {
      present.data = next.data;
    }
  } else {
    morphChildren(present, next);
  }
}
