/* What REST sends, beside what it has in common with the stream. */

import type { ConversationBody, MessageBody, ModelName, ModelOffer, OptionsBody, ProblemDocument, Snapshot, Status } from '../stream/wire';

export interface ClientSetUp {
  readonly issuer?: string;
  readonly clientId: string;
  readonly scope: string;
  /** Absent: this origin. */
  readonly streamUrl?: string;
  readonly maxMessageLength: number;
  /** Absent: they are not. */
  readonly endpointsAllowed?: boolean;
}

export interface RunningBody {
  readonly generationId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly status: Status;
  readonly attempt: number;
  readonly run?: string;
}

/** `running` is on the first page only, and `cursor` too. */
export interface OverviewBody {
  readonly conversations: readonly ConversationBody[];
  readonly next?: string;
  readonly running?: readonly RunningBody[];
  readonly cursor?: string;
}

export interface HistoryBody {
  readonly conversation: ConversationBody;
  readonly messages: readonly MessageBody[];
  readonly generations: readonly Snapshot[];
  readonly cursor: string;
}

export interface ConversationChange {
  readonly title?: string | null;
  /** Who made the title; `user` where it is left out. One of `first-words` never replaces a better one. */
  readonly titledBy?: 'user' | 'first-words';
  readonly pinned?: boolean;
  readonly model?: ModelName | null;
  /** Taken as a whole; null: none are set. */
  readonly options?: OptionsBody | null;
}

export interface MessageRequest {
  readonly parentId: string | null;
  readonly text: string;
  readonly model: ModelName | null;
  /** Null: those of the conversation. */
  readonly options: OptionsBody | null;
}

export interface AcceptedBody {
  readonly message: MessageBody;
  readonly reply: MessageBody;
  readonly generation: { readonly id: string };
}

export interface ProviderBody {
  readonly id: string;
  readonly title: string;
  readonly health: 'up' | 'down';
  readonly access: 'server' | 'own-key' | 'none';
  /** Whether a key of the user's own is of use here. */
  readonly takesKeys: boolean;
  readonly models: readonly ModelOffer[];
}

export interface KeyBody {
  readonly provider: string;
  readonly lastFour: string;
  readonly createdAt: string;
  readonly status: 'checking' | 'works' | 'refused' | 'unreachable';
  readonly checkedAt?: string;
  readonly problem?: ProblemDocument;
}

/** A server of the user's own. */
export interface EndpointBody {
  readonly name: string;
  /** As messages name it. */
  readonly provider: string;
  readonly title: string;
  readonly baseUrl: string;
  /** Absent: it is called without a key. */
  readonly lastFour?: string;
  /** The names that the user gave; empty: those of its own list. */
  readonly models: readonly string[];
  /** In its own list, when it was last tried. */
  readonly found: readonly string[];
  readonly status: 'checking' | 'works' | 'refused' | 'unreachable';
  readonly problem?: ProblemDocument;
}

export interface EndpointRequest {
  readonly title: string;
  readonly baseUrl: string;
  /** Left out: the one that is kept stays, unless the address is another. Empty: none. */
  readonly key?: string;
  readonly models: readonly string[];
}
