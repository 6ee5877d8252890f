/* How keys are named, told apart and shown. `mod` is Cmd on Apple's machines and Ctrl elsewhere. */

export const onApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Such as `mod+shift+o`, `alt+ArrowUp`, `Escape`. */
export type Keys = string;

const SYMBOLS: Readonly<Record<string, readonly [apple: string, others: string]>> = {
  mod: ['⌘', 'Ctrl'],
  shift: ['⇧', 'Shift'],
  alt: ['⌥', 'Alt'],
  Enter: ['↵', 'Enter'],
  Escape: ['Esc', 'Esc'],
  ArrowUp: ['↑', '↑'],
  ArrowDown: ['↓', '↓'],
  Home: ['Home', 'Home'],
  End: ['End', 'End'],
};

/** Each key as it is printed on the keyboard. */
export function keyCaps(keys: Keys): readonly string[] {
  return keys.split('+').map((key) => SYMBOLS[key]?.[onApple ? 0 : 1] ?? key.toUpperCase());
}

/** For sentences. */
export function keyText(keys: Keys): string {
  return keyCaps(keys).join(onApple ? '' : '+');
}

/**
 * Whether the event is these keys. Shift is left open where the key is a sign, as `/` is typed with it
 * on many keyboards.
 */
export function isKeys(event: KeyboardEvent, keys: Keys): boolean {
  const parts = keys.split('+');
  const key = parts[parts.length - 1]!;
  const mod = onApple ? event.metaKey : event.ctrlKey;
  const other = onApple ? event.ctrlKey : event.metaKey;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes('mod') &&
    !other &&
    event.altKey === parts.includes('alt') &&
    (isSign || event.shiftKey === parts.includes('shift'))
  );
}

/** Whether the person is choosing among what an input method offers; its Enter is not ours. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
