/*
 * One answer, from its place in the queue to its end. Two things stand beside each other: the fold,
 * which is where the stream stands, and what is shown, which never goes back. After a reload the
 * stream begins at a snapshot that may be older than what REST has brought already; until the fold has
 * caught up, what is on the screen stays.
 *
 * The joins are monotone: an end is never undone, a later attempt wins over an earlier one, and more
 * text of one attempt over less. So REST, the cache and the stream may come in any order. Longer than a
 * class of ours usually is, because these joins must see the same state.
 */

import { Fold, isEnded, keptWith, Standing } from '../stream/index';
import type { GenerationEvent, MessageBody, ProblemDocument, Snapshot, Source, Timing, Usage } from '../stream/index';
import { beforeNextFrame } from './frames';
import type { Answer, AnswerFigures, AnswerSource, AnswerState, Id, ModelRef, Reasoning, Takeover, WaitsFor } from './model';
import { State } from './signal';
import { shownSources } from './sources';

/** What a generation event did to an answer. */
export type Effect = 'grown' | 'ended' | 'gap' | 'none';

/** What is told of an end beside its text. */
interface End {
  readonly finishReason?: string | undefined;
  readonly problem?: ProblemDocument | undefined;
  readonly usage?: Usage | undefined;
  readonly timing?: Timing | undefined;
}

/** Written by whoever ends a generation that no worker has; it took nothing over. */
const SUPERVISOR = 'chat-api';

export class LiveAnswer implements Answer {
  readonly role = 'assistant';
  readonly id: Id;
  readonly parentId: Id | null;
  readonly generationId: Id | null;
  readonly model: ModelRef | null;
  readonly createdAt: number;

  readonly state: State<AnswerState>;
  readonly blocks = new State<readonly string[]>([]);
  readonly reasoning = new State<Reasoning | null>(null);
  readonly takeover = new State<Takeover | null>(null);
  readonly figures = new State<AnswerFigures | null>(null);
  readonly sources = new State<readonly AnswerSource[]>([]);

  readonly #fold: Fold;
  /** Whether the fold is where the stream is; if not, only an end or a snapshot is taken in. */
  #follows = false;
  #awaitsSnapshot = false;
  #shown = { attempt: 0, length: 0 };
  #stopping = false;
  #waitsFor: WaitsFor | null = null;
  /** Those that are shown. */
  #sources: readonly Source[] = [];
  #end: End = {};
  #reasoningFrom: number | null = null;
  #reasoningMillis: number | null = null;
  readonly #publish = (): void => this.#show();

  constructor(body: MessageBody, reasoningMillis: number | null) {
    this.id = body.id;
    this.parentId = body.parentId ?? null;
    this.generationId = body.generationId ?? null;
    this.model = body.model ?? null;
    this.createdAt = Date.parse(body.createdAt);
    this.#reasoningMillis = reasoningMillis;
    this.#fold = new Fold();
    this.state = new State<AnswerState>({ kind: 'queued', stopping: false });
    this.merge(body);
  }

  get isRunning(): boolean {
    return !this.#fold.standing.isEnded;
  }

  get reasoningMillis(): number | null {
    return this.#reasoningMillis;
  }

  text(): string {
    return this.#fold.text;
  }

