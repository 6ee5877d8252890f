/*
 * The messages of one conversation: a tree, of which the path to the newest leaf is shown. Filled by
 * REST, by the cache, by the log and by what was written here, in any order; each message is there
 * once, and an answer only ever gets further.
 */

import { textOf } from '../stream/index';
import type { GenerationEvent, MessageBody, Snapshot } from '../stream/index';
import type { HistoryBody } from '../api/wire';
import { LiveAnswer } from './answer';
import type { Effect } from './answer';
import type { KeptThread, Waiting } from './database';
import type { Answer, Delivery, Id, Message, Question } from './model';
import type { PartMillis } from './reasoning-times';
import { State } from './signal';

export interface QuestionActions {
  withdraw(id: Id): void;
  sendAgain(id: Id): void;
  /** The server has it, whatever came of the call that brought it there. */
  arrived(id: Id): void;
}

class SentQuestion implements Question {
  readonly role = 'user';
  readonly delivery: State<Delivery>;

  constructor(
    readonly id: Id,
    readonly parentId: Id | null,
    readonly text: string,
    /** By this device's clock until the server has said its own time. */
    public createdAt: number,
    delivery: Delivery,
    private readonly actions: QuestionActions,
  ) {
    this.delivery = new State(delivery);
  }

  withdraw(): void {
    this.actions.withdraw(this.id);
  }

  sendAgain(): void {
    this.actions.sendAgain(this.id);
  }

  /** The server has it. @param createdAt by its clock */
  accept(createdAt: number): void {
    this.createdAt = createdAt;
    if (this.delivery.value.kind !== 'accepted') {
      this.delivery.value = ACCEPTED;
      this.actions.arrived(this.id);
    }
  }
}

type Node = SentQuestion | LiveAnswer;

const ACCEPTED: Delivery = { kind: 'accepted' };

export class Thread {
  readonly path = new State<readonly Message[]>([]);
  readonly running = new State<Answer | null>(null);
  /** What the server has not accepted yet: the newest message, or one beside the path that is shown. */
  readonly unsent = new State<Question | null>(null);
  /** Whether all of it is here, and followed since: an opened conversation need not be read again. */
  isComplete = false;
  readonly #nodes = new Map<Id, Node>();
  readonly #byGeneration = new Map<Id, LiveAnswer>();

  constructor(
    readonly id: Id,
    private readonly actions: QuestionActions,
  ) {}

  get isEmpty(): boolean {
    return this.#nodes.size === 0;
  }

  has(id: Id): boolean {
    return this.#nodes.has(id);
  }

  question(id: Id): SentQuestion | null {
    const node = this.#nodes.get(id);
    return node instanceof SentQuestion ? node : null;
  }

  answer(id: Id): LiveAnswer | null {
    const node = this.#nodes.get(id);
    return node instanceof LiveAnswer ? node : null;
  }

