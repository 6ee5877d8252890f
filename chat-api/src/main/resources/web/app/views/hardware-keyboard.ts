/*
 * Whether someone types on a keyboard of keys, where Enter sends, or on one of glass, where it is the only
 * way to a new line. Browsers do not say. A mouse or a pad as the main pointer means a desk. Elsewhere, on
 * tablets and phones with a keyboard beside them, keys tell that keyboards of glass do not have; and while
 * one of glass is shown, it is that, as it takes much of the height.
 */

import { State, type Signal } from '../store/signal';
import { FINE_POINTER } from './pointer';

/** A pad or a mouse beside a touchscreen; a pen counts too, which is why it does not decide alone. */
const SECOND_POINTER = matchMedia('(any-pointer: fine) and (any-hover: hover)');

const ONLY_OF_HARDWARE: ReadonlySet<string> = new Set([
  'Tab',
  'Escape',
  'Control',
  'Meta',
  'Alt',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** Pixels; bars of browsers that come and go are lower, keyboards are not. */
const KEYBOARD_OF_GLASS = 150;

const present = new State(FINE_POINTER.matches || SECOND_POINTER.matches);
/** By the width of the page, which is another one when the device is turned. */
const tallest = new Map<number, number>();

/** Changes with what is typed on. */
export const hardwareKeyboard: Signal<boolean> = present;

/** Listens on the whole page. */
export function watchKeyboard(): void {
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.isTrusted && ONLY_OF_HARDWARE.has(event.key)) {
        judge(true);
      }
    },
    { capture: true },
  );
  FINE_POINTER.addEventListener('change', () => judge(SECOND_POINTER.matches));
  SECOND_POINTER.addEventListener('change', () => judge(SECOND_POINTER.matches));
  (window.visualViewport ?? window).addEventListener('resize', () => judge(present.value));
  judge(present.value);
}

function judge(seen: boolean): void {
  present.value = FINE_POINTER.matches || (seen && !isGlassShown());
}

function isGlassShown(): boolean {
  const { innerWidth } = window;
  const height = window.visualViewport?.height ?? window.innerHeight;
  const most = Math.max(tallest.get(innerWidth) ?? 0, height);
  tallest.set(innerWidth, most);
  return most - height > KEYBOARD_OF_GLASS;
}
