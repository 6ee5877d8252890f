/*
 * The one place where a string becomes HTML. The strings are the worker's: sanitised there, and
 * nothing else in this app may pass through here. Where the browser knows Trusted Types, the content
 * security policy names this policy and Lit's, and no other code can make HTML at all.
 */

interface HtmlPolicy {
  createHTML(html: string): string;
}

declare global {
  interface Window {
    /** What a policy makes counts as a string for TypeScript, and for the browser as trusted. */
    trustedTypes?: { createPolicy<Rules>(name: string, rules: Rules): Rules };
  }
}

const policy: HtmlPolicy = window.trustedTypes?.createPolicy('holdfast-html', { createHTML: (html) => html }) ?? { createHTML: (html) => html };

/** Nothing in it runs or loads before it is put into the page. */
export function fragmentOf(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = policy.createHTML(html);
  return template.content;
}
