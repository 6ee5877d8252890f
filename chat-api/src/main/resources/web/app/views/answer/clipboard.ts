/** False where the browser forbids it. */
export async function copyText(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyBySelection(words);
  }
}

/** The old way, for pages without TLS, which browsers give no clipboard. What has the focus and is selected stays so. */
function copyBySelection(words: string): boolean {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const selection = getSelection();
  const ranges = selection === null ? [] : Array.from({ length: selection.rangeCount }, (_, place) => selection.getRangeAt(place));
  const field = document.createElement('textarea');
  field.value = words;
  field.readOnly = true;
  field.className = 'visually-hidden';
  field.setAttribute('aria-hidden', 'true');
  // Within what holds the focus: an open dialog lets it go nowhere else.
  (focused?.closest('dialog') ?? document.body).append(field);
  try {
    field.select();
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    selection?.removeAllRanges();
    ranges.forEach((range) => selection?.addRange(range));
    focused?.focus({ preventScroll: true });
  }
}
