/*
 * Where a reader is in a long page, in terms of what they see: this element, that far below the top.
 * Put back after something above it has changed, and for a while after: a message has its true height
 * only when it comes near the screen, so what came above goes on growing. The browser would keep a
 * place too, but of any message that can be seen, while its neighbours move.
 */

/** Milliseconds until what came is sure to have its true height. */
const SETTLED = 1500;

export class Place {
  private constructor(
    private readonly scroller: HTMLElement,
    private readonly element: HTMLElement,
    private distance: number,
  ) {}

  /** @param elements in their order down the page; null where none of them can be seen */
  static of(scroller: HTMLElement, elements: Iterable<HTMLElement>): Place | null {
    const top = scroller.getBoundingClientRect().top;
    for (const element of elements) {
      const box = element.getBoundingClientRect();
      if (box.bottom > top) {
        return new Place(scroller, element, box.top - top);
      }
    }
    return null;
  }

  restore(): void {
    const now = this.element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    if (now !== this.distance) {
      this.scroller.scrollTop += now - this.distance;
    }
  }

  /**
   * Restores it whenever the content changes its size, until that has settled; who scrolls takes the place along.
   *
   * @param content what grows inside of the scroller
   * @param wanted asked before each time; false ends it
   * @returns ends it
   */
  hold(content: HTMLElement, wanted: () => boolean): () => void {
    const { scroller } = this;
    let top = scroller.scrollTop;
    const scrolled = (): void => {
      this.distance += top - scroller.scrollTop;
      top = scroller.scrollTop;
    };
    const sizes = new ResizeObserver(() => {
      if (!this.element.isConnected || !wanted()) {
        release();
        return;
      }
      this.restore();
      top = scroller.scrollTop;
    });
    const release = (): void => {
      clearTimeout(timer);
      sizes.disconnect();
      scroller.removeEventListener('scroll', scrolled);
      scroller.style.overflowAnchor = '';
    };
    const timer = setTimeout(release, SETTLED);
    scroller.style.overflowAnchor = 'none';
    scroller.addEventListener('scroll', scrolled, { passive: true });
    sizes.observe(content);
    return release;
  }
}
