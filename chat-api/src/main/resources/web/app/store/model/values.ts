/* What the others are made of. */

import type { Problem } from '../../api/problem';
import type { User } from '../../session/sign-in';

export type { Problem, User };

/** A UUIDv7, made by whoever makes the thing. */
export type Id = string;

/** Milliseconds since 1970. */
export type Instant = number;

/** A value that comes from elsewhere. What was loaded stays beside a problem, and is still shown. */
export type Loading = { readonly kind: 'loading' } | { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };

export interface ModelRef {
  readonly provider: string;
  readonly name: string;
}

/**
 * How answers are to be written; what is absent is as the provider likes. `temperature` is from 0 to 2, `maxTokens`
 * bounds an answer's length, `reasoningEffort` is `minimal`, `low`, `medium` or `high`, and `systemPrompt` is
 * said before the conversation.
 */
export interface AnswerOptions {
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly reasoningEffort?: string;
  readonly systemPrompt?: string;
}

export type OptionName = keyof AnswerOptions;
