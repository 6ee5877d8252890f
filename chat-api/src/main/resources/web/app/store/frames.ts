/*
 * Once per frame: what streams changes faster than a screen can show. A page in the background has no
 * frames; there a timer stands in, so that its title and its other tabs' memory stay bounded.
 */

const HIDDEN = 250;

const waiting = new Set<() => void>();
let scheduled = false;

/** Calls `publish` before the next frame; asked for again until then, it is called once. */
export function beforeNextFrame(publish: () => void): void {
  waiting.add(publish);
  if (scheduled) {
    return;
  }
  scheduled = true;
  if (document.visibilityState === 'visible') {
    // A page that is hidden before its frame comes would wait for as long as it stays hidden.
    const timer = setTimeout(flush, HIDDEN);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      flush();
    });
  } else {
    setTimeout(flush, HIDDEN);
  }
}

function flush(): void {
  if (!scheduled) {
    return;
  }
  scheduled = false;
  const publishers = [...waiting];
  waiting.clear();
  for (const publish of publishers) {
    publish();
  }
}
