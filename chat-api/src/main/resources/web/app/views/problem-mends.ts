/* What mends a problem, by its slug: the one button that stands beside its words. */

import type { Problem } from '../store/model';

export type Mend = 'keys' | 'options' | 'model' | 'new-conversation' | 'sign-in' | 'retry' | 'none';

export function mendOf(problem: Problem): Mend {
  if (problem.field?.startsWith('options.') === true) {
    return 'options';
  }
  switch (problem.slug) {
    case 'provider-key-refused':
    case 'provider-quota-exceeded':
    case 'key-required':
    case 'key-unreadable':
      return 'keys';
    case 'model-unavailable':
    case 'provider-model-not-found':
    case 'provider-not-served':
    case 'provider-forbidden':
      return 'model';
    case 'context-too-long':
    case 'conversation-not-found':
      return 'new-conversation';
    case 'unauthenticated':
    case 'token-expired':
      return 'sign-in';
    case 'message-too-long':
    case 'invalid-field':
    case 'malformed-request':
    case 'forbidden':
      return 'none';
    default:
      return 'retry';
  }
}
