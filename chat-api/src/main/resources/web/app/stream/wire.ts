/*
 * The stream protocol, version 2, as types (docs/protocol.md of Holdfast). Frames and events may have
 * more fields than are named here, and there may be more types: what is not known is passed on or left
 * alone, and never an error.
 */

/** An RFC 9457 problem document. */
export interface ProblemDocument {
  readonly type: string;
  readonly slug: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly field?: string;
  readonly retryAfterSeconds?: number;
  readonly instance?: string;
}

export interface ModelName {
  readonly provider: string;
  readonly name: string;
}

/** How answers are to be written; what is absent is as the provider likes. */
export interface OptionsBody {
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly reasoningEffort?: string;
  readonly systemPrompt?: string;
}

export interface ConversationBody {
  readonly id: string;
  readonly title?: string | null;
  readonly titledBy?: string;
  readonly pinned: boolean;
  readonly model?: ModelName | null;
  readonly options?: OptionsBody | null;
  readonly updatedAt: string;
}

export type Status = 'queued' | 'running' | 'completed' | 'failed' | 'stopped';

export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedTokens?: number;
}

export interface Timing {
  readonly firstTokenMillis?: number;
  readonly totalMillis?: number;
}

/** What is said in a message. */
export interface Content {
  /** In the order in which they were thought, called and written. */
  readonly parts: readonly Part[];
  /** What the text rests on, in the order of their numbers. */
  readonly citations?: readonly Citation[];
}

/** A position in a content: so many parts, and so much of the last of them. */
export interface Mark {
  readonly parts: number;
  readonly length: number;
}

export interface TextPart {
  readonly type: 'text';
  /** As typed by the user, or the provider's markdown. */
  readonly text: string;
  /** The HTML of each top-level block; absent for what a user typed. */
  readonly html?: readonly string[];
}

/** A vendor's state of what its model thought; for the vendor alone. */
export interface Opaque {
  readonly vendor: string;
  readonly state: Readonly<Record<string, unknown>>;
}

export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
  readonly opaque?: Opaque;
}

/** How far a tool call has come, in this order; there may be other words. */
export const TOOL_STATES = ['writing', 'waiting', 'running', 'done', 'refused', 'other'] as const;
export type ToolState = (typeof TOOL_STATES)[number];

export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly callId: string;
  readonly name: string;
  /** JSON as the model wrote it; not a whole document while it is arriving. */
  readonly input: string;
  readonly state: ToolState;
}

export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly callId: string;
  readonly parts: readonly Part[];
  readonly failed: boolean;
}

export interface AttachmentPart {
  readonly type: 'attachment';
  readonly reference: string;
  readonly mediaType: string;
  readonly name: string;
  readonly bytes: number;
}

/** Of a later version; kept as it came. */
export interface UnrecognisedPart {
  readonly type: 'unrecognised';
}

/** The type of a part of a later version is another word; `isKnown` tells. */
export type Part = TextPart | ReasoningPart | ToolCallPart | ToolResultPart | AttachmentPart | UnrecognisedPart;

interface OfPart {
  /** Index of the part; the number of parts, where the piece opens a new one. */
  readonly part: number;
}

interface Grows extends OfPart {
  /** Length of the part before it, in UTF-16 code units. */
  readonly from: number;
}

export interface TextPiece extends Grows {
  readonly type: 'text';
  readonly text?: string;
  readonly html?: readonly HtmlPatch[];
}

export interface ReasoningPiece extends Grows {
  readonly type: 'reasoning';
  readonly text?: string;
  /** The whole of it; the first that is said stands. */
  readonly opaque?: Opaque;
}

export interface ToolCallPiece extends Grows {
  readonly type: 'tool-call';
  /** Said, as `name`, by the piece that opens the part. */
  readonly callId?: string;
  readonly name?: string;
  readonly input?: string;
  readonly state?: ToolState;
}

export type Piece =
  | TextPiece
  | ReasoningPiece
  | ToolCallPiece
  | (ToolResultPart & OfPart)
  | (AttachmentPart & OfPart)
  | (UnrecognisedPart & OfPart);

/** A page that a content rests on; nothing in it is checked but by whoever shows it. */
export interface Citation {
  /** Tells it from the content's other citations; 1, 2, …, perhaps with gaps. */
  readonly number: number;
  readonly url: string;
  readonly title?: string;
  /** What stands for it in the text, such as `[1]`. */
  readonly marks?: readonly string[];
  /** The stretches of text that rest on it. */
  readonly spans?: readonly Span[];
}

/** From one place of the text part with this index to before another, in UTF-16 code units. */
export interface Span {
  readonly part: number;
  readonly from: number;
  readonly to: number;
}

export interface MessageBody {
  readonly id: string;
  readonly parentId?: string | null;
  readonly role: 'user' | 'assistant';
  readonly content: Content;
  readonly model?: ModelName | null;
  readonly status: Status;
  readonly generationId?: string | null;
  readonly usage?: Usage;
  readonly finishReason?: string;
  readonly timing?: Timing;
  readonly problem?: ProblemDocument;
  readonly createdAt: string;
}

