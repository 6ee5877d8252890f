/* The page: the column of conversations, the view that the address asks for, and what lies over both. */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { OpenState, Problem, ReadableConversation, WritableConversation } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { icons } from '../icons';
import { keyText } from '../keyboard';
import { FINE_POINTER } from '../pointer';
import { paths, type Route } from '../router';
import '../search/search-dialog';
import type { EndpointsView } from '../settings/endpoints';
import type { KeysView } from '../settings/keys';
import '../settings/settings';
import '../sidebar/sidebar';
import '../thread/chat';
import { View } from '../view';
import './missing';
import './notices-view';
import { reach } from './reach';
import './shortcuts-dialog';
import './sign-in';
import './toasts-view';

/** The key of an endpoint of one's own is a part of that. */
const OF_AN_ENDPOINT = 'key-custom:';
/** There the sidebar is a drawer: on a phone, also on its side, and not on a tablet whose keyboard is shown. The same query is in layout.css and sidebar.css. */
const NARROW = matchMedia('(width < 48rem), (height < 30rem) and (width < 60rem)');

export class App extends View {
  #drawerOpen = false;
  #status = '';
  #shownRoute: Route | null = null;

  announce(sentence: string): void {
    // The same sentence twice is news twice: a mark that nobody hears makes it another one.
    this.#status = this.#status === sentence ? `${sentence}\u200b` : sentence;
    this.requestUpdate();
  }

  openSearch(): void {
    this.#setDrawer(false);
    this.querySelector<HTMLElement & { open(): void }>('hf-search-dialog')?.open();
  }

  openOptions(problem: Problem | null = null): void {
    this.querySelector('hf-conversation-options')?.begin(problem);
  }

  openShortcuts(): void {
    this.#setDrawer(false);
    this.querySelector<HTMLElement & { open(): void }>('hf-shortcuts-dialog')?.open();
  }

  focusComposer(): void {
    void reach(this, 'hf-chat', 'hf-composer').then((composer) => composer?.focus());
  }

  toggleSidebar(): void {
    if (NARROW.matches) {
      this.#setDrawer(!this.#drawerOpen);
    } else {
      const { store } = context();
      store.setPreferences({ sidebarOpen: !store.preferences.value.sidebarOpen });
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, router } = context();
    const session = this.watch(store.session);
    const route = this.watch(router.route);
    if (route.kind === 'returning' && session.kind !== 'signed-out') {
      return starting();
    }
    switch (session.kind) {
      case 'starting':
        return starting();
      case 'signed-out':
        return html`<hf-sign-in .problem=${session.problem}></hf-sign-in>`;
      case 'signed-in':
      case 'expired':
        return this.#page(route);
    }
  }

