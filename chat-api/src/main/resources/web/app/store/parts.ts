/* The parts of an answer as they are shown. */

import { TOOL_STATES, textOf } from '../stream/index';
import type { Content, Part, TextPart, ToolCallPart, ToolState } from '../stream/index';
import type { AnswerPart, AnswerText, Attachment, Instant, ToolCall } from './model';
import type { ReasoningTimes } from './reasoning-times';

/** No call stays in these once the answer has ended. */
const UNDER_WAY: ReadonlySet<ToolState> = new Set(['writing', 'waiting', 'running']);

/** What is known beside a content. */
export interface Circumstances {
  /** Whether more may come. */
  readonly isRunning: boolean;
  readonly times: ReasoningTimes;
  readonly now: Instant;
}

/**
 * One after the other, and each for a part of the content. What looks as before is the very same object as before, also
 * where the content was read anew.
 */
export function shownParts(content: Content, before: readonly AnswerPart[], circumstances: Circumstances): readonly AnswerPart[] {
  const next = content.parts.map((part, at) => {
    const present = before[at];
    const shown = shownPart(content, part, at, present, circumstances);
    return present !== undefined && isSame(shown, present) ? present : shown;
  });
  return next.length === before.length && next.every((part, at) => part === before[at]) ? before : next;
}

function shownPart(content: Content, part: Part, at: number, present: AnswerPart | undefined, { isRunning, times, now }: Circumstances): AnswerPart {
  switch (part.type) {
    case 'text':
      return shownText(part, present, isRunning);
    case 'reasoning': {
      const running = isRunning && at === content.parts.length - 1;
      return { kind: 'reasoning', text: part.text, running, millis: running ? times.soFar(at, now) : times.took(at) };
    }
    case 'tool-call':
      return { kind: 'tool-call', name: part.name, input: part.input, state: stateOf(part, isRunning) };
    case 'tool-result': {
      const call = content.parts.find((each) => each.type === 'tool-call' && each.callId === part.callId);
      const name = call?.type === 'tool-call' ? call.name : null;
      return { kind: 'tool-result', name, text: textOf(part), attachments: part.parts.flatMap(attachmentsOf), failed: part.failed };
    }
    case 'attachment':
      return attachmentOf(part);
    default:
      return { kind: 'unknown' };
  }
}

/** The HTML of what a takeover keeps comes with its first progress: till then what is there stays. */
function shownText({ text, html = [] }: TextPart, present: AnswerPart | undefined, isRunning: boolean): AnswerText {
  const isStillToCome = isRunning && html.length === 0 && text !== '';
  return isStillToCome && present?.kind === 'text' ? present : { kind: 'text', blocks: html };
}

function stateOf({ state }: ToolCallPart, isRunning: boolean): ToolCall['state'] {
  // What was cut off is at nothing any more; and there may be words of a later version.
  return !TOOL_STATES.includes(state) || (!isRunning && UNDER_WAY.has(state)) ? 'other' : state;
}

function attachmentsOf(part: Part): readonly Attachment[] {
  return part.type === 'attachment' ? [attachmentOf(part)] : [];
}

function attachmentOf({ name, mediaType, bytes }: { readonly name: string; readonly mediaType: string; readonly bytes: number }): Attachment {
  return { kind: 'attachment', name, mediaType, bytes };
}

function isSame(one: AnswerPart, other: AnswerPart): boolean {
  const values = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([name, value]) => isSameValue(value, values.get(name)));
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((each, at) => each === other[at]));
}
