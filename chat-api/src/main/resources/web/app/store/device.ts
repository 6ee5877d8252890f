/*
 * Small things that this device remembers in localStorage: preferences, drafts, unread marks. What
 * another tab writes is heard. Where storage is forbidden or full, they last as long as the page.
 */

import { NAME } from '../place';
import type { Unsubscribe } from './signal';

const PREFIX = `${NAME}.`;

const memory = new Map<string, string>();

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Null forgets. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) {
      memory.delete(key);
      localStorage.removeItem(PREFIX + key);
    } else {
      memory.delete(key);
      localStorage.setItem(PREFIX + key, value);
    }
  } catch {
    if (value !== null) {
      memory.set(key, value);
    }
  }
}

/** Null where there is none, or where another version left something else. */
export function recallJson<T>(key: string): Partial<T> | null {
  try {
    const value: unknown = JSON.parse(recall(key) ?? 'null');
    return typeof value === 'object' ? (value as Partial<T> | null) : null;
  } catch {
    return null;
  }
}

export function forgetAll(prefix: string): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + prefix))) {
      localStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}

/** Told when another tab has changed what lies under this key. */
export function onChangeElsewhere(key: string, listener: () => void): Unsubscribe {
  const heard = (event: StorageEvent): void => {
    if (event.key === PREFIX + key) {
      listener();
    }
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}
