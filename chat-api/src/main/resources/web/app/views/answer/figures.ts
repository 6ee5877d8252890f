/* How fast an answer came, in one line. */

import { text } from '../../text/index';
import { count, duration, rate } from '../../text/format';
import type { AnswerTiming } from '../../store/model';

export function figures(timing: AnswerTiming | null): string {
  const t = text.answer;
  const parts = [
    timing?.firstTokenMillis != null ? t.firstToken(duration(timing.firstTokenMillis)) : null,
    timing?.tokensPerSecond != null ? t.tokensPerSecond(rate(timing.tokensPerSecond)) : null,
    timing?.outputTokens != null ? t.outputTokens(timing.outputTokens, count(timing.outputTokens)) : null,
    timing?.totalMillis != null ? t.total(duration(timing.totalMillis)) : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : t.noFigures;
}
