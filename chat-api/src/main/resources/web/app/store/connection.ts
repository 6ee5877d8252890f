/*
 * How the stream stands, as people want to know it. A handover to a new token or a gateway's restart
 * takes a moment that nobody needs to see.
 */

import type { StreamStatus } from '../stream/index';
import type { Connection, Problem } from './model';
import { State } from './signal';
import type { Signal } from './signal';

const UNSEEN = 1_200;

const REFUSED: Problem = {
  slug: 'stream-refused',
  title: 'The connection was closed',
  detail: 'The service closed the connection and asked not to come back. Try again, or reload the page.',
  status: 503,
};

export class ConnectionState {
  readonly #value = new State<Connection>({ kind: 'connecting' });
  #since: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get signal(): Signal<Connection> {
    return this.#value;
  }

  follow(status: StreamStatus): void {
    clearTimeout(this.#timer);
    if (status.kind === 'live') {
      this.#since = null;
      this.#value.value = { kind: 'live' };
    } else if (status.kind === 'refused') {
      this.#value.value = { kind: 'refused', problem: status.problem ?? REFUSED };
    } else if (status.kind === 'offline') {
      this.#since ??= Date.now();
      this.#value.value = { kind: 'offline', since: this.#since };
    } else if (status.kind === 'waiting' || (status.kind === 'connecting' && (status.again || this.#since !== null))) {
      this.#lose(status.kind === 'waiting' ? status.until : null);
    }
  }

  /** The state could not be read, and is tried again then. */
  cannotRead(nextTry: number): void {
    if (navigator.onLine) {
      this.#lose(nextTry);
    } else {
      this.#since ??= Date.now();
      this.#value.value = { kind: 'offline', since: this.#since };
    }
  }

  #lose(nextTry: number | null): void {
    const since = (this.#since ??= Date.now());
    const tell = (): void => {
      this.#value.value = { kind: 'reconnecting', since, nextTry };
    };
    const wait = since + UNSEEN - Date.now();
    if (wait <= 0) {
      tell();
    } else {
      this.#timer = setTimeout(tell, wait);
    }
  }
}
