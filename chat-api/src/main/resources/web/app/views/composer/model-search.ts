/* Finds models by words of their title, name, provider or capabilities, in any order; those that can be called first. */

import type { Model, ModelRef } from '../../store/model';

export function matching(models: readonly Model[], words: string): readonly Model[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = models.filter((model) => {
    const all = [model.title, model.ref.name, model.ref.provider, model.providerTitle, ...model.capabilities].join(' ').toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
  return [...found.filter(({ disabled }) => disabled === null), ...found.filter(({ disabled }) => disabled !== null)];
}

/** The providers of these models that wait for a key of the user's. */
export function lackingKeys(models: readonly Model[]): readonly Model[] {
  const lacking = models.filter(({ disabled }) => disabled === 'key-required');
  return lacking.filter(({ ref }, place) => lacking.findIndex((other) => other.ref.provider === ref.provider) === place);
}

export function sameModel(one: ModelRef | null, other: ModelRef | null): boolean {
  return one !== null && other !== null && one.provider === other.provider && one.name === other.name;
}
