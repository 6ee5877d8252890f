/* What was asked, and how it arrives. */

import type { Signal } from '../signal';
import type { Answer } from './answer';
import type { Id, Instant, Problem } from './values';

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