  /** @param isWhereTheStreamIs whether the stream goes on from this state's cursor */
  mergeHistory(history: HistoryBody, isWhereTheStreamIs: boolean): void {
    history.messages.forEach((body) => this.#merge(body, {}));
    history.generations.forEach((running) => this.answer(running.messageId)?.mergeRunning(running, isWhereTheStreamIs));
    this.isComplete = true;
    this.#publish();
  }

  mergeKept(kept: KeptThread): void {
    kept.messages.forEach((body) => this.#merge(body, kept.reasoningMillis[body.id] ?? {}));
    this.#publish();
  }

  mergeMessages(bodies: readonly MessageBody[]): void {
    bodies.forEach((body) => this.#merge(body, {}));
    this.#publish();
  }

  /** A message that was written here and has not arrived. */
  addWaiting(waiting: Waiting, delivery: Delivery): void {
    if (!this.#nodes.has(waiting.id)) {
      const { id, parentId, text, createdAt } = waiting;
      this.#nodes.set(id, new SentQuestion(id, parentId, text, createdAt, delivery, this.actions));
      this.#publish();
    }
  }

  /** Whether the same was asked in the same place before: what is asked anew. */
  isAskedElsewhere(id: Id): boolean {
    const asked = this.question(id);
    return [...this.#nodes.values()].some(
      (node) => node instanceof SentQuestion && node.id !== id && node.parentId === asked?.parentId && node.text === asked.text,
    );
  }

  /** How it is on its way, or why the server will not have it; what it has, it has. */
  deliver(id: Id, delivery: Delivery): void {
    const question = this.question(id);
    if (question !== null && question.delivery.value.kind !== 'accepted') {
      question.delivery.value = delivery;
      this.#publish();
    }
  }

  remove(id: Id): void {
    this.#nodes.delete(id);
    this.#publish();
  }

  /** The conversation is gone. */
  clear(): void {
    this.#nodes.clear();
    this.#byGeneration.clear();
    this.isComplete = false;
    this.#publish();
  }

  /** `none` for a generation that is not of this thread, as far as it is loaded. */
  add(event: GenerationEvent): Effect {
    const effect = this.#byGeneration.get(event.generationId)?.add(event) ?? 'none';
    if (effect === 'ended') {
      this.#publish();
    }
    return effect;
  }

  /** False where the answer is not here: then the conversation must be read anew. */
  restore(snapshot: Snapshot): boolean {
    const answer = this.answer(snapshot.messageId);
    answer?.restore(snapshot);
    return answer !== null;
  }

  unfollow(): void {
    this.#byGeneration.forEach((answer) => answer.unfollow());
  }

  /** What a device keeps of it; not what waits, which is kept elsewhere. */
  kept(): Pick<KeptThread, 'messages' | 'reasoningMillis'> {
    const messages: MessageBody[] = [];
    const reasoningMillis: Record<Id, PartMillis> = {};
    for (const node of this.#nodes.values()) {
      if (node instanceof LiveAnswer) {
        messages.push(node.toBody());
        reasoningMillis[node.id] = node.reasoningMillis;
      } else if (node.delivery.value.kind === 'accepted') {
        messages.push(bodyOf(node));
      }
    }
    return { messages, reasoningMillis };
  }

  #merge(body: MessageBody, reasoningMillis: PartMillis): void {
    const node = this.#nodes.get(body.id);
    if (node instanceof LiveAnswer) {
      node.merge(body);
    } else if (node instanceof SentQuestion) {
      node.accept(Date.parse(body.createdAt));
    } else if (body.role === 'user') {
      this.#nodes.set(
        body.id,
        new SentQuestion(body.id, body.parentId ?? null, textOf(body.content), Date.parse(body.createdAt), ACCEPTED, this.actions),
      );
    } else {
      const answer = new LiveAnswer(body, reasoningMillis);
      this.#nodes.set(body.id, answer);
      if (answer.generationId !== null) {
        this.#byGeneration.set(answer.generationId, answer);
      }
    }
  }

  #publish(): void {
    const next = pathOf([...this.#nodes.values()]);
    const present = this.path.value;
    if (next.length !== present.length || next.some((message, index) => message !== present[index])) {
      this.path.value = next;
    }
    const last = next.at(-1);
    this.running.value = last instanceof LiveAnswer && last.isRunning ? last : null;
    this.unsent.value = last instanceof SentQuestion && isWaiting(last) ? last : ([...this.#nodes.values()].find(isWaiting) ?? null);
  }
}

function isWaiting(node: Node): node is SentQuestion {
  return node instanceof SentQuestion && node.delivery.value.kind === 'waiting';
}

/** From the newest root down the newest children: whoever asks anew goes on from there. */
function pathOf(nodes: readonly Node[]): Node[] {
  const known = new Set(nodes.map(({ id }) => id));
  const newest = new Map<Id | null, Node>();
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null;
    const rival = newest.get(parent);
    if (rival === undefined || isNewer(node, rival)) {
      newest.set(parent, node);
    }
  }
  const path: Node[] = [];
  for (let node = newest.get(null); node !== undefined; node = newest.get(node.id)) {
    path.push(node);
  }
  return path;
}

function isNewer(one: Node, other: Node): boolean {
  return one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt;
}

function bodyOf(question: SentQuestion): MessageBody {
  return {
    id: question.id,
    parentId: question.parentId,
    role: 'user',
    content: { parts: [{ type: 'text', text: question.text }] },
    status: 'completed',
    createdAt: new Date(question.createdAt).toISOString(),
  };
}
