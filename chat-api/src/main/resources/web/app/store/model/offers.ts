/* Models, and what a person has left to call them with. */

import type { Signal } from '../signal';
import type { Instant, Loading, ModelRef, OptionName, Problem } from './values';

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
