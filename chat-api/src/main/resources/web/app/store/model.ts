/*
 * What the app knows, as its views see it. Views read signals and call these methods, and nothing
 * else: no view talks to the network, to storage or to the stream. Values behind signals are
 * immutable; a part that did not change is the very same object as before, so `===` tells what to draw. Types
 * alone, in one file, so that a view's author finds all there is.
 */

import type { Problem } from '../api/problem';
import type { User } from '../session/sign-in';
import type { Signal } from './signal';

export type { Problem, User };

/** A UUIDv7, made by whoever makes the thing. */
export type Id = string;

/** Milliseconds since 1970. */
export type Instant = number;

/** A value that comes from elsewhere. What was loaded stays beside a problem, and is still shown. */
export type Loading = { readonly kind: 'loading' } | { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };

// ── Who is here ──────────────────────────────────────────────────────────────────────────────────

export type Session =
  /** Not known yet; a blank page for an instant. */
  | { readonly kind: 'starting' }
  /** Show the sign-in page. `problem` says why a sign-in that was tried has failed. */
  | { readonly kind: 'signed-out'; readonly problem: Problem | null }
  | { readonly kind: 'signed-in'; readonly user: User }
  /** What was loaded stays readable; `store.signIn()` comes back to the same page. */
  | { readonly kind: 'expired'; readonly user: User };

/** How the stream stands. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** It was there and is lost; the next try is at `nextTry`, null while one is under way. */
  | { readonly kind: 'reconnecting'; readonly since: Instant; readonly nextTry: Instant | null }
  /** The browser says that there is no network. */
  | { readonly kind: 'offline'; readonly since: Instant }
  /** The gateway told this client to stay away; `store.reconnect()` tries again. */
  | { readonly kind: 'refused'; readonly problem: Problem };

// ── Conversations ────────────────────────────────────────────────────────────────────────────────

export interface ModelRef {
  readonly provider: string;
  readonly name: string;
}

/**
 * How answers are to be written; what is absent is as the provider likes. `temperature` is from 0 to 2, `maxTokens`
 * bounds an answer's length, `reasoningEffort` is `minimal`, `low`, `medium` or `high`, and `systemPrompt` is
 * said before the conversation.
 */
export interface AnswerOptions {
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly reasoningEffort?: string;
  readonly systemPrompt?: string;
}

export type OptionName = keyof AnswerOptions;

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

// ── The conversation on the screen ───────────────────────────────────────────────────────────────

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

export type Message = Question | Answer;

/** What the person said; shown as typed. */
export interface Question {
  readonly role: 'user';
  readonly id: Id;
  readonly text: string;
  readonly createdAt: Instant;
  readonly delivery: Signal<Delivery>;
  /** Takes back a message that waits or was refused; its text becomes the draft, before what is written there already. */
  withdraw(): void;
  /** Tries a refused one again. */
  sendAgain(): void;
}

export type Delivery =
  /** The server has not accepted it yet. `withdraw` works, and it is tried again by itself. */
  | { readonly kind: 'waiting'; readonly why: Wait }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Why a message is not with the server yet. */
export type Wait =
  /** It is on its way. */
  | 'sending'
  /** It is on its way for long. */
  | 'slow'
  /** The browser says that there is no network. */
  | 'offline'
  /** There is a network, and no server at its end. */
  | 'unreachable'
  /** The server answers, and cannot take it at the moment. */
  | 'unavailable'
  /** Only a new sign-in helps. */
  | 'signed-out'
  /** The answer before it is still being written. */
  | 'too-early';

/** What a model says. The object stays the same while it is being written; its signals change, at most once per frame. */
export interface Answer {
  readonly role: 'assistant';
  readonly id: Id;
  readonly generationId: Id | null;
  readonly model: ModelRef | null;
  readonly createdAt: Instant;
  readonly state: Signal<AnswerState>;
  /**
   * What was thought, called and written, in that order. More come at the end, and the last ones may go or be cut with a
   * takeover. One that did not change is the same object.
   */
  readonly parts: Signal<readonly AnswerPart[]>;
  /** Null unless another worker has taken over; the last takeover. */
  readonly takeover: Signal<Takeover | null>;
  readonly figures: Signal<AnswerFigures | null>;
  /** What it rests on, in the order of their numbers; a new array after each change. */
  readonly sources: Signal<readonly AnswerSource[]>;
  /** The markdown of its texts, for copying. Read it when it is needed: it is put together on demand. */
  text(): string;
}

