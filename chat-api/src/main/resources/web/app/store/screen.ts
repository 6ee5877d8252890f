/* Which conversation is on the screen, and how reading it goes. */

import type { Deliveries } from './deliveries';
import type { Id, Problem } from './model';
import { Opened } from './opened';
import type { OpenedSurroundings } from './opened';
import { State } from './signal';
import type { Thread } from './thread';
import type { Loaded, Threads } from './threads';
import { newId } from './uuid';

export interface ScreenSurroundings extends Omit<OpenedSurroundings, 'load' | 'outbox'> {
  readonly deliveries: Deliveries;
  readonly threads: Threads;
  /** Everything that waits on this device to be sent is known. */
  readonly recalled: Promise<void>;
  /** Another conversation is on the screen, or none. */
  readonly shown: (thread: Thread | null) => void;
}

export class Screen {
  readonly open = new State<Opened | null>(null);

  constructor(private readonly around: ScreenSurroundings) {}

  /** The conversation, if it is the one on the screen. */
  opened(id: Id): Opened | null {
    return this.open.value?.id === id ? this.open.value : null;
  }

  show(id: Id): Opened {
    const present = this.opened(id);
    if (present !== null) {
      return present;
    }
    const thread = this.around.threads.get(id);
    const opened = this.#look(thread, false);
    if (!thread.isComplete) {
      void this.#load(thread);
    }
    return opened;
  }

  showNew(): Opened {
    const thread = this.around.threads.get(newId());
    // The server knows nothing of it.
    thread.isComplete = true;
    return this.#look(thread, true);
  }

  showNone(): void {
    this.open.value?.leave();
    this.open.value = null;
    this.around.shown(null);
  }

  /** How reading it went, whoever has read it. */
  note(thread: Thread, outcome: Loaded): void {
    if (outcome === 'missing') {
      // It may be one that the server is still to hear of.
      void this.around.recalled.then(() => this.#noteMissing(thread));
    } else {
      this.#noteOpened(thread, 'problem' in outcome ? outcome : { stale: false });
    }
  }

  /** The server has no such conversation any more. */
  removed(id: Id): void {
    this.around.threads.forget(id);
    const opened = this.opened(id);
    opened?.thread.clear();
    opened?.noteLoading('missing');
  }

  #look(thread: Thread, isNew: boolean): Opened {
    this.open.value?.leave();
    const { deliveries, shown } = this.around;
    const opened = new Opened(thread, isNew, { ...this.around, outbox: deliveries.outbox, load: () => this.#load(thread) });
    deliveries.outbox.in(thread.id).forEach((message) => deliveries.show(message));
    shown(thread);
    this.open.value = opened;
    return opened;
  }

  async #load(thread: Thread): Promise<void> {
    const fromServer = this.around.threads.load(thread);
    await this.around.threads.loadKept(thread);
    if (!thread.isEmpty && !thread.isComplete) {
      this.#noteOpened(thread, { stale: true });
    }
    this.note(thread, await fromServer);
  }

  #noteMissing(thread: Thread): void {
    const isOnlyHere = this.around.deliveries.outbox.in(thread.id).some(({ isFirst }) => isFirst);
    if (!isOnlyHere) {
      this.around.threads.forget(thread.id);
      this.#noteOpened(thread, 'missing');
    }
  }

  #noteOpened(thread: Thread, outcome: { readonly stale: boolean } | { readonly problem: Problem } | 'missing'): void {
    if (this.open.value?.thread === thread) {
      this.open.value.noteLoading(outcome);
    }
  }
}
