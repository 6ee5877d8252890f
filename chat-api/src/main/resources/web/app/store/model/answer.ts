/* What a model says. */

import type { Signal } from '../signal';
import type { Id, Instant, ModelRef, Problem } from './values';

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
