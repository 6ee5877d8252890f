/* What the search palette offers: things to do, and conversations to go to. */

import type { TemplateResult } from 'lit';
import type { Conversation, Found } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { icons } from '../icons';
import { keyText } from '../keyboard';
import { paths } from '../router';

export interface Entry {
  readonly icon: TemplateResult;
  readonly title: string;
  /** What surrounds the words that were found, and where they lie in it; null for a title. */
  readonly found: Found | null;
  readonly keys: string | null;
  readonly run: () => void;
}

export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** Those whose name begins with one of the words; all, where there are none. */
export function commands(words: string): readonly Entry[] {
  const { router, openOptions, openShortcuts, store } = context();
  const nextTheme = document.documentElement.matches('[data-theme="dark"]') ? 'light' : 'dark';
  const all: readonly Entry[] = [
    { icon: icons.create, title: text.sidebar.create, found: null, keys: keyText('mod+shift+o'), run: () => router.go(paths.home) },
    ...(visit().open.value === null ? [] : [{ icon: icons.options, title: text.options.title, found: null, keys: null, run: () => openOptions() }]),
    { icon: icons.settings, title: text.sidebar.settings, found: null, keys: null, run: () => router.go(paths.settings) },
    { icon: icons.keyboard, title: text.sidebar.shortcuts, found: null, keys: keyText('mod+/'), run: openShortcuts },
    { icon: icons.theme, title: text.search.theme[nextTheme], found: null, keys: null, run: () => store.setPreferences({ theme: nextTheme }) },
  ];
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ title }) => wanted.every((word) => title.toLowerCase().includes(word)));
}

export function recent(conversation: Conversation): Entry {
  return {
    icon: icons.chat,
    title: conversation.title ?? text.titles.untitled,
    found: null,
    keys: null,
    run: () => context().router.go(paths.conversation(conversation.id)),
  };
}

export function foundEntry(found: Found): Entry {
  return { ...recent(found.conversation), found, run: () => context().router.go(paths.conversation(found.conversation.id, found.messageId)) };
}
