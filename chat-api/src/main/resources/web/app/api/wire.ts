/* What REST sends, beside what it has in common with the stream. */

import type { ConversationBody, MessageBody, ModelName, Snapshot, Status } from '../stream/wire';

export interface ClientSetUp {
  readonly issuer?: string;
  readonly clientId: string;
  readonly scope: string;
  /** Absent: this origin. */
  readonly streamUrl?: string;
  readonly maxMessageLength: number;
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
}

export interface MessageRequest {
  readonly parentId: string | null;
  readonly text: string;
  readonly model: ModelName | null;
}

export interface AcceptedBody {
  readonly message: MessageBody;
  readonly reply: MessageBody;
  readonly generation: { readonly id: string };
}

export interface ModelOfferBody {
  readonly name: string;
  readonly title: string;
  readonly capabilities: readonly string[];
  readonly contextTokens?: number;
}

export interface ProviderBody {
  readonly id: string;
  readonly title: string;
  readonly health: 'up' | 'down';
  readonly access: 'server' | 'own-key' | 'none';
  readonly models: readonly ModelOfferBody[];
}

export interface KeyBody {
  readonly provider: string;
  readonly lastFour: string;
  readonly createdAt: string;
}
