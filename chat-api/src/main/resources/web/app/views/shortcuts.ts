/*
 * The keys that work everywhere, and those that the help lists. One table: what is not in it does
 * not work, and what works is listed.
 */

import { text } from '../text/index';
import { isComposing, isKeys, type Keys } from './keyboard';

export interface Commands {
  search(): void;
  create(): void;
  help(): void;
  sidebar(): void;
  compose(): void;
  stop(): void;
  copyAnswer(): void;
  previous(): void;
  next(): void;
}

export interface Shortcut {
  readonly keys: Keys;
  readonly label: string;
}

const everywhere: readonly (Shortcut & { readonly command: keyof Commands })[] = [
  { keys: 'mod+k', label: text.shortcuts.search, command: 'search' },
  { keys: 'mod+shift+o', label: text.shortcuts.create, command: 'create' },
  { keys: 'mod+/', label: text.shortcuts.help, command: 'help' },
  { keys: 'mod+shift+s', label: text.shortcuts.sidebar, command: 'sidebar' },
  { keys: 'shift+Escape', label: text.shortcuts.compose, command: 'compose' },
  { keys: 'mod+.', label: text.shortcuts.stop, command: 'stop' },
  { keys: 'mod+shift+c', label: text.shortcuts.copyAnswer, command: 'copyAnswer' },
  { keys: 'alt+ArrowUp', label: text.shortcuts.previous, command: 'previous' },
  { keys: 'alt+ArrowDown', label: text.shortcuts.next, command: 'next' },
];

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** For the help. */
export function shortcutGroups(sendWith: 'enter' | 'mod-enter'): readonly ShortcutGroup[] {
  const t = text.shortcuts;
  return [
    { title: t.groups.everywhere, shortcuts: [...everywhere, { keys: 'Escape', label: t.escape }] },
    {
      title: t.groups.writing,
      shortcuts: [
        { keys: sendWith === 'enter' ? 'Enter' : 'mod+Enter', label: t.send },
        { keys: sendWith === 'enter' ? 'shift+Enter' : 'Enter', label: t.line },
      ],
    },
    {
      title: t.groups.lists,
      shortcuts: [
        { keys: 'ArrowUp', label: t.previousItem },
        { keys: 'ArrowDown', label: t.nextItem },
        { keys: 'Enter', label: t.choose },
      ],
    },
  ];
}

/** Listens on the whole page. */
export function listen(commands: Commands): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isComposing(event)) {
      return;
    }
    const shortcut = everywhere.find((candidate) => isKeys(event, candidate.keys));
    if (shortcut) {
      event.preventDefault();
      commands[shortcut.command]();
    } else if (isWriting(event)) {
      // The letter itself then goes into the field.
      commands.compose();
    }
  });
}

/** Someone types while nothing that takes letters has the focus. */
function isWriting(event: KeyboardEvent): boolean {
  const focused = document.activeElement;
  return (
    event.key.length === 1 &&
    event.key !== ' ' &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !document.querySelector('dialog[open], [popover]:popover-open') &&
    (focused === document.body || focused === null || focused.matches('.thread-scroller, .main'))
  );
}
