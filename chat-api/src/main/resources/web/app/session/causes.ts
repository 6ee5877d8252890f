/*
 * Why nobody is signed in, each cause in its own words. What `oidc-client-ts` throws is told apart here
 * and nowhere else: by its types where it has them, else by its messages, which tests pin.
 */

import { ErrorResponse, ErrorTimeout } from '../vendor/oidc-client-ts/oidc-client-ts.js';
import type { Problem } from '../api/problem';
import { NAME } from '../place';
import { text } from '../text/index';

/** The installation's own part in it. */
export interface Party {
  /** The issuer's address. */
  readonly issuer: string;
  readonly clientId: string;
  readonly redirect: string;
}

/** What keeps everybody on this page from signing in, whatever they do here; null where nothing does. */
export function hindrance(): Problem | null {
  const t = text.signIn.causes;
  if (!window.isSecureContext || !('subtle' in crypto)) {
    return problem('insecure-page', t.insecure(location.origin));
  }
  return canStore() ? null : problem('storage-blocked', t.storageBlocked);
}

/** Why a sign-in that was begun came to nothing. */
export function causeOf(cause: unknown, party: Party): Problem {
  const t = text.signIn.causes;
  const host = hostOf(party.issuer);
  if (cause instanceof ErrorResponse) {
    return refusal(cause.error ?? '', cause.error_description, party);
  }
  if (cause instanceof ErrorTimeout) {
    return problem('issuer-silent', t.silent(host));
  }
  if (cause instanceof TypeError) {
    return navigator.onLine ? problem('issuer-unreachable', t.unreachable(host)) : problem('offline', t.offline);
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  if (/^No (matching )?state |^Expected code/.test(said)) {
    return problem('sign-in-lost', t.lost);
  }
  if (/does not match|mismatch|missing a subject|^No (client_id|authority) on state/.test(said)) {
    return problem('sign-in-mismatch', t.mismatch(host));
  }
  if (/\(\d{3}\)|Content-Type|Metadata|JSON/.test(said)) {
    return problem('issuer-not-understood', t.notUnderstood(host, said));
  }
  return problem('sign-in-failed', t.other(said));
}

/** Whether the issuer means what it says, and does not merely have a bad moment. */
export function isFinal(refused: ErrorResponse): boolean {
  return refused.error !== 'server_error' && refused.error !== 'temporarily_unavailable';
}

/** By the codes of OAuth 2.0 and OpenID Connect. */
function refusal(code: string, description: string | null, party: Party): Problem {
  const t = text.signIn.causes;
  const host = hostOf(party.issuer);
  switch (code) {
    case 'access_denied':
      return problem('sign-in-cancelled', t.cancelled(description));
    case 'server_error':
    case 'temporarily_unavailable':
      return problem('issuer-busy', t.busy(host));
    case 'login_required':
    case 'interaction_required':
    case 'account_selection_required':
    case 'consent_required':
      return problem('sign-in-unfinished', t.unfinished(host));
    case 'invalid_grant':
      return problem('sign-in-too-late', t.tooLate);
    case 'unauthorized_client':
    case 'invalid_client':
    case 'invalid_scope':
    case 'invalid_request':
    case 'unsupported_response_type':
    case 'unsupported_grant_type':
      return problem('client-refused', t.clientRefused(host, description ?? code, party.clientId, party.redirect));
    default:
      return problem('sign-in-refused', t.refused(host, description ?? code));
  }
}

function problem(slug: string, words: { readonly title: string; readonly detail: string }): Problem {
  return { slug, ...words, status: 0 };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** What is begun here must still be known when the issuer sends people back. */
function canStore(): boolean {
  try {
    localStorage.setItem(`${NAME}.probe`, '');
    localStorage.removeItem(`${NAME}.probe`);
    return true;
  } catch {
    return false;
  }
}
