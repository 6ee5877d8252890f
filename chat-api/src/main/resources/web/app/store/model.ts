/*
 * What the app knows, as its views see it. Views read signals and call these methods, and nothing
 * else: no view talks to the network, to storage or to the stream. Values behind signals are
 * immutable; a part that did not change is the very same object as before, so `===` tells what to draw. Types
 * alone, and whatever a view may name is exported here, so that its author finds all there is.
 */

import type { Conversations } from './model/conversations';
import type { Limits, Notice, Preferences } from './model/device';
import type { Endpoints, Keys, Models } from './model/offers';
import type { WritableConversation } from './model/opened';
import type { Connection, Session } from './model/session';
import type { Id, User } from './model/values';
import type { Signal } from './signal';

export * from './model/values';
export * from './model/session';
export * from './model/conversations';
export * from './model/opened';
export * from './model/message';
export * from './model/answer';
export * from './model/offers';
export * from './model/device';

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
