/* The entry: puts store, router and views together, and draws. */

import './styles/index.css';
import { keepForOffline } from './offline';
import { start } from './store/store';
import { text } from './text/index';
import { copyText } from './views/answer/clipboard';
import { setContext } from './views/context';
import { watchKeyboard } from './views/hardware-keyboard';
import { paths, Router } from './views/router';
import { App } from './views/shell/app';
import { applyTheme } from './views/shell/theme';
import { followViewport } from './views/shell/viewport';
import { listen } from './views/shortcuts';
import { Toasts } from './views/toasts';

const router = new Router();
const store = start({
  returned: (path) => router.go(path, { replace: true }),
  leftEmpty: () => router.go(paths.home, { replace: true }),
});
const app = new App();

setContext({
  store,
  router,
  toasts: new Toasts(),
  announce: (sentence) => app.announce(sentence),
  openSearch: () => app.openSearch(),
  openShortcuts: () => app.openShortcuts(),
  openOptions: (problem) => app.openOptions(problem),
  focusComposer: () => app.focusComposer(),
});

applyTheme(store.preferences);
followViewport();
watchKeyboard();

listen({
  search: () => app.openSearch(),
  create: () => router.go(paths.home),
  help: () => app.openShortcuts(),
  sidebar: () => app.toggleSidebar(),
  compose: () => app.focusComposer(),
  stop: () => store.visit.value?.open.value?.stop(),
  copyAnswer: () => void copyLastAnswer(),
  previous: () => goBy(-1),
  next: () => goBy(1),
});

async function copyLastAnswer(): Promise<void> {
  const answer = store.visit.value?.open.value?.messages.value.findLast((message) => message.role === 'assistant');
  if (answer?.role === 'assistant') {
    app.announce((await copyText(answer.text())) ? text.answer.copied : text.answer.copyFailed);
  }
}

/** To the conversation that many rows further down the list as it is shown. */
function goBy(rows: number): void {
  const links = Array.from(document.querySelectorAll<HTMLAnchorElement>('.row-link'));
  const present = links.findIndex((link) => link.getAttribute('aria-current') === 'page');
  const link = links[present < 0 ? (rows > 0 ? 0 : links.length - 1) : present + rows];
  if (link) {
    router.go(link.pathname);
  }
}

document.body.append(app);
keepForOffline();