export type AnswerState =
  /** Accepted; no worker has begun. Stop works. */
  | { readonly kind: 'queued'; readonly stopping: boolean }
  /** A worker is at it and there is no text yet; maybe reasoning or calls. */
  | { readonly kind: 'thinking'; readonly stopping: boolean; readonly waitsFor: WaitsFor | null }
  /** `waitsFor` where a worker that has taken over is not as far as to go on. */
  | { readonly kind: 'streaming'; readonly stopping: boolean; readonly waitsFor: WaitsFor | null }
  | { readonly kind: 'completed'; readonly finish: 'stop' | 'length' | 'content_filter' | 'other' }
  /** The text so far stays. */
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'stopped' };

/** Why nothing comes yet: the server loads the model, or the provider takes no calls for the moment. */
export type WaitsFor = 'model-loading' | 'rate-limit';

/** A page of the web. */
export interface AnswerSource {
  readonly number: number;
  /** http or https. */
  readonly url: string;
  readonly host: string;
  /** Its title; where none is known, its address as a person reads it: host and path. */
  readonly name: string;
  readonly titled: boolean;
  /** What stands for it in the answer's text, such as `[1]`. */
  readonly marks: readonly string[];
}

/** Of HTML are the blocks of a text; all else is plain text: set it as text, never as HTML. */
export type AnswerPart =
  | AnswerText
  | Reasoning
  | ToolCall
  | ToolResult
  | Attachment
  /** Of a later version: nothing that could be shown. */
  | { readonly kind: 'unknown' };

export interface AnswerText {
  readonly kind: 'text';
  /** HTML of each top-level block, safe as it comes. Unchanged blocks are the same strings. */
  readonly blocks: readonly string[];
}

export interface Reasoning {
  readonly kind: 'reasoning';
  /** Empty where nothing of it is told. */
  readonly text: string;
  readonly running: boolean;
  /** How long it took, or takes so far; null where this device was not there. */
  readonly millis: number | null;
}

export interface ToolCall {
  readonly kind: 'tool-call';
  readonly name: string;
  /** JSON as far as the model has written it. */
  readonly input: string;
  /** `other`: not known, or cut off by the answer's end. */
  readonly state: 'writing' | 'waiting' | 'running' | 'done' | 'refused' | 'other';
}

export interface ToolResult {
  readonly kind: 'tool-result';
  /** Of what was called; null where that is not known. */
  readonly name: string | null;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly failed: boolean;
}

export interface Attachment {
  readonly kind: 'attachment';
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

export interface Takeover {
  readonly worker: string;
  /** 2 for the first takeover. */
  readonly attempt: number;
  /** Whether anything of the answer was kept. */
  readonly keeps: boolean;
  /** Whether text that was shown here was taken away, by this takeover or one before it. */
  readonly lost: boolean;
  /** Whether the model began its answer again below the text that was kept. */
  readonly anew: boolean;
}

/** Time and tokens of an answer, as far as they are known. */
export interface AnswerFigures {
  readonly firstTokenMillis: number | null;
  readonly totalMillis: number | null;
  readonly tokensPerSecond: number | null;
  readonly inputTokens: number | null;
  /** Of the input, those that the provider had read before. */
  readonly cachedTokens: number | null;
  readonly outputTokens: number | null;
  /** Of the output, those that went into reasoning. */
  readonly reasoningTokens: number | null;
}

// ── Models and keys ──────────────────────────────────────────────────────────────────────────────

export interface Model {
  readonly ref: ModelRef;
  readonly title: string;
  readonly providerTitle: string;
  /** Such as `reasoning`, `images`; words that are not known are left alone. */
  readonly capabilities: readonly string[];
  readonly contextTokens: number | null;
  /** How long an answer can be. */
  readonly outputTokens: number | null;
  /** Options that it is known not to take. */
  readonly refuses: readonly OptionName[];
  readonly price: TokenPrice | null;
  readonly access: 'server' | 'own-key' | 'none';
  /** Why it cannot be chosen; null where it can. */
  readonly disabled: 'key-required' | null;
  /** Its provider failed of late. It can be called all the same. */
  readonly unhealthy: boolean;
}

/** The provider whose answers are made up, to try the system with. */
export const DEMO = 'demo';

/** For a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  /** Of input that the provider has read before; null where it is not known to be cheaper. */
  readonly cachedInput: number | null;
  /** ISO 4217. */
  readonly currency: string;
}

export interface Models {
  readonly items: Signal<readonly Model[]>;
  readonly state: Signal<Loading>;
  get(ref: ModelRef): Model | null;
  reload(): Promise<void>;
}