  #page(route: Route): TemplateResult {
    const open = this.watch(visit().open);
    const shown = NARROW.matches ? this.#drawerOpen : this.watch(context().store.preferences).sidebarOpen;
    const covered = NARROW.matches && this.#drawerOpen;
    return html`
      <a class="skip-link" href="#main" @click=${(event: Event) => this.#skip(event)}>${text.actions.skip}</a>
      <div class="page ${shown ? 'has-sidebar' : ''}">
        <hf-sidebar class="page-sidebar" ?inert=${!shown} .close=${() => this.#closeSidebar()}></hf-sidebar>
        <div class="scrim" ?hidden=${!covered} @click=${() => this.#setDrawer(false)}></div>
        <main id="main" class="main" tabindex="-1" ?inert=${covered}>
          <header class="bar">
            ${shown && !NARROW.matches
              ? nothing
              : html`<button type="button" class="icon-button" data-open-sidebar aria-label=${text.sidebar.open} title="${text.sidebar.open} (${keyText('mod+shift+s')})" aria-expanded=${shown} @click=${() => this.toggleSidebar()}>${icons.sidebar}</button>`}
            <div class="bar-title">${this.#title(route, open)}</div>
            ${shown && !NARROW.matches ? nothing : html`<a class="icon-button" href=${paths.home} aria-label=${text.sidebar.create} title=${text.sidebar.create}>${icons.create}</a>`}
          </header>
          ${isChat(route, open && this.watch(open.state).kind) ? nothing : html`<hf-notices></hf-notices>`}
          ${this.#view(route, open)}
        </main>
      </div>
      <hf-toasts></hf-toasts>
      <hf-search-dialog></hf-search-dialog>
      <hf-shortcuts-dialog></hf-shortcuts-dialog>
      <p class="visually-hidden" id="status" role="status" aria-live="polite">${this.#status}</p>
    `;
  }

  #title(route: Route, open: ReadableConversation | null): TemplateResult | typeof nothing {
    if (route.kind !== 'conversation' || !open || this.watch(open.state).kind === 'missing') {
      return nothing;
    }
    const conversation = this.watch(open.conversation);
    return html`<h1>${conversation ? (conversation.title ?? text.titles.untitled) : nothing}</h1>`;
  }

  #view(route: Route, open: WritableConversation | null): TemplateResult | typeof nothing {
    switch (route.kind) {
      case 'returning':
        return nothing;
      case 'settings':
        return html`<hf-settings></hf-settings>`;
      case 'missing':
        return html`<hf-missing what="page"></hf-missing>`;
      case 'new':
      case 'conversation':
        if (!open) {
          return nothing;
        }
        return this.watch(open.state).kind === 'missing'
          ? html`<hf-missing what="conversation"></hf-missing>`
          : html`<hf-chat .open=${open} .messageId=${route.kind === 'conversation' ? route.messageId : null}></hf-chat>`;
    }
  }

  protected override willUpdate(): void {
    const { store, router } = context();
    const session = store.session.value.kind;
    const route = router.route.value;
    if ((session === 'signed-in' || session === 'expired') && route !== this.#shownRoute) {
      show(route);
    }
  }

  protected override updated(_changed: PropertyValues): void {
    const { store, router } = context();
    const route = router.route.value;
    document.title = this.#documentTitle(route, store.visit.value?.open.value ?? null);
    const session = store.session.value.kind;
    if ((session === 'signed-in' || session === 'expired') && route !== this.#shownRoute) {
      const first = this.#shownRoute === null;
      this.#shownRoute = route;
      this.#setDrawer(false);
      this.#focusView(route, first);
    }
  }

  #documentTitle(route: Route, open: ReadableConversation | null): string {
    const titles: Record<Route['kind'], string> = {
      returning: text.product,
      new: text.product,
      conversation: open?.conversation.value?.title ?? text.titles.untitled,
      settings: text.titles.settings,
      missing: text.titles.missing,
    };
    const title = open?.state.value.kind === 'missing' && route.kind === 'conversation' ? text.titles.missing : titles[route.kind];
    return title === text.product ? title : `${title} · ${text.product}`;
  }

  /** Where the hand goes on. By touch, a focused field would bring up the keyboard over what one came to read. */
  #focusView(route: Route, first: boolean): void {
    if (route.kind === 'new' || route.kind === 'conversation') {
      if (FINE_POINTER.matches) {
        this.focusComposer();
      }
    } else if (location.hash.startsWith('#key')) {
      const what = location.hash.slice(1);
      const place = what.startsWith(OF_AN_ENDPOINT) ? 'hf-endpoints' : 'hf-keys';
      void reach(this, 'hf-settings', place).then((view) => (view as KeysView | EndpointsView | null)?.show(what));
    } else if (!first) {
      void reach(this, 'hf-settings, hf-missing', 'h1').then((heading) => heading?.focus());
    }
  }

  #skip(event: Event): void {
    event.preventDefault();
    const composer = this.querySelector('hf-composer');
    (composer ?? this.querySelector<HTMLElement>('#main'))?.focus();
  }

  #closeSidebar(): void {
    this.toggleSidebar();
    void reach(this, '[data-open-sidebar]').then((button) => button?.focus());
  }

  #setDrawer(open: boolean): void {
    if (open === this.#drawerOpen) {
      return;
    }
    this.#drawerOpen = open;
    this.requestUpdate();
    if (open) {
      void reach(this, 'hf-sidebar', '.sidebar-top button').then((button) => button?.focus());
    }
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#drawerOpen && !event.defaultPrevented && !document.querySelector('[popover]:popover-open')) {
      this.#setDrawer(false);
      void reach(this, '[data-open-sidebar]').then((button) => button?.focus());
    }
  };

  readonly #resized = (): void => {
    this.#drawerOpen = false;
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    NARROW.addEventListener('change', this.#resized);
    document.addEventListener('keydown', this.#keydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    NARROW.removeEventListener('change', this.#resized);
    document.removeEventListener('keydown', this.#keydown);
  }
}

/** Where there is a field to write in, the notices stand above it. */
function isChat(route: Route, state: OpenState['kind'] | null): boolean {
  return (route.kind === 'new' || route.kind === 'conversation') && state !== null && state !== 'missing';
}

/** The page before anybody knows who is here. */
function starting(): TemplateResult {
  return html`<main id="main" class="main is-starting" aria-busy="true"><hf-notices></hf-notices></main>`;
}

/** Shows what the address asks for. */
function show(route: Route): void {
  switch (route.kind) {
    case 'new':
      visit().showNew();
      break;
    case 'conversation':
      visit().show(route.id);
      break;
    case 'returning':
    case 'settings':
    case 'missing':
      visit().showNone();
      break;
  }
}

customElements.define('hf-app', App);

declare global {
  interface HTMLElementTagNameMap {
    'hf-app': App;
  }
}
