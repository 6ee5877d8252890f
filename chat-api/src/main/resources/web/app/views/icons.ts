/* The icons: 20 px, strokes of 1.5 px, in the colour of the text around them. Decoration only: who uses one names the control. */

import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

export const icons = {
  create: icon(svg`<path d="M9.5 4H6a2.5 2.5 0 0 0-2.5 2.5v7.5A2.5 2.5 0 0 0 6 16.5h7.5a2.5 2.5 0 0 0 2.5-2.5v-3.5"/><path d="M14.5 3.3a1.56 1.56 0 0 1 2.2 2.2L10.8 11.4 8 12l.6-2.8z"/>`),
  search: icon(svg`<circle cx="9" cy="9" r="5.25"/><path d="m13 13 3.75 3.75"/>`),
  sidebar: icon(svg`<rect x="2.75" y="3.75" width="14.5" height="12.5" rx="2.5"/><path d="M8 3.75v12.5"/>`),
  more: icon(svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.2"/>`),
  pin: icon(svg`<path d="m12 3.2 4.8 4.8-2.3.7-2.7 2.7-.3 3.3-1 1L4.3 9.5l1-1 3.3-.3 2.7-2.7z"/><path d="m7.4 12.6-4 4"/>`),
  rename: icon(svg`<path d="M13.3 3.9a1.98 1.98 0 0 1 2.8 2.8L7 15.8l-3.5.7.7-3.5z"/>`),
  remove: icon(svg`<path d="M3.75 5.5h12.5M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5.25 5.5l.6 9.6a1.5 1.5 0 0 0 1.5 1.4h5.3a1.5 1.5 0 0 0 1.5-1.4l.6-9.6M8.4 9v4.2M11.6 9v4.2"/>`),
  send: icon(svg`<path d="M10 16V4.5M5 9.25 10 4.25l5 5" stroke-width="1.8"/>`),
  stop: icon(svg`<rect x="5.5" y="5.5" width="9" height="9" rx="1.75" fill="currentColor" stroke="none"/>`),
  copy: icon(svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2"/><path d="M13 4.7A2 2 0 0 0 11.2 3.5H5.5a2 2 0 0 0-2 2v5.7c0 .8.5 1.5 1.2 1.8"/>`),
  check: icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`),
  retry: icon(svg`<path d="M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.75V7.5h-3.75"/>`),
  speed: icon(svg`<path d="M4.3 14.8a7 7 0 1 1 11.4 0"/><path d="m10 11.5 3-3.7"/>`),
  undo: icon(svg`<path d="M6.5 4 3.5 7l3 3M3.5 7h8.25a4.25 4.25 0 0 1 0 8.5H8"/>`),
  down: icon(svg`<path d="m5.5 8 4.5 4.5L14.5 8"/>`),
  toEnd: icon(svg`<path d="M10 4v11.5M5 10.75l5 5 5-5"/>`),
  settings: icon(svg`<path d="M3.5 6.5h7M15 6.5h1.5M3.5 13.5H5M9.5 13.5h7"/><circle cx="12.75" cy="6.5" r="2.2"/><circle cx="7.25" cy="13.5" r="2.2"/>`),
  options: icon(svg`<path d="M5 3.5v6.2M5 13.3v3.2M10 3.5v2.4M10 9.5v7M15 3.5v7.2M15 14.3v2.2"/><circle cx="5" cy="11.5" r="1.8"/><circle cx="10" cy="7.7" r="1.8"/><circle cx="15" cy="12.5" r="1.8"/>`),
  keyboard: icon(svg`<rect x="2.25" y="5" width="15.5" height="10" rx="2"/><path d="M5.5 8.25h.01M8.5 8.25h.01M11.5 8.25h.01M14.5 8.25h.01M7 12h6" stroke-width="1.7"/>`),
  signOut: icon(svg`<path d="M8 3.5H5.5a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2H8M12.5 13.5 16 10l-3.5-3.5M16 10H7.5"/>`),
  close: icon(svg`<path d="m5 5 10 10M15 5 5 15"/>`),
  alert: icon(svg`<path d="M10 3.2 17.5 16h-15z"/><path d="M10 8v3.5M10 13.7h.01"/>`),
  halted: icon(svg`<circle cx="10" cy="10" r="6.75"/><path d="M8 8h4v4H8z" fill="currentColor"/>`),
  handover: icon(svg`<path d="M3.5 7h11M11.5 4l3 3-3 3M16.5 13h-11M8.5 10l-3 3 3 3"/>`),
  reasoning: icon(svg`<path d="M7.5 15.5h5M8.25 18h3.5M7.3 13.2C5.6 12.3 4.5 10.5 4.5 8.4a5.5 5.5 0 0 1 11 0c0 2.1-1.1 3.9-2.8 4.8z"/>`),
  tool: icon(svg`<path d="M15.9 5.2 13.4 7.7 12.3 6.6l2.5-2.5a3.75 3.75 0 0 0-5 4.7l-5.9 5.9a1.5 1.5 0 0 0 2.1 2.1l5.9-5.9a3.75 3.75 0 0 0 4-5.7z"/>`),
  attachment: icon(svg`<path d="m15.5 9.3-5.7 5.7a3.25 3.25 0 0 1-4.6-4.6l6-6a2.2 2.2 0 0 1 3.1 3.1l-5.9 5.9a1.1 1.1 0 0 1-1.6-1.6l5.2-5.2"/>`),
  cloudOff: icon(svg`<path d="m3.5 3.5 13 13M6.5 6.8A4.5 4.5 0 0 0 6 15.5h8.5M9 5.3a4.5 4.5 0 0 1 5.5 3.5 3.4 3.4 0 0 1 2.2 5"/>`),
  clock: icon(svg`<circle cx="10" cy="10" r="6.75"/><path d="M10 6.25V10l2.5 1.75"/>`),
  key: icon(svg`<circle cx="6.75" cy="13.25" r="3.25"/><path d="m9.1 10.9 7.4-7.4M13.5 6.5l2.25 2.25"/>`),
  theme: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>`),
  chat: icon(svg`<path d="M4 4.25h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 4.25z"/>`),
  back: icon(svg`<path d="M16 10H4.5M9 5l-5 5 5 5"/>`),
};

/** The kelp that holds on to its rock. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="8" fill="var(--accent)"/><g fill="none" stroke="var(--on-accent)" stroke-width="2.4" stroke-linecap="round"><path d="M16 5.5v13M16 12c0-3.2 2.4-5 6-5 0 3.6-2.4 5.2-6 5.2M16 18.5c0 4-2.5 7-7.5 7.5M16 18.5c0 4 2.5 7 7.5 7.5M16 18.5v8"/></g></svg>`;
