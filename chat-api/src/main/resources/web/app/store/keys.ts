/* The keys that the person has left with the service, each beside the provider that it is for. */

import type { Rest } from '../api/rest';
import type { KeyBody } from '../api/wire';
import type { Key, KeyPlace, Keys, Problem } from './model';
import type { Catalogue } from './models';
import { State } from './signal';
import { Trials } from './trials';

export class KeptKeys implements Keys {
  readonly items = new State<readonly KeyPlace[]>([]);
  readonly #keys: Trials<Key>;

  constructor(
    private readonly rest: Rest,
    private readonly catalogue: Catalogue,
  ) {
    this.#keys = new Trials(async () => (await rest.keys()).keys.map(keyOf));
    this.#keys.items.subscribe(() => this.#publish());
    catalogue.providers.subscribe(() => this.#publish());
  }

  get state() {
    return this.#keys.state;
  }

  end(): void {
    this.#keys.end();
  }

  async load(): Promise<void> {
    await Promise.all([this.#keys.load(), this.catalogue.reload()]);
  }

  put(provider: string, key: string): Promise<Problem | null> {
    return this.#replace(() => this.rest.putKey(provider, key));
  }

  check(provider: string): Promise<Problem | null> {
    return this.#replace(() => this.rest.checkKey(provider));
  }

  async remove(provider: string): Promise<Problem | null> {
    const problem = await this.#keys.change(async () => {
      await this.rest.deleteKey(provider);
      return (keys) => keys.filter((key) => key.provider !== provider);
    });
    await this.catalogue.reload();
    return problem;
  }

  async #replace(call: () => Promise<KeyBody>): Promise<Problem | null> {
    const problem = await this.#keys.change(async () => {
      const kept = keyOf(await call());
      return (keys) => [...keys.filter((key) => key.provider !== kept.provider), kept];
    });
    // A key decides which models can be called.
    await this.catalogue.reload();
    return problem;
  }

  #publish(): void {
    const keys = this.#keys.items.value;
    const { value: providers } = this.catalogue.providers;
    const places = providers.map(({ id, title, takesKeys }) => ({ title, takesKeys, provider: id, key: keys.find((key) => key.provider === id) ?? null }));
    const gone = keys.filter((key) => !providers.some(({ id }) => id === key.provider));
    this.items.value = [
      ...places.filter(({ key, takesKeys }) => takesKeys || key !== null).map(({ provider, title, key }) => ({ provider, title, key })),
      ...gone.map((key) => ({ provider: key.provider, title: key.provider, key })),
    ];
  }
}

function keyOf({ provider, lastFour, createdAt, status, problem }: KeyBody): Key {
  return { provider, lastFour, createdAt: Date.parse(createdAt), status, problem: problem ?? null };
}
