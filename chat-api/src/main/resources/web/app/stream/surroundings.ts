/* What the client takes from the browser, gathered so that a test, or another runtime, can give its own. */

export interface Surroundings {
  connect(url: string, protocols: string[]): WebSocket;
  now(): number;
  random(): number;
  after(millis: number, then: () => void): () => void;
  isOnline(): boolean;
  /** Calls back when the network may have come back or the page is looked at again, and when the network has gone. */
  watch(listener: { woke(): void; wentOffline(): void }): () => void;
}

export const browser: Surroundings = {
  connect: (url, protocols) => new WebSocket(url, protocols),
  now: () => Date.now(),
  random: () => Math.random(),
  after(millis, then) {
    const timer = setTimeout(then, millis);
    return () => clearTimeout(timer);
  },
  isOnline: () => navigator.onLine,
  watch({ woke, wentOffline }) {
    const leaving = new AbortController();
    const { signal } = leaving;
    const visible = (): void => {
      if (document.visibilityState === 'visible') {
        woke();
      }
    };
    window.addEventListener('online', woke, { signal });
    window.addEventListener('pageshow', woke, { signal });
    window.addEventListener('focus', woke, { signal });
    window.addEventListener('offline', wentOffline, { signal });
    document.addEventListener('visibilitychange', visible, { signal });
    return () => leaving.abort();
  },
};
