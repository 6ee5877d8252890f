/* Finds models by words of their title, name, provider or capabilities, in any order. */

import type { Model, ModelRef } from '../../store/model';

export function matching(models: readonly Model[], words: string): readonly Model[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    const all = [model.title, model.ref.name, model.ref.provider, model.providerTitle, ...model.capabilities].join(' ').toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

export function sameModel(one: ModelRef | null, other: ModelRef | null): boolean {
  return one !== null && other !== null && one.provider === other.provider && one.name === other.name;
}
