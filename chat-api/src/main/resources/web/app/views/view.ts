/*
 * What every component of this app is: a Lit element in the light DOM that draws itself anew when a
 * signal that it read changes.
 *
 * Light DOM on purpose: labels, headings and ids reach across components as assistive technology
 * expects, one sheet styles the server's HTML and ours, and the page's own search finds all text.
 * What shadow roots would give, styles that do not leak, the class names give well enough here.
 */

import { LitElement } from 'lit';
import type { Signal, Unsubscribe } from '../store/signal';

export abstract class View extends LitElement {
  #heard = new Map<Signal<unknown>, Unsubscribe>();
  #read: Set<Signal<unknown>> | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** The signal's value. Read while drawing, it also makes this view draw again when it changes. */
  protected watch<T>(signal: Signal<T>): T {
    this.#read?.add(signal);
    if (this.#read && !this.#heard.has(signal)) {
      this.#heard.set(signal, signal.subscribe(() => this.requestUpdate()));
    }
    return signal.value;
  }

  /** At once, where what comes next needs the elements: the focus, a measure. */
  protected drawNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) {
      // Drawn already, at once: nothing is read now, and yet everything is still to be heard.
      return;
    }
    const read = new Set<Signal<unknown>>();
    this.#read = read;
    try {
      super.performUpdate();
    } finally {
      this.#read = null;
    }
    for (const [signal, unsubscribe] of this.#heard) {
      if (!read.has(signal) || !this.isConnected) {
        unsubscribe();
        this.#heard.delete(signal);
      }
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.requestUpdate();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const unsubscribe of this.#heard.values()) {
      unsubscribe();
    }
    this.#heard.clear();
  }
}
