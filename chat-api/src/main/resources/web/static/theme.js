// Runs before the first paint, so that a chosen theme never flashes the other one. A file of its own and
// no part of the bundle: it must block, and the content security policy forbids it inside of the page.
try {
  // As app/place.ts names this installation's storage.
  const { content: base } = document.querySelector('meta[name="holdfast-base"]');
  const { theme } = JSON.parse(localStorage.getItem(`holdfast${base.slice(0, -1)}.preferences`) ?? '{}');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is closed or holds something else: the system's theme it is.
}