/** Block `block` becomes the first `keep` UTF-16 code units of its HTML, followed by `add`. */
export interface HtmlPatch {
  readonly block: number;
  readonly keep: number;
  readonly add?: string;
}

interface Numbered {
  /** Rises among a user's events that have one, in the order of the log; see `Sequence`. */
  readonly sequence?: number;
}

interface Of<T extends string> extends Numbered {
  readonly type: T;
  readonly conversationId: string;
  readonly at: string;
}

interface OfRun {
  readonly generationId: string;
  readonly attempt: number;
  readonly run?: string;
}

export type ConversationEvent = Of<'conversation.created' | 'conversation.updated' | 'conversation.deleted'> & {
  readonly conversation: ConversationBody;
};

export type MessageAppended = Of<'message.appended'> & { readonly message: MessageBody };

export type Queued = Of<'generation.queued'> & {
  readonly generationId: string;
  readonly messageId: string;
  readonly model: ModelName;
};

export type Started = Of<'generation.started'> & OfRun & { readonly worker: string; readonly keeps?: Mark };

/**
 * `beat` is 1, 2, … in each run; absent where its writer does not count. `waitsFor` is why nothing is
 * said, `model-loading` or `rate-limit`; absent where there is nothing to tell.
 */
export type Alive = Of<'generation.alive'> & OfRun & { readonly beat?: number; readonly waitsFor?: string };

/** The run goes no further, and the answer is not at its end: another worker is to go on. */
export type Released = Of<'generation.released'> & OfRun;

export type Progressed = Of<'generation.progressed'> &
  OfRun & {
    readonly pieces: readonly Piece[];
    /** What is new of them. */
    readonly citations?: readonly Citation[];
    /** The model was asked to go on, and begins its answer again with this text instead. */
    readonly anew?: boolean;
  };

export type End = 'completed' | 'failed' | 'stopped';

/** What came of a generation, however it ended. */
export interface Result {
  readonly content: Content;
  readonly usage?: Usage;
  readonly finishReason?: string;
  readonly timing?: Timing;
}

export type Ended = Of<'generation.ended'> &
  OfRun & {
    readonly end: End;
    /** Why it failed. */
    readonly problem?: ProblemDocument;
    readonly result: Result;
  };

export type GenerationEvent = Queued | Started | Alive | Released | Progressed | Ended;

/** A key of the user's own was tried; about no conversation. */
export interface KeyChecked extends Numbered {
  readonly type: 'key.checked';
  readonly at: string;
  readonly provider: string;
  readonly version: number;
  readonly outcome: 'works' | 'refused' | 'unreachable';
  readonly problem?: ProblemDocument;
}

/** An endpoint of the user's own was tried; about no conversation. */
export interface EndpointChecked extends Omit<KeyChecked, 'type'> {
  readonly type: 'endpoint.checked';
  /** Those of its own list; empty where it has none. */
  readonly models: readonly ModelOffer[];
}

/** A model as whoever serves it says. */
export interface ModelOffer {
  readonly name: string;
  readonly title: string;
  readonly capabilities: readonly string[];
  readonly contextTokens?: number;
  readonly outputTokens?: number;
  /** Absent: not known, and all are let through. */
  readonly options?: readonly string[];
  readonly price?: Price;
}

/** For a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cachedInput?: number;
  readonly currency: string;
}

export type LogEvent = ConversationEvent | MessageAppended | GenerationEvent | KeyChecked | EndpointChecked;

/** The state of a running generation at a cursor. */
export interface Snapshot {
  readonly generationId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly run?: string;
  readonly status: Status;
  readonly content: Content;
}

export type ServerFrame =
  | { readonly type: 'welcome'; readonly cursor: string; readonly resumed: boolean }
  | { readonly type: 'events'; readonly cursor: string; readonly events: readonly LogEvent[] }
  | { readonly type: 'snapshot'; readonly cursor: string; readonly generation: Snapshot }
  | { readonly type: 'reset'; readonly reason: string; readonly cursor: string }
  | { readonly type: 'error'; readonly problem: ProblemDocument }
  | { readonly type: 'pong'; readonly cursor?: string };

export type ClientFrame =
  | { readonly type: 'resume'; readonly cursor: string | null; readonly watch: readonly string[] }
  | { readonly type: 'watch'; readonly conversations: readonly string[] }
  | { readonly type: 'ping' };

export function isEnded(event: LogEvent): event is Ended {
  return event.type === 'generation.ended';
}

/** False for the other families, and for types of a later version. */
export function isGenerationEvent(event: LogEvent): event is GenerationEvent {
  switch (event.type) {
    case 'generation.queued':
    case 'generation.started':
    case 'generation.alive':
    case 'generation.released':
    case 'generation.progressed':
    case 'generation.ended':
      return true;
    default:
      return false;
  }
}
