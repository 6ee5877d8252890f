/* What can be called, and by whose key: the catalogue, and the keys that the person has left. */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { KeyBody, ProviderBody } from '../api/wire';
import type { Key, KeyPlace, Keys, Loading, Model, ModelRef, Models, Problem } from './model';
import { State } from './signal';

export class Catalogue implements Models {
  readonly items = new State<readonly Model[]>([]);
  readonly state = new State<Loading>({ kind: 'loading' });
  readonly providers = new State<readonly ProviderBody[]>([]);

  constructor(private readonly rest: Rest) {}

  get(ref: ModelRef): Model | null {
    return this.items.value.find((model) => isSame(model.ref, ref)) ?? null;
  }

  /** The first of these that can be called; else the first that can, whichever it is. While nothing is known of any, the first wish. */
  firstUsable(wished: readonly (ModelRef | null)[]): ModelRef | null {
    if (this.items.value.length === 0) {
      return wished.find((ref) => ref !== null) ?? null;
    }
    const usable = wished.map((ref) => ref && this.get(ref)).find((model) => model?.disabled === null);
    return (usable ?? this.items.value.find((model) => model.disabled === null))?.ref ?? null;
  }

  async reload(): Promise<void> {
    try {
      const { providers } = await this.rest.models();
      this.items.value = providers.flatMap(modelsOf);
      this.providers.value = providers;
      this.state.value = { kind: 'ready' };
    } catch (cause) {
      this.state.value = { kind: 'failed', problem: problemOf(cause) };
    }
  }
}

export class KeptKeys implements Keys {
  readonly items = new State<readonly KeyPlace[]>([]);
  readonly state = new State<Loading>({ kind: 'loading' });
  #keys: readonly Key[] = [];

  constructor(
    private readonly rest: Rest,
    private readonly catalogue: Catalogue,
  ) {
    catalogue.providers.subscribe(() => this.#publish());
  }

  async load(): Promise<void> {
    try {
      const [{ keys }] = await Promise.all([this.rest.keys(), this.catalogue.reload()]);
      this.#keys = keys.map(keyOf);
      this.#publish();
      this.state.value = { kind: 'ready' };
    } catch (cause) {
      this.state.value = { kind: 'failed', problem: problemOf(cause) };
    }
  }

  put(provider: string, key: string): Promise<Problem | null> {
    return this.#change(async () => {
      const kept = keyOf(await this.rest.putKey(provider, key));
      this.#keys = [...this.#keys.filter((other) => other.provider !== provider), kept];
    });
  }

  remove(provider: string): Promise<Problem | null> {
    return this.#change(async () => {
      await this.rest.deleteKey(provider);
      this.#keys = this.#keys.filter((key) => key.provider !== provider);
    });
  }

  /** A key decides which models can be called. */
  async #change(call: () => Promise<void>): Promise<Problem | null> {
    try {
      await call();
    } catch (cause) {
      return problemOf(cause);
    }
    this.#publish();
    await this.catalogue.reload();
    return null;
  }

  #publish(): void {
    const offered = this.catalogue.providers.value.map(({ id, title }) => ({ provider: id, title, key: this.#keyFor(id) }));
    const gone = this.#keys.filter((key) => !offered.some(({ provider }) => provider === key.provider));
    this.items.value = [...offered, ...gone.map((key) => ({ provider: key.provider, title: key.provider, key }))];
  }

  #keyFor(provider: string): Key | null {
    return this.#keys.find((key) => key.provider === provider) ?? null;
  }
}

export function isSame(one: ModelRef, other: ModelRef): boolean {
  return one.provider === other.provider && one.name === other.name;
}

function modelsOf(provider: ProviderBody): Model[] {
  return provider.models.map((offer) => ({
    ref: { provider: provider.id, name: offer.name },
    title: offer.title,
    providerTitle: provider.title,
    capabilities: offer.capabilities,
    contextTokens: offer.contextTokens ?? null,
    access: provider.access,
    disabled: provider.access === 'none' ? 'key-required' : provider.health === 'down' ? 'provider-down' : null,
  }));
}

function keyOf(body: KeyBody): Key {
  return { provider: body.provider, lastFour: body.lastFour, createdAt: Date.parse(body.createdAt) };
}
