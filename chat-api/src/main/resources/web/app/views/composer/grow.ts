/* A field as high as its text, up to the maximum that the sheet sets. */

/** Browsers that know `field-sizing` do it themselves, without a forced layout per key. */
export const growsByItself = CSS.supports('field-sizing', 'content');

export function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
