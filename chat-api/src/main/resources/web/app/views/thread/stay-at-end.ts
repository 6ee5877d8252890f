/*
 * Keeps a scroller at its end while text arrives, for as long as its reader wants that. Three pixels
 * up, by whatever means, let go; reaching the end again, or `jump`, takes hold. Nothing else moves
 * the page: neither the end of an answer nor a message that comes.
 */

import { State, type Signal } from '../../store/signal';

/** Pixels; less than this is rounding and no wish. */
const INTENT = 3;

/** Pixels from the end that still are the end. */
const END = 2;

const KEYS_UP: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home']);

export class StayAtEnd {
  readonly #attached = new State(true);
  readonly #resizes = new ResizeObserver(() => this.#follow());
  readonly #stop = new AbortController();
  #lastTop = 0;
  #touchedAt = 0;

  /** @param content what grows inside of the scroller */
  constructor(
    private readonly scroller: HTMLElement,
    content: HTMLElement,
  ) {
    const options = { passive: true, signal: this.#stop.signal };
    scroller.addEventListener('scroll', () => this.#scrolled(), options);
    // These say what is wanted before anything has moved; a scroll that begins slowly would lose against the next token.
    scroller.addEventListener('wheel', (event) => event.deltaY < 0 && this.#letGo(), options);
    scroller.addEventListener('touchstart', (event) => (this.#touchedAt = event.touches[0]?.clientY ?? 0), options);
    scroller.addEventListener('touchmove', (event) => (event.touches[0]?.clientY ?? 0) - this.#touchedAt >= INTENT && this.#letGo(), options);
    scroller.addEventListener('keydown', (event) => KEYS_UP.has(event.key) && this.#letGo(), options);
    scroller.addEventListener('keydown', (event) => this.#goToEnd(event), { signal: this.#stop.signal });
    this.#resizes.observe(content);
    this.#resizes.observe(scroller);
    this.#follow();
  }

  get attached(): Signal<boolean> {
    return this.#attached;
  }

  jump(): void {
    this.#attached.value = true;
    this.#follow();
  }

  /** Someone wants to look at a place that is not the end. */
  release(): void {
    this.#attached.value = false;
  }

  disconnect(): void {
    this.#stop.abort();
    this.#resizes.disconnect();
  }

  #follow(): void {
    if (this.#attached.value) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
      this.#lastTop = this.scroller.scrollTop;
    }
  }

  #letGo(): void {
    if (this.scroller.scrollTop > 0) {
      this.#attached.value = false;
    }
  }

  /** The browser would scroll to where the end was when the key went down; text that comes meanwhile would leave it short of the end. */
  #goToEnd(event: KeyboardEvent): void {
    if (event.key === 'End' && event.target === this.scroller) {
      event.preventDefault();
      this.jump();
    }
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const left = scrollHeight - clientHeight - scrollTop;
    if (left > END && scrollTop <= this.#lastTop - INTENT) {
      this.#attached.value = false;
    } else if (left <= END && scrollTop > this.#lastTop) {
      this.#attached.value = true;
    }
    this.#lastTop = scrollTop;
  }
}
