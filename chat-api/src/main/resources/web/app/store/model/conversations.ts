/* All of a person's conversations. */

import type { Signal } from '../signal';
import type { AnswerOptions, Id, Instant, Loading, ModelRef } from './values';

/** A line of the sidebar. */
export interface Conversation {
  readonly id: Id;
  /** Null until it has one. */
  readonly title: string | null;
  readonly pinned: boolean;
  readonly model: ModelRef | null;
  readonly options: AnswerOptions;
  readonly updatedAt: Instant;
  /** An answer is being written in it: a spinner. */
  readonly running: boolean;
  /** Something ended in it that this person has not looked at: a dot. The open one never is. */
  readonly unread: boolean;
  /** Exists on this device only, until the server could be reached. */
  readonly local: boolean;
}

/** All conversations, newest first; live by the log. Grouping by pin and day is the view's. */
export interface Conversations {
  readonly items: Signal<readonly Conversation[]>;
  readonly state: Signal<Loading>;
  /** Whether older ones are still to be loaded. */
  readonly more: Signal<boolean>;
  loadMore(): Promise<void>;
  /** Again after a failure. */
  reload(): Promise<void>;
  get(id: Id): Conversation | null;
  /** At once on the screen; taken back, with a notice, where the server refuses. Null clears. */
  rename(id: Id, title: string | null): Promise<void>;
  pin(id: Id, pinned: boolean): Promise<void>;
  /** Gone from the screen at once and from the server when undoing has passed. */
  remove(id: Id): Removal;
  /** Titles first, then the text of messages that are kept on this device; at most 50. Newest first within each. */
  search(words: string): Promise<readonly Found[]>;
}

export interface Removal {
  readonly conversation: Conversation;
  /** Until then `undo` works. */
  readonly until: Instant;
  undo(): void;
}

export interface Found {
  readonly conversation: Conversation;
  /** The message that the words were found in; null where it is the title. */
  readonly messageId: Id | null;
  /** Text around the words, and where they lie in it (UTF-16 offsets: from, to). */
  readonly excerpt: string;
  readonly marks: readonly (readonly [number, number])[];
}
