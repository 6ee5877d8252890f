/* What can be called, and by whose key. */

import { problemOf } from '../api/problem';
import type { Rest } from '../api/rest';
import type { ProviderBody } from '../api/wire';
import type { ModelOffer, Price } from '../stream/wire';
import { DEMO } from './model';
import type { Loading, Model, ModelRef, Models, OptionName, TokenPrice } from './model';
import { State } from './signal';

/** How the name of an endpoint of one's own begins, as a provider. */
const OWN_ENDPOINT = 'custom:';

const OPTIONS: readonly OptionName[] = ['temperature', 'maxTokens', 'reasoningEffort', 'systemPrompt'];

export class Catalogue implements Models {
  readonly items = new State<readonly Model[]>([]);
  readonly state = new State<Loading>({ kind: 'loading' });
  readonly providers = new State<readonly ProviderBody[]>([]);

  constructor(private readonly rest: Rest) {}

  /** Whether it is known that nothing can be called. */
  get isEmpty(): boolean {
    return this.state.value.kind === 'ready' && this.items.value.length === 0;
  }

  get(ref: ModelRef): Model | null {
    return this.items.value.find((model) => isSame(model.ref, ref)) ?? null;
  }

  /**
   * What answers where nobody chose, by the rule that the server has too: what the operator pays for, then what the
   * person has a key for, then their own endpoints, and the demo only where there is nothing else; among these
   * rather of a provider that does well.
   *
   * @param present stays, where it is as good: what stands on the screen does not change for a provider's hiccup
   */
  usual(present: ModelRef | null): ModelRef | null {
    const callable = this.items.value.filter(({ disabled }) => disabled === null);
    const best = Math.min(...callable.map(rankOf));
    const candidates = callable.filter((model) => rankOf(model) === best);
    const kept = candidates.find(({ ref }) => present !== null && isSame(ref, present));
    return (kept ?? candidates.find(({ unhealthy }) => !unhealthy) ?? candidates[0])?.ref ?? null;
  }

  async reload(): Promise<void> {
    try {
      const { providers } = await this.rest.models();
      // What is the same as before is drawn no second time.
      if (JSON.stringify(providers) !== JSON.stringify(this.providers.value)) {
        this.items.value = providers.flatMap(modelsOf);
        this.providers.value = providers;
      }
      this.state.value = { kind: 'ready' };
    } catch (cause) {
      this.state.value = { kind: 'failed', problem: problemOf(cause) };
    }
  }
}

export function isSame(one: ModelRef, other: ModelRef): boolean {
  return one.provider === other.provider && one.name === other.name;
}

function rankOf({ ref, access }: Model): number {
  if (ref.provider === DEMO) {
    return 3;
  }
  if (ref.provider.startsWith(OWN_ENDPOINT)) {
    return 2;
  }
  return access === 'server' ? 0 : 1;
}

function modelsOf(provider: ProviderBody): Model[] {
  return provider.models.map((offer) => ({
    ref: { provider: provider.id, name: offer.name },
    title: offer.title,
    providerTitle: provider.title,
    capabilities: offer.capabilities,
    contextTokens: offer.contextTokens ?? null,
    outputTokens: offer.outputTokens ?? null,
    refuses: refusedBy(offer),
    price: offer.price === undefined ? null : priceOf(offer.price),
    access: provider.access,
    disabled: provider.access === 'none' ? 'key-required' : null,
    unhealthy: provider.health === 'down',
  }));
}

/** What is not known is let through: the provider will say. */
function refusedBy({ options }: ModelOffer): readonly OptionName[] {
  return options === undefined ? [] : OPTIONS.filter((name) => !options.includes(name));
}

function priceOf({ input, output, cachedInput, currency }: Price): TokenPrice {
  return { input, output, cachedInput: cachedInput ?? null, currency };
}
