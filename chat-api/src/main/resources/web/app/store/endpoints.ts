/* The servers that the person has added themselves, where the operator allows it. */

import type { Rest } from '../api/rest';
import type { EndpointBody } from '../api/wire';
import type { Endpoint, EndpointDraft, Endpoints, Problem } from './model';
import type { Catalogue } from './models';
import { State } from './signal';
import type { Signal } from './signal';
import { Trials } from './trials';

/** As long as an endpoint's name may be. */
const LONGEST = 40;

export class OwnEndpoints implements Endpoints {
  readonly allowed: Signal<boolean>;
  readonly #endpoints: Trials<Endpoint>;

  constructor(
    private readonly rest: Rest,
    private readonly catalogue: Catalogue,
    allowed: boolean,
  ) {
    this.allowed = new State(allowed);
    this.#endpoints = new Trials(async () => (await rest.endpoints()).endpoints.map(endpointOf));
  }

  get items() {
    return this.#endpoints.items;
  }

  get state() {
    return this.#endpoints.state;
  }

  end(): void {
    this.#endpoints.end();
  }

  async load(): Promise<void> {
    await Promise.all([this.#endpoints.load(), this.catalogue.reload()]);
  }

  put(name: string | null, draft: EndpointDraft): Promise<Problem | null> {
    const { title, baseUrl, key, models } = draft;
    const named = name ?? nameFor(title, this.items.value);
    return this.#replace(() => this.rest.putEndpoint(named, { title, baseUrl, models, ...(key === null ? {} : { key }) }));
  }

  check(name: string): Promise<Problem | null> {
    return this.#replace(() => this.rest.checkEndpoint(name));
  }

  async remove(name: string): Promise<Problem | null> {
    const problem = await this.#endpoints.change(async () => {
      await this.rest.deleteEndpoint(name);
      return (present) => present.filter((endpoint) => endpoint.name !== name);
    });
    await this.catalogue.reload();
    return problem;
  }

  async #replace(call: () => Promise<EndpointBody>): Promise<Problem | null> {
    const problem = await this.#endpoints.change(async () => {
      const kept = endpointOf(await call());
      return (present) =>
        present.some(({ name }) => name === kept.name) ? present.map((endpoint) => (endpoint.name === kept.name ? kept : endpoint)) : [...present, kept];
    });
    await this.catalogue.reload();
    return problem;
  }
}

/** What conversations will name it by: its title, in the letters that names have, and like no other one's. */
function nameFor(title: string, others: readonly Endpoint[]): string {
  const letters = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  const base = letters.slice(0, LONGEST - 3).replace(/-+$/u, '') || 'endpoint';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (others.every((other) => other.name !== name)) {
      return name;
    }
  }
}

function endpointOf({ name, provider, title, baseUrl, lastFour, models, found, status, problem }: EndpointBody): Endpoint {
  return { name, provider, title, baseUrl, lastFour: lastFour ?? null, models, found, status, problem: problem ?? null };
}
