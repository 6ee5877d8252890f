// The service worker: keeps the page and the files that it is made of, so that a reload without a network still
// shows the app. What people have read and written is not its affair; store/database.ts keeps that. A file of its
// own and no part of the bundle: it outlives the page, and its address must never change.

/** The path of this installation, with a slash at both ends: another may lie beside it on the same origin. */
const PAGE = new URL(self.registration.scope).pathname;
/** As app/place.ts names this installation's storage. */
const KEPT = `holdfast${PAGE.slice(0, -1)}`;
const FILES = `${PAGE}static/`;
/** Files of it carry a hash of their content in their name. */
const BUNDLES = `${FILES}bundle/`;
/** First segments of the addresses that are the page, as app/views/router.ts has them. All others are not this worker's affair. */
const VIEWS = ['', 'index.html', 'c', 'settings', 'signed-in'];
/** What a proxy says for a server that is not there. */
const AWAY = [502, 503, 504];
/** Milliseconds that the server may take before what was kept is shown: a bad network often neither answers nor fails. */
const PATIENCE = 3_000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(fetch(PAGE, { cache: 'no-cache', headers: { accept: 'text/html' } }).then(keepPage));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== self.location.origin || method !== 'GET') {
    return;
  }
  if (mode === 'navigate') {
    if (VIEWS.includes(pathname.slice(PAGE.length).split('/', 1)[0])) {
      event.respondWith(page(event));
    }
  } else if (pathname.startsWith(FILES)) {
    event.respondWith(file(event.request, pathname));
  }
});

/** The server's, unless it does not come in time: every address is the same page. */
async function page(event) {
  const fresh = Promise.resolve(event.preloadResponse).then((preloaded) => preloaded ?? fetch(event.request));
  event.waitUntil(fresh.then((answer) => keepPage(answer.clone())).catch(() => undefined));
  try {
    const answer = await within(PATIENCE, fresh);
    if (!AWAY.includes(answer.status)) {
      return answer;
    }
  } catch {
    // Not in time, or not at all.
  }
  return (await (await caches.open(KEPT)).match(PAGE)) ?? fresh;
}

async function file(request, pathname) {
  const kept = await (await caches.open(KEPT)).match(request);
  if (kept !== undefined && pathname.startsWith(BUNDLES)) {
    return kept;
  }
  try {
    const answer = await fetch(request);
    if (kept !== undefined && answer.ok) {
      await (await caches.open(KEPT)).put(request, answer.clone());
    }
    return answer;
  } catch (cause) {
    if (kept !== undefined) {
      return kept;
    }
    throw cause;
  }
}

/** With its files, all or nothing; those of the page before go. */
async function keepPage(answer) {
  if (!answer.ok) {
    return;
  }
  const cache = await caches.open(KEPT);
  const html = await answer.clone().text();
  if (!html.includes(`<meta name="holdfast-base" content="${PAGE}">`)) {
    // Another program's, which lies under this one's path.
    return;
  }
  const kept = await cache.match(PAGE);
  if (kept !== undefined && (await kept.text()) === html) {
    return;
  }
  const files = new Set(Array.from(html.matchAll(/ (?:src|href)="([^"]+)"/g), ([, path]) => path).filter((path) => path.startsWith(FILES)));
  await cache.addAll([...files]);
  await cache.put(PAGE, answer);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== PAGE && !files.has(pathname)) {
      await cache.delete(request);
    }
  }
}

function within(millis, answer) {
  return Promise.race([answer, new Promise((_, reject) => setTimeout(() => reject(new Error('too slow')), millis))]);
}
