/* What came of it when a worker tried something: a sign, a word, and what mends it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Trial } from '../../store/model';
import { text } from '../../text/index';
import { icons } from '../icons';

export interface ShownTrial {
  readonly kind: 'checking' | 'works' | 'hindered' | 'refused' | 'unreachable';
  readonly word: string;
  readonly mend: string | null;
}

export function keyTrial(trial: Trial, provider: string): ShownTrial {
  const t = text.settings;
  return shown(trial, t.keyMends[trial.problem?.slug ?? '']?.(provider) ?? null, {
    checking: t.keyChecking,
    works: t.keyWorks,
    hindered: t.keyWorksBut,
    refused: t.keyRefused(provider),
    unreachable: t.keyUnreachable,
  });
}

export function endpointTrial(trial: Trial, models: number): ShownTrial {
  const t = text.settings;
  return shown(trial, null, {
    checking: t.endpointChecking,
    works: t.endpointWorks(models),
    hindered: t.endpointWorks(models),
    refused: t.endpointRefused,
    unreachable: t.endpointUnreachable,
  });
}

/** @param mend what is to be done about the problem, where we know better than the problem's own words */
function shown({ status, problem }: Trial, mend: string | null, words: Readonly<Record<ShownTrial['kind'], string>>): ShownTrial {
  const kind = status === 'works' && problem !== null ? 'hindered' : status;
  return { kind, word: words[kind], mend: kind === 'checking' || problem === null ? null : (mend ?? problem.detail) };
}

export function trialStatus({ kind, word, mend }: ShownTrial): TemplateResult {
  return html`
    <p class="trial-status is-${kind}">
      ${sign(kind)}<span><span class="trial-word">${word}</span>${mend === null ? nothing : html`<span class="trial-mend">${mend}</span>`}</span>
    </p>
  `;
}

/** For those who listen. */
export function trialSentence({ word, mend }: ShownTrial): string {
  return mend === null ? word : `${word}. ${mend}`;
}

function sign(kind: ShownTrial['kind']): TemplateResult {
  switch (kind) {
    case 'checking':
      return html`<span class="spinner" aria-hidden="true"></span>`;
    case 'works':
      return icons.check;
    case 'hindered':
    case 'refused':
    case 'unreachable':
      return icons.alert;
  }
}
