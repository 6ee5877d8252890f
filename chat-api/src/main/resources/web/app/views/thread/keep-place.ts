/*
 * Where a reader is in a long page, in terms of what they see: this element, that far below the top.
 * Put back after something above it has changed. Where the browser has kept the place itself, putting it back does nothing.
 */

export class Place {
  private constructor(
    private readonly scroller: HTMLElement,
    private readonly element: HTMLElement,
    private readonly distance: number,
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
}
