/* What a content says as one text. The same as `text()` of `dev.holdfast.contracts.content.Content`. */

import type { Content } from './wire';

/** What its text parts say, with a blank line between two of them. */
export function textOf({ parts }: Content): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

/** Whether a text in it has a first word. */
export function hasText({ parts }: Content): boolean {
  return parts.some((part) => part.type === 'text' && part.text !== '');
}
