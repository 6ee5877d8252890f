/*
 * The REST calls of chat-api. Each fails with a `ProblemError` and nothing else. All of them may be
 * repeated: ids are made here, so that the same call again is the same call.
 */

import { at } from '../place';
import { foreignAnswer, notAccepted, ProblemError, UNREACHABLE } from './problem';
import type { Problem } from './problem';
import type {
  AcceptedBody,
  ClientSetUp,
  ConversationChange,
  EndpointBody,
  EndpointRequest,
  HistoryBody,
  KeyBody,
  MessageRequest,
  OverviewBody,
  ProviderBody,
} from './wire';
import type { ConversationBody } from '../stream/wire';

const UNAUTHORIZED = 401;
const NO_CONTENT = 204;

/** A valid access token; `renew`: the last one was refused. Fails with a `ProblemError`. */
export type TokenSource = (renew: boolean) => Promise<string>;

interface Call {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body?: unknown;
  /** Outlives the page. */
  readonly keepalive?: boolean;
}

export class Rest {
  constructor(private readonly token: TokenSource) {}

  overview(before: string | null, limit: number): Promise<OverviewBody> {
    const page = before === null ? '' : `&before=${encodeURIComponent(before)}`;
    return this.#call(`/api/conversations?limit=${limit}${page}`);
  }

  history(id: string): Promise<HistoryBody> {
    return this.#call(`/api/conversations/${id}`);
  }

  putConversation(id: string, change: ConversationChange): Promise<ConversationBody> {
    return this.#call(`/api/conversations/${id}`, { method: 'PUT', body: change });
  }

  deleteConversation(id: string, keepalive = false): Promise<void> {
    return this.#call(`/api/conversations/${id}`, { method: 'DELETE', keepalive });
  }

  send(conversation: string, message: string, request: MessageRequest): Promise<AcceptedBody> {
    return this.#call(`/api/conversations/${conversation}/messages/${message}`, { method: 'PUT', body: request });
  }

  stop(generation: string): Promise<void> {
    return this.#call(`/api/generations/${generation}/stop`, { method: 'POST' });
  }

  models(): Promise<{ readonly providers: readonly ProviderBody[] }> {
    return this.#call('/api/models');
  }

  keys(): Promise<{ readonly keys: readonly KeyBody[] }> {
    return this.#call('/api/keys');
  }

  putKey(provider: string, key: string): Promise<KeyBody> {
    return this.#call(`/api/keys/${encodeURIComponent(provider)}`, { method: 'PUT', body: { key } });
  }

  checkKey(provider: string): Promise<KeyBody> {
    return this.#call(`/api/keys/${encodeURIComponent(provider)}/check`, { method: 'POST' });
  }

  deleteKey(provider: string): Promise<void> {
    return this.#call(`/api/keys/${encodeURIComponent(provider)}`, { method: 'DELETE' });
  }

  endpoints(): Promise<{ readonly endpoints: readonly EndpointBody[] }> {
    return this.#call('/api/endpoints');
  }

  putEndpoint(name: string, endpoint: EndpointRequest): Promise<EndpointBody> {
    return this.#call(`/api/endpoints/${encodeURIComponent(name)}`, { method: 'PUT', body: endpoint });
  }

  checkEndpoint(name: string): Promise<EndpointBody> {
    return this.#call(`/api/endpoints/${encodeURIComponent(name)}/check`, { method: 'POST' });
  }

  deleteEndpoint(name: string): Promise<void> {
    return this.#call(`/api/endpoints/${encodeURIComponent(name)}`, { method: 'DELETE' });
  }

  async #call<T>(path: `/${string}`, call: Call = {}): Promise<T> {
    const first = await exchange(path, call, await this.token(false));
    if (first.status !== UNAUTHORIZED) {
      return read<T>(first);
    }
    const second = await exchange(path, call, await this.token(true));
    if (second.status === UNAUTHORIZED) {
      throw new ProblemError(notAccepted(second.headers.get('date')));
    }
    return read<T>(second);
  }
}

/** How this installation is set up; the one call without a token. */
export async function readSetUp(): Promise<ClientSetUp> {
  return read<ClientSetUp>(await exchange('/api/client', {}, null));
}

async function exchange(path: `/${string}`, call: Call, token: string | null): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (token !== null) {
    headers.set('authorization', `Bearer ${token}`);
  }
  if (call.body !== undefined) {
    headers.set('content-type', 'application/json');
  }
  const request: RequestInit = { method: call.method ?? 'GET', headers, keepalive: call.keepalive ?? false, credentials: 'omit' };
  if (call.body !== undefined) {
    request.body = JSON.stringify(call.body);
  }
  try {
    return await fetch(at(path), request);
  } catch {
    throw new ProblemError(UNREACHABLE);
  }
}

async function read<T>(answer: Response): Promise<T> {
  const text = answer.status === NO_CONTENT ? '' : await answer.text().catch(() => null);
  if (text === null) {
    throw new ProblemError(UNREACHABLE);
  }
  const body = parsed(text);
  if (answer.ok && (body !== undefined || text === '')) {
    return body as T;
  }
  throw new ProblemError(isProblem(body) ? body : foreignAnswer(answer.status));
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'slug' in body && 'detail' in body;
}