  /** As it is kept on this device. */
  toBody(): MessageBody {
    return {
      id: this.id,
      parentId: this.parentId,
      role: 'assistant',
      text: this.#fold.text,
      html: this.#fold.html,
      reasoning: this.#fold.reasoning,
      ...(this.#fold.sources.length > 0 ? { sources: this.#fold.sources } : {}),
      model: this.model,
      status: this.#fold.standing.status,
      generationId: this.generationId,
      createdAt: new Date(this.createdAt).toISOString(),
      ...definedOf(this.#end),
    };
  }

  /** A message as REST, the cache or the log has it; only its end says more than we know. */
  merge(body: MessageBody): void {
    if (!this.isRunning || body.status === 'queued' || body.status === 'running') {
      return;
    }
    const { attempt, run } = this.#fold.standing;
    this.#fold.restore({ ...snapshotOf(body), attempt, ...(run === undefined ? {} : { run }) });
    this.#finish(body);
    this.#show();
  }

  /** A running answer as REST has it: shown at once, and followed only if the stream begins at the very same place. */
  mergeRunning(snapshot: Snapshot, isWhereTheStreamIs: boolean): void {
    const { attempt, length } = this.#fold.standing;
    const knowsMore = snapshot.attempt > attempt || (snapshot.attempt === attempt && snapshot.text.length >= length);
    if (this.isRunning && (isWhereTheStreamIs || (!this.#follows && knowsMore))) {
      this.#fold.restore(snapshot);
      this.#follows = isWhereTheStreamIs;
      this.#show();
    }
  }

  /** The stream's own word for where it stands. */
  restore(snapshot: Snapshot): void {
    if (this.isRunning) {
      this.#fold.restore(snapshot);
      this.#follows = true;
      this.#awaitsSnapshot = false;
      beforeNextFrame(this.#publish);
    }
  }

  /** The conversation is not watched any more, or continuity was lost. */
  unfollow(): void {
    this.#follows = false;
    this.#awaitsSnapshot = false;
  }

  add(event: GenerationEvent): Effect {
    const ruling = this.#fold.add(event);
    switch (ruling.kind) {
      case 'ignored':
        return 'none';
      case 'gap':
        return this.#meetGap(event);
      case 'counts':
        this.#note(event);
        if (isEnded(event)) {
          this.#finish(event);
          this.#show();
          return 'ended';
        }
        beforeNextFrame(this.#publish);
        return 'grown';
    }
  }

  /** Asked to stop; shown until the end says what came of it. */
  markStopping(stopping: boolean): void {
    this.#stopping = stopping;
    this.#show();
  }

  #meetGap(event: GenerationEvent): Effect {
    if (event.type === 'generation.started') {
      // Of a conversation that was not watched: whose attempt it is counts, its text comes with a snapshot or the end.
      const kept = this.#fold.text.slice(0, Math.max(0, event.keeps));
      this.#fold.restore({
        ...snapshotOf(this.toBody()),
        text: kept,
        sources: keptWith(kept.length, this.#fold.sources),
        reasoning: '',
        status: 'running',
        attempt: event.attempt,
        ...(event.run === undefined ? {} : { run: event.run }),
      });
      this.#note(event);
      beforeNextFrame(this.#publish);
    }
    const isNews = !this.#awaitsSnapshot;
    this.#follows = false;
    this.#awaitsSnapshot = true;
    return isNews ? 'gap' : 'none';
  }

  #note(event: GenerationEvent): void {
    const at = Date.parse(event.at);
    this.#waitsFor = event.type === 'generation.alive' ? waitOf(event.waitsFor) : null;
    if (event.type === 'generation.started') {
      this.#reasoningFrom = null;
      this.#reasoningMillis = null;
      if (event.attempt > 1 && event.worker !== SUPERVISOR) {
        const lost = this.#lostBy(event.keeps);
        this.takeover.value = { worker: event.worker, attempt: event.attempt, keeps: event.keeps, lost, anew: false };
      }
    } else if (event.type === 'generation.progressed') {
      if (event.anew === true && this.takeover.value) {
        this.takeover.value = { ...this.takeover.value, anew: true };
      }
      if ((event.reasoning ?? '') !== '' && this.#fold.text === '') {
        this.#reasoningFrom ??= at;
      }
      if ((event.text ?? '') !== '') {
        this.#endReasoning(at);
      }
    } else if (isEnded(event)) {
      this.#endReasoning(at);
    }
  }

  /** Of the text that was shown here. What an attempt before took away is still lost where nothing has come since. */
  #lostBy(keeps: number): number {
    const now = Math.max(0, this.#shown.length - keeps);
    return now === 0 && keeps === 0 ? (this.takeover.value?.lost ?? 0) : now;
  }

  #endReasoning(at: number): void {
    if (this.#reasoningFrom !== null && this.#reasoningMillis === null) {
      this.#reasoningMillis = Math.max(0, at - this.#reasoningFrom);
    }
  }

  #finish({ finishReason, problem, usage, timing }: End): void {
    this.#end = { finishReason, problem, usage, timing };
    this.#follows = false;
    this.figures.value = figuresOf(usage, timing);
  }

  #show(): void {
    const { standing } = this.#fold;
    const isBehind = standing.attempt === this.#shown.attempt && standing.length < this.#shown.length && !standing.isEnded;
    if (!isBehind) {
      this.#shown = { attempt: standing.attempt, length: standing.length };
      // The HTML of what a takeover keeps comes with its first progress: till then what is there stays.
      if (this.#fold.html.length > 0 || standing.length === 0 || standing.isEnded) {
        this.blocks.value = this.#fold.html;
      }
      this.reasoning.value = this.#reasoning();
      if (this.#sources !== this.#fold.sources) {
        this.#sources = this.#fold.sources;
        this.sources.value = shownSources(this.#sources);
      }
    }
    const next = this.#state();
    if (!isSameState(next, this.state.value)) {
      this.state.value = next;
    }
  }

  #reasoning(): Reasoning | null {
    const text = this.#fold.reasoning;
    if (text === '') {
      return null;
    }
    const running = this.isRunning && this.#fold.standing.length === 0;
    const millis = this.#reasoningMillis ?? (running && this.#reasoningFrom !== null ? Math.max(0, Date.now() - this.#reasoningFrom) : null);
    return { text, running, millis };
  }

  #state(): AnswerState {
    const { standing } = this.#fold;
    switch (standing.status) {
      case 'queued':
        return { kind: 'queued', stopping: this.#stopping };
      case 'running':
        return this.#shown.length === 0
          ? { kind: 'thinking', stopping: this.#stopping, waitsFor: this.#waitsFor }
          : { kind: 'streaming', stopping: this.#stopping, waitsFor: this.#waitsFor };
      case 'completed':
        return { kind: 'completed', finish: finishOf(this.#end.finishReason) };
      case 'failed':
        return { kind: 'failed', problem: this.#end.problem ?? UNSAID };
      case 'stopped':
        return { kind: 'stopped' };
    }
  }
}

const UNSAID = {
  slug: 'internal-error',
  title: 'The answer failed',
  detail: 'No reason was given. Try it again.',
  status: 500,
};

function snapshotOf(body: MessageBody): Snapshot {
  return {
    generationId: body.generationId ?? '',
    conversationId: '',
    messageId: body.id,
    attempt: Standing.QUEUED.attempt,
    status: body.status,
    text: body.text,
    reasoning: body.reasoning,
    html: body.html,
    ...(body.sources === undefined ? {} : { sources: body.sources }),
  };
}

function waitOf(word: string | undefined): WaitsFor | null {
  return word === 'model-loading' || word === 'rate-limit' ? word : null;
}

function finishOf(word: string | undefined): 'stop' | 'length' | 'content_filter' | 'other' {
  switch (word) {
    case 'length':
    case 'content_filter':
    case 'other':
      return word;
    default:
      return 'stop';
  }
}

function figuresOf(usage: Usage | undefined, timing: Timing | undefined): AnswerFigures | null {
  if (usage === undefined && timing === undefined) {
    return null;
  }
  const first = timing?.firstTokenMillis ?? null;
  const total = timing?.totalMillis ?? null;
  const tokens = usage?.outputTokens ?? null;
  const writing = total === null ? 0 : total - (first ?? 0);
  return {
    firstTokenMillis: first,
    totalMillis: total,
    tokensPerSecond: tokens !== null && writing > 0 ? (tokens * 1000) / writing : null,
    inputTokens: usage?.inputTokens ?? null,
    cachedTokens: usage?.cachedTokens ?? null,
    outputTokens: tokens,
    reasoningTokens: usage?.reasoningTokens ?? null,
  };
}

function isSameState(one: AnswerState, other: AnswerState): boolean {
  if (one.kind !== other.kind) {
    return false;
  }
  if ('waitsFor' in one && 'waitsFor' in other && one.waitsFor !== other.waitsFor) {
    return false;
  }
  return !('stopping' in one) || !('stopping' in other) || one.stopping === other.stopping;
}

function definedOf(end: End): Partial<Pick<MessageBody, 'finishReason' | 'problem' | 'usage' | 'timing'>> {
  return {
    ...(end.finishReason === undefined ? {} : { finishReason: end.finishReason }),
    ...(end.problem === undefined ? {} : { problem: end.problem }),
    ...(end.usage === undefined ? {} : { usage: end.usage }),
    ...(end.timing === undefined ? {} : { timing: end.timing }),
  };
}
