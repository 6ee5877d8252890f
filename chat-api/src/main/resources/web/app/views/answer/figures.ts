/* How fast an answer came, how many tokens it took, and about what they cost, in one line. */

import { text } from '../../text/index';
import { count, duration, money, rate } from '../../text/format';
import type { AnswerFigures, TokenPrice } from '../../store/model';

const A_MILLION = 1_000_000;

/** @param price of the model that wrote it, where it is known */
export function figures(known: AnswerFigures | null, price: TokenPrice | null): string {
  const t = text.answer;
  if (known === null) {
    return t.noFigures;
  }
  const { firstTokenMillis, tokensPerSecond, totalMillis } = known;
  const parts = [
    firstTokenMillis === null ? null : t.firstToken(duration(firstTokenMillis)),
    tokensPerSecond === null ? null : t.tokensPerSecond(rate(tokensPerSecond)),
    totalMillis === null ? null : t.total(duration(totalMillis)),
    inputOf(known),
    outputOf(known),
    costOf(known, price),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : t.noFigures;
}

function inputOf({ inputTokens, cachedTokens }: AnswerFigures): string | null {
  const t = text.answer;
  if (inputTokens === null) {
    return null;
  }
  return cachedTokens === null || cachedTokens === 0 ? t.inputTokens(count(inputTokens)) : t.inputTokensCached(count(inputTokens), count(cachedTokens));
}

function outputOf({ outputTokens, reasoningTokens }: AnswerFigures): string | null {
  const t = text.answer;
  if (outputTokens === null) {
    return null;
  }
  return reasoningTokens === null || reasoningTokens === 0
    ? t.outputTokens(count(outputTokens))
    : t.outputTokensReasoning(count(outputTokens), count(reasoningTokens));
}

/** By today's price list, and without what a provider may add or take off: never more than “about”. */
function costOf({ inputTokens, cachedTokens, outputTokens }: AnswerFigures, price: TokenPrice | null): string | null {
  const t = text.answer;
  if (price === null || inputTokens === null || outputTokens === null) {
    return null;
  }
  const cached = Math.min(cachedTokens ?? 0, inputTokens);
  const input = (inputTokens - cached) * price.input + cached * (price.cachedInput ?? price.input);
  const cost = (input + outputTokens * price.output) / A_MILLION;
  const { least, written } = money(cost, price.currency);
  return cost < least ? t.costBelow(written) : t.cost(written);
}