/** Something that a worker tries for this person, once it is left and whenever they ask. */
export interface Trial {
  /** `checking` until a worker has tried it; then what came of it. */
  readonly status: 'checking' | 'works' | 'refused' | 'unreachable';
  /** Why it does not work, or what stands in its way although it does. */
  readonly problem: Problem | null;
}

export interface Key extends Trial {
  readonly provider: string;
  readonly lastFour: string;
  readonly createdAt: Instant;
}

/** A provider for which a key can be left. */
export interface KeyPlace {
  readonly provider: string;
  readonly title: string;
  readonly key: Key | null;
}

export interface Keys {
  /** One per provider of the catalogue that takes keys, and per key that is kept; what becomes of them is heard live. */
  readonly items: Signal<readonly KeyPlace[]>;
  readonly state: Signal<Loading>;
  /** Call it when the settings open. */
  load(): Promise<void>;
  /** Null when it is kept; else why not, for the place beside the field. */
  put(provider: string, key: string): Promise<Problem | null>;
  /** Has it tried once more. */
  check(provider: string): Promise<Problem | null>;
  remove(provider: string): Promise<Problem | null>;
}

/** A server of this person's own, which only they can call. */
export interface Endpoint extends Trial {
  readonly name: string;
  /** As models name it. */
  readonly provider: string;
  readonly title: string;
  readonly baseUrl: string;
  /** Null: it is called without a key. */
  readonly lastFour: string | null;
  /** The models that the person named; empty: those of its own list. */
  readonly models: readonly string[];
  /** What its own list has. */
  readonly found: readonly string[];
}

export interface EndpointDraft {
  readonly title: string;
  readonly baseUrl: string;
  /** Null: the one that is kept stays, as long as the address does. Empty: none. */
  readonly key: string | null;
  readonly models: readonly string[];
}

export interface Endpoints {
  /** Whether the operator lets people add them; those that are kept can be seen and removed all the same. */
  readonly allowed: Signal<boolean>;
  readonly items: Signal<readonly Endpoint[]>;
  readonly state: Signal<Loading>;
  /** Call it when the settings open. */
  load(): Promise<void>;
  /** @param name null for a new one */
  put(name: string | null, draft: EndpointDraft): Promise<Problem | null>;
  /** Has it tried once more, and its list of models read. */
  check(name: string): Promise<Problem | null>;
  remove(name: string): Promise<Problem | null>;
}

// ── This device ──────────────────────────────────────────────────────────────────────────────────

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly sendWith: 'enter' | 'mod-enter';
  readonly showTiming: boolean;
  readonly expandReasoning: boolean;
  readonly sidebarOpen: boolean;
  /** For new conversations; null: the one that was chosen last. */
  readonly model: ModelRef | null;
  /** In whichever conversation; null until one was. */
  readonly lastModel: ModelRef | null;
}

/** A failure that has no place of its own on the screen. */
export interface Notice {
  readonly id: number;
  /** What was tried, for the choice of the sentence. */
  readonly about: 'rename' | 'pin' | 'remove' | 'stop' | 'sign-in';
  readonly problem: Problem;
}

export interface Limits {
  /** UTF-16 code units of a message. */
  readonly messageLength: number;
}

// ── All of it ────────────────────────────────────────────────────────────────────────────────────

/** One person at this page, from when it is known who they are until they sign out. */
export interface Visit {
  readonly user: User;
  readonly conversations: Conversations;
  readonly models: Models;
  readonly keys: Keys;
  readonly endpoints: Endpoints;
  /** The conversation on the screen; null where another view is. */
  readonly open: Signal<WritableConversation | null>;

  /** Shows the conversation of this id; `/c/<id>`. The present one stays if it is that. */
  show(id: Id): WritableConversation;
  /** Shows a new one, which exists nowhere until something is sent; then go to `/c/<its id>`. Its draft is kept too. */
  showNew(): WritableConversation;
  /** Shows none (settings, 404). */
  showNone(): void;
}

export interface Store {
  readonly session: Signal<Session>;
  /** Null while nobody is known to be here; never null while the session is `signed-in` or `expired`. */
  readonly visit: Signal<Visit | null>;
  readonly connection: Signal<Connection>;
  readonly limits: Signal<Limits>;
  readonly preferences: Signal<Preferences>;
  readonly notices: Signal<readonly Notice[]>;

  /** Goes to the provider's page and comes back to the present address. */
  signIn(): Promise<void>;
  /** Here and at the provider; forgets what this device has kept. */
  signOut(): Promise<void>;
  /** At once, without waiting for the next try. */
  reconnect(): void;

  setPreferences(change: Partial<Preferences>): void;
  dismiss(notice: Notice): void;
}
