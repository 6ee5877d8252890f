/*
 * Puts a popover beside the button that opened it: below where there is room, else above, and never
 * beyond the edge of the window. Popovers are in the top layer, so no scroller cuts them off.
 */

const GAP = 6;
const EDGE = 8;

export function placeBeside(panel: HTMLElement, anchor: Element): void {
  const box = anchor.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const below = innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const height = panel.scrollHeight + panel.offsetHeight - panel.clientHeight;
  const goesUp = below < height && above > below;
  const left = Math.max(EDGE, Math.min(box.left, innerWidth - panel.offsetWidth - EDGE));
  panel.style.maxHeight = `${goesUp ? above : below}px`;
  panel.style.left = `${left}px`;
  panel.style.top = goesUp ? 'auto' : `${box.bottom + GAP}px`;
  panel.style.bottom = goesUp ? `${innerHeight - box.top + GAP}px` : 'auto';
}
