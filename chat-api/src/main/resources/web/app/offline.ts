/*
 * A reload without a network: registers the service worker that keeps the page itself. Everything works
 * without it, as it must in a private window or over plain http.
 */

import { at, base } from './place';

const WORKER = at('/static/offline.js');

export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) {
    return;
  }
  // Not before the page has what it needs itself.
  if (document.readyState === 'complete') {
    register();
  } else {
    window.addEventListener('load', register, { once: true });
  }
}

function register(): void {
  const policy = window.trustedTypes?.createPolicy('holdfast-worker', { createScriptURL: (_: string) => WORKER });
  const address = policy?.createScriptURL(WORKER) ?? WORKER;
  // Browsers that are told to keep nothing refuse.
  navigator.serviceWorker.register(address, { scope: base }).catch(() => undefined);
}
