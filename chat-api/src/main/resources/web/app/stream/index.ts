/* The stream client of Holdfast; see README.md. */

export { Fold } from './fold';
export { patched } from './growing';
export { hasText, textOf } from './content';
export { isWithin, lengthOf, markOf, NOTHING } from './mark';
export { Sequence } from './sequence';
export { Standing } from './standing';
export type { Reason, Ruling } from './standing';
export { StreamClient } from './client';
export type { StreamListener, StreamOptions, StreamStatus } from './client';
export { Backoff } from './backoff';
export { adviceOf } from './close-code';
export type { CloseAdvice } from './close-code';
export { browser } from './surroundings';
export type { Surroundings } from './surroundings';
export * from './wire';
