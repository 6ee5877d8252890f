/*
 * What this device keeps of one user: messages that wait for the network, and what was loaded, to be
 * read without it. The first is a promise to the person, the second a cache that may go at any time.
 * Where IndexedDB is not to be had, the page's memory stands in: everything works until it is left.
 */

import { NAME } from '../place';
import type { Id } from './model';
import type { PartMillis } from './reasoning-times';
import type { ConversationBody, MessageBody, ModelName, OptionsBody } from '../stream/wire';

/** A message that the server has not confirmed. The body that is sent is made once, so that each repeat is the same request. */
export interface Waiting {
  readonly id: Id;
  readonly conversationId: Id;
  readonly parentId: Id | null;
  readonly text: string;
  readonly model: ModelName | null;
  /** Null: those of the conversation. */
  readonly options: OptionsBody | null;
  readonly createdAt: number;
  /** The conversation's title, where this message is its first. */
  readonly title: string | null;
  readonly isFirst: boolean;
  /** What is set for the conversation, where this message makes it. */
  readonly conversationOptions: OptionsBody | null;
  /** Why the server will not have it, as it is. */
  readonly refusal: unknown;
}

export interface KeptThread {
  readonly id: Id;
  readonly conversation: ConversationBody | null;
  readonly messages: readonly MessageBody[];
  /** By message; the server does not know it. */
  readonly reasoningMillis: Readonly<Record<Id, PartMillis>>;
  readonly keptAt: number;
}

export interface Database {
  waiting(): Promise<readonly Waiting[]>;
  isWaiting(id: Id): Promise<boolean>;
  putWaiting(message: Waiting): Promise<void>;
  removeWaiting(id: Id): Promise<void>;
  thread(id: Id): Promise<KeptThread | null>;
  threads(): Promise<readonly KeptThread[]>;
  putThread(thread: KeptThread): Promise<void>;
  removeThread(id: Id): Promise<void>;
  list(): Promise<readonly ConversationBody[]>;
  putList(conversations: readonly ConversationBody[]): Promise<void>;
  /** Forgets everything of this user. */
  destroy(): Promise<void>;
}

/** Raised where what is kept is of another form than before. */
const VERSION = 2;
/** Threads that are kept; those that were kept longest ago go first. */
const MOST_THREADS = 200;

export async function openDatabase(user: string): Promise<Database> {
  try {
    return new Indexed(await opened(nameOf(user)), nameOf(user));
  } catch {
    return new InMemory();
  }
}

function nameOf(user: string): string {
  return `${NAME}.${user}`;
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
    request.onsuccess = () => {
      // Another tab signs out, or is of a later version: it must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('no database'));
    // Blocked is no failure: the other tabs close it as soon as what they are writing is through, and then it opens.
  });
}

/** What waits is a promise and outlives every version; what was loaded is only dropped, and is loaded again. */
function upgrade(database: IDBDatabase, from: number): void {
  if (from === 0) {
    database.createObjectStore('waiting', { keyPath: 'id' });
    database.createObjectStore('lists');
  } else {
    database.deleteObjectStore('threads');
  }
  database.createObjectStore('threads', { keyPath: 'id' }).createIndex('keptAt', 'keptAt');
}

class Indexed implements Database {
  constructor(
    private readonly database: IDBDatabase,
    private readonly name: string,
  ) {}

  waiting(): Promise<readonly Waiting[]> {
    return this.#in('waiting', 'readonly', (store) => store.getAll() as IDBRequest<Waiting[]>);
  }

  async isWaiting(id: Id): Promise<boolean> {
    return (await this.#in('waiting', 'readonly', (store) => store.count(id))) > 0;
  }

  async putWaiting(message: Waiting): Promise<void> {
    await this.#in('waiting', 'readwrite', (store) => store.put(message));
  }

  async removeWaiting(id: Id): Promise<void> {
    await this.#in('waiting', 'readwrite', (store) => store.delete(id));
  }

  async thread(id: Id): Promise<KeptThread | null> {
    return (await this.#in('threads', 'readonly', (store) => store.get(id) as IDBRequest<KeptThread | undefined>)) ?? null;
  }

  threads(): Promise<readonly KeptThread[]> {
    return this.#in('threads', 'readonly', (store) => store.getAll() as IDBRequest<KeptThread[]>);
  }

  async putThread(thread: KeptThread): Promise<void> {
    await this.#in('threads', 'readwrite', (store) => store.put(thread));
    await this.#prune();
  }

  async removeThread(id: Id): Promise<void> {
    await this.#in('threads', 'readwrite', (store) => store.delete(id));
  }

  async list(): Promise<readonly ConversationBody[]> {
    return (await this.#in('lists', 'readonly', (store) => store.get('newest') as IDBRequest<ConversationBody[] | undefined>)) ?? [];
  }

  async putList(conversations: readonly ConversationBody[]): Promise<void> {
    await this.#in('lists', 'readwrite', (store) => store.put(conversations, 'newest'));
  }

  destroy(): Promise<void> {
    this.database.close();
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(this.name);
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    });
  }

  async #prune(): Promise<void> {
    const count = await this.#in('threads', 'readonly', (store) => store.count());
    if (count > MOST_THREADS) {
      const oldest = await this.#in('threads', 'readonly', (store) => store.index('keptAt').getAllKeys(null, count - MOST_THREADS));
      for (const key of oldest) {
        await this.#in('threads', 'readwrite', (store) => store.delete(key));
      }
    }
  }

  /** Resolves when the transaction is through, so that what was put will be there. */
  #in<T>(name: string, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      // By itself it would commit once the page has heard of the request: a page that is being left does not any more.
      transaction.commit();
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('the transaction was aborted'));
    });
  }
}

class InMemory implements Database {
  readonly #waiting = new Map<Id, Waiting>();
  readonly #threads = new Map<Id, KeptThread>();
  #list: readonly ConversationBody[] = [];

  async waiting(): Promise<readonly Waiting[]> {
    return [...this.#waiting.values()];
  }

  async isWaiting(id: Id): Promise<boolean> {
    return this.#waiting.has(id);
  }

  async putWaiting(message: Waiting): Promise<void> {
    this.#waiting.set(message.id, message);
  }

  async removeWaiting(id: Id): Promise<void> {
    this.#waiting.delete(id);
  }

  async thread(id: Id): Promise<KeptThread | null> {
    return this.#threads.get(id) ?? null;
  }

  async threads(): Promise<readonly KeptThread[]> {
    return [...this.#threads.values()];
  }

  async putThread(thread: KeptThread): Promise<void> {
    this.#threads.delete(thread.id);
    this.#threads.set(thread.id, thread);
    for (const oldest of this.#threads.keys()) {
      if (this.#threads.size <= MOST_THREADS) {
        break;
      }
      this.#threads.delete(oldest);
    }
  }

  async removeThread(id: Id): Promise<void> {
    this.#threads.delete(id);
  }

  async list(): Promise<readonly ConversationBody[]> {
    return this.#list;
  }

  async putList(conversations: readonly ConversationBody[]): Promise<void> {
    this.#list = conversations;
  }

  async destroy(): Promise<void> {
    this.#waiting.clear();
    this.#threads.clear();
    this.#list = [];
  }
}
