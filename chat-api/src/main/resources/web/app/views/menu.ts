/*
 * A menu that opens beside a button. One at a time, made when it is opened: a list of hundreds of
 * rows carries no menus. The browser closes it on Escape and on a click elsewhere, and gives the
 * focus back.
 */

import { html, render, type TemplateResult } from 'lit';
import { placeBeside } from './floating';

export interface MenuItem {
  readonly icon: TemplateResult;
  readonly label: string;
  readonly danger?: boolean;
  readonly run: () => void;
}

export function openMenu(anchor: HTMLElement, label: string, items: readonly MenuItem[]): void {
  const menu = document.createElement('div');
  menu.className = 'menu floating';
  menu.popover = 'auto';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  menu.addEventListener('keydown', (event) => move(event, menu));
  menu.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'closed') {
      anchor.removeAttribute('aria-expanded');
      menu.remove();
    }
  });
  const run = (item: MenuItem) => {
    menu.hidePopover();
    item.run();
  };
  render(
    items.map((item) => html`<button type="button" role="menuitem" tabindex="-1" class="menu-item ${item.danger ? 'is-danger' : ''}" @click=${() => run(item)}>${item.icon}<span>${item.label}</span></button>`),
    menu,
  );
  // Within the landmark of its button; and a dialog would make it inert if it stood outside of it.
  (anchor.closest('dialog, nav, main') ?? document.body).append(menu);
  menu.showPopover();
  anchor.setAttribute('aria-expanded', 'true');
  placeBeside(menu, anchor);
  menu.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
}

function move(event: KeyboardEvent, menu: HTMLElement): void {
  const items = Array.from(menu.querySelectorAll<HTMLElement>('[role="menuitem"]'));
  const present = items.indexOf(document.activeElement as HTMLElement);
  const last = items.length - 1;
  const to = { ArrowDown: present === last ? 0 : present + 1, ArrowUp: present <= 0 ? last : present - 1, Home: 0, End: last }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to]?.focus();
  } else if (event.key === 'Tab') {
    menu.hidePopover();
  }
}
