/*
 * What scrolls sideways is a stop of the tab key and a landmark, so that it can be reached by keyboard; what fits is
 * neither, since nobody has anything to do there. Whether it fits is known only when it is laid out, and
 * changes with the window.
 */

/** What it is called where it scrolls. Marks elements whose role and place in the tab order are kept here. */
const SCROLLS = 'data-scrolls';

/** They come and go with the layout, and say nothing of what the element is. */
const KEPT_HERE: ReadonlySet<string> = new Set(['tabindex', 'role', 'aria-label']);

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => follow(target)));

/** @param element of a fragment that is not in the page yet */
export function scrollsWhereItMust(element: Element, label: string): void {
  element.setAttribute(SCROLLS, label);
}

/** Its content has changed: each is looked at again with the next layout. */
export function watchOverflow(root: ParentNode): void {
  root.querySelectorAll(`[${SCROLLS}]`).forEach((element) => {
    // Its own size may have stayed: only one that is observed anew is told of again.
    sizes.unobserve(element);
    sizes.observe(element);
  });
}

/** Whether this attribute is of the layout's making, and not of the content. */
export function isOfLayout(element: Element, attribute: string): boolean {
  return KEPT_HERE.has(attribute) && element.hasAttribute(SCROLLS);
}

function follow(element: Element): void {
  const overflows = element.scrollWidth > element.clientWidth;
  if (overflows === element.hasAttribute('role')) {
    return;
  }
  if (overflows) {
    element.setAttribute('tabindex', '0');
    element.setAttribute('role', 'region');
    element.setAttribute('aria-label', element.getAttribute(SCROLLS) ?? '');
  } else {
    KEPT_HERE.forEach((name) => element.removeAttribute(name));
  }
}
