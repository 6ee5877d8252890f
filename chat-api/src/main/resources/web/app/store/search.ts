/* Finds words in titles, and in the messages that this device keeps. All words must be there, in any order and case. */

import { textOf } from '../stream/index';
import type { KeptThread } from './database';
import type { Conversation, Found } from './model';

const MOST = 50;
/** UTF-16 code units around the first word that was found. */
const BEFORE = 40;
const LENGTH = 160;

export function search(words: string, conversations: readonly Conversation[], threads: readonly KeptThread[]): readonly Found[] {
  const sought = words.toLocaleLowerCase().split(/\s+/u).filter((word) => word !== '');
  if (sought.length === 0) {
    return [];
  }
  const kept = new Map(threads.map((thread) => [thread.id, thread]));
  const titles = conversations.flatMap((conversation) => inTitle(conversation, sought));
  const titled = new Set(titles.map(({ conversation }) => conversation.id));
  const texts = conversations
    .filter(({ id }) => !titled.has(id))
    .flatMap((conversation) => inMessages(conversation, kept.get(conversation.id), sought));
  return [...titles, ...texts].slice(0, MOST);
}

function inTitle(conversation: Conversation, sought: readonly string[]): Found[] {
  const title = conversation.title ?? '';
  return hasAll(title, sought) ? [{ conversation, messageId: null, excerpt: title, marks: marksIn(title, sought) }] : [];
}

/** The newest message that has them; one is enough to know the conversation by. */
function inMessages(conversation: Conversation, thread: KeptThread | undefined, sought: readonly string[]): Found[] {
  const message = thread?.messages.findLast(({ content }) => hasAll(textOf(content), sought));
  if (message === undefined) {
    return [];
  }
  const excerpt = excerptOf(textOf(message.content), sought);
  return [{ conversation, messageId: message.id, excerpt, marks: marksIn(excerpt, sought) }];
}

function hasAll(text: string, sought: readonly string[]): boolean {
  const lower = text.toLocaleLowerCase();
  return sought.every((word) => lower.includes(word));
}

function excerptOf(text: string, sought: readonly string[]): string {
  const flat = text.replace(/\s+/gu, ' ');
  const lower = flat.toLocaleLowerCase();
  const first = Math.min(...sought.map((word) => lower.indexOf(word)).filter((at) => at >= 0), flat.length);
  const from = Math.max(0, first - BEFORE);
  const cut = flat.slice(from, from + LENGTH);
  return `${from > 0 ? '…' : ''}${cut}${from + LENGTH < flat.length ? '…' : ''}`;
}

/** In order and without overlap. A text whose lower case has another length has no marks rather than wrong ones. */
function marksIn(text: string, sought: readonly string[]): readonly (readonly [number, number])[] {
  const lower = text.toLocaleLowerCase();
  if (lower.length !== text.length) {
    return [];
  }
  const found = sought.flatMap((word) => occurrences(lower, word)).sort(([one], [other]) => one - other);
  const marks: [number, number][] = [];
  for (const [from, to] of found) {
    const last = marks.at(-1);
    if (last !== undefined && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else {
      marks.push([from, to]);
    }
  }
  return marks;
}

function occurrences(text: string, word: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    found.push([at, at + word.length]);
  }
  return found;
}
