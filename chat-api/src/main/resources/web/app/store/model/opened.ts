/* The conversation on the screen. */

import type { Signal } from '../signal';
import type { Answer } from './answer';
import type { Conversation } from './conversations';
import type { Message, Question } from './message';
import type { AnswerOptions, Id, ModelRef, Problem } from './values';

export type OpenState =
  /** Nothing to show yet: skeletons. */
  | { readonly kind: 'loading' }
  /** `stale`: from this device's cache, the server has not answered yet or cannot be reached. */
  | { readonly kind: 'ready'; readonly stale: boolean }
  /** New, not written to: the empty state. */
  | { readonly kind: 'empty' }
  /** There is none under this id: the 404 view. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** A conversation to be read, and nothing else: all that a page needs on which nobody can write. */
export interface ReadableConversation {
  readonly id: Id;
  readonly state: Signal<OpenState>;
  /** Its line of the sidebar; null while it is new and nothing was sent. */
  readonly conversation: Signal<Conversation | null>;
  /** The shown path through the tree, oldest first. Changes when messages come or go, not while one is being written. */
  readonly messages: Signal<readonly Message[]>;
  /** Whether earlier messages are not in `messages` yet. */
  readonly hasOlder: Signal<boolean>;
  loadOlder(): Promise<void>;
  /** The answer that is being written; null when nothing runs. */
  readonly running: Signal<Answer | null>;
  /** Again after a failure. */
  reload(): Promise<void>;
}

/** A conversation that this person also writes in. */
export interface WritableConversation extends ReadableConversation {
  /** What is in the composer; survives a reload, per conversation. */
  readonly draft: Signal<string>;
  setDraft(text: string): void;
  /**
   * What the next message is answered by: what the person chose, whatever has become of it, and where nobody
   * chose, what can be called; null until the catalogue is there, or where nothing can.
   */
  readonly model: Signal<ModelRef | null>;
  /** For this conversation, on every device; a new one takes it along with its first message. */
  setModel(model: ModelRef): void;
  /** How the next answers are to be written, as set; what the model does not take is left out when it is sent. */
  readonly options: Signal<AnswerOptions>;
  /**
   * All of them at once; seen at once, and kept on this device until the server has them. Null when they stand;
   * else why the server refuses them, and then what stood before stands again.
   */
  setOptions(options: AnswerOptions): Promise<Problem | null>;
  /**
   * Sends the draft, or the text that is given, and empties the draft in the same instant, so that
   * a double click sends once. The message is on the screen when this returns, and is kept on this
   * device until the server has it.
   */
  send(text?: string): Sending;
  /** A message that the server has not accepted; `stop` takes it back. */
  readonly unsent: Signal<Question | null>;
  /** Stops what runs, also before its first token; else takes back what is not accepted yet, whose text becomes the draft. */
  stop(): void;
  /**
   * Asks anew for a failed, stopped or finished answer: the same question as a new branch, which is shown instead.
   * Changes nothing while an answer is being written or a message is not with the server yet.
   */
  retry(answerId: Id): void;
}

/**
 * What came of sending. All but `sent` change nothing: `busy` (an answer is being written), `unsent` (the message before
 * is not with the server yet), `no-model` (nothing is offered that could answer; `models.reload()` looks again).
 */
export type Sending = 'sent' | 'empty' | 'too-long' | 'busy' | 'unsent' | 'no-model';
