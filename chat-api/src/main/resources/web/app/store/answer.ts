/*
 * One answer, from its place in the queue to its end. Two things stand beside each other: the fold,
 * which is where the stream stands, and what is shown, which never goes back. After a reload the
 * stream begins at a snapshot that may be older than what REST has brought already; until the fold has
 * caught up, what is on the screen stays.
 *
 * The joins are monotone: an end is never undone, a later attempt wins over an earlier one, and of one
 * attempt the later mark over the earlier. So REST, the cache and the stream may come in any order. Longer than a
 * class of ours usually is, because these joins must see the same state.
 */

import { Fold, hasText, isEnded, isWithin, markOf, NOTHING, Standing, textOf } from '../stream/index';
import type { Citation, Content, GenerationEvent, Mark, MessageBody, ProblemDocument, Snapshot, Timing, Usage } from '../stream/index';
import { beforeNextFrame } from './frames';
import type { Answer, AnswerFigures, AnswerPart, AnswerSource, AnswerState, Id, ModelRef, Takeover, WaitsFor } from './model';
import { shownParts } from './parts';
import { ReasoningTimes } from './reasoning-times';
import type { PartMillis } from './reasoning-times';
import { State } from './signal';
import { shownSources } from './sources';
import { takenOverBy } from './takeover';

/** What a generation event did to an answer. */
export type Effect = 'grown' | 'ended' | 'gap' | 'none';

/** What is told of an end beside its content. */
interface End {
  readonly finishReason?: string | undefined;
  readonly problem?: ProblemDocument | undefined;
  readonly usage?: Usage | undefined;
  readonly timing?: Timing | undefined;
}

/** How far what is on the screen is. */
interface Shown {
  readonly attempt: number;
  readonly mark: Mark;
  readonly content: Content;
}

const EMPTY: Content = { parts: [] };

export class LiveAnswer implements Answer {
  readonly role = 'assistant';
  readonly id: Id;
  readonly parentId: Id | null;
  readonly generationId: Id | null;
  readonly model: ModelRef | null;
  readonly createdAt: number;

  readonly state: State<AnswerState>;
  readonly parts = new State<readonly AnswerPart[]>([]);
  readonly takeover = new State<Takeover | null>(null);
  readonly figures = new State<AnswerFigures | null>(null);
  readonly sources = new State<readonly AnswerSource[]>([]);

  readonly #fold: Fold;
  /** Whether the fold is where the stream is; if not, only an end or a snapshot is taken in. */
  #follows = false;
  #awaitsSnapshot = false;
  #shown: Shown = { attempt: 0, mark: NOTHING, content: EMPTY };
  #stopping = false;
  #waitsFor: WaitsFor | null = null;
  /** Those that are shown. */
  #citations: readonly Citation[] | undefined;
  #end: End = {};
  readonly #times: ReasoningTimes;
  readonly #publish = (): void => this.#show();

  constructor(body: MessageBody, reasoningMillis: PartMillis) {
    this.id = body.id;
    this.parentId = body.parentId ?? null;
    this.generationId = body.generationId ?? null;
    this.model = body.model ?? null;
    this.createdAt = Date.parse(body.createdAt);
    this.#times = new ReasoningTimes(reasoningMillis);
    this.#fold = new Fold();
    this.state = new State<AnswerState>({ kind: 'queued', stopping: false });
    this.merge(body);
  }

  get isRunning(): boolean {
    return !this.#fold.standing.isEnded;
  }

  get reasoningMillis(): PartMillis {
    return this.#times.all;
  }

  text(): string {
    return textOf(this.#fold.content);
  }

  /** As it is kept on this device. */
  toBody(): MessageBody {
    return {
      id: this.id,
      parentId: this.parentId,
      role: 'assistant',
      content: this.#fold.content,
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
    const { attempt, mark } = this.#fold.standing;
    const knowsMore = snapshot.attempt > attempt || (snapshot.attempt === attempt && isWithin(mark, markOf(snapshot.content)));
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
          this.#finish({ ...event.result, problem: event.problem });
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
      // Of a conversation that was not watched: whose attempt it is counts, what it keeps comes with a snapshot or the end.
      this.#fold.restore({
        ...snapshotOf(this.toBody()),
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
      this.#times.cut(event.keeps ?? NOTHING);
      this.takeover.value = takenOverBy(event, this.#shown.content, this.takeover.value);
    } else if (event.type === 'generation.progressed') {
      if (event.anew === true && this.takeover.value) {
        this.takeover.value = { ...this.takeover.value, anew: true };
      }
      this.#times.grow(event.pieces, at);
    } else if (isEnded(event)) {
      this.#times.end(at);
    }
  }

  #finish({ finishReason, problem, usage, timing }: End): void {
    this.#end = { finishReason, problem, usage, timing };
    this.#follows = false;
    this.figures.value = figuresOf(usage, timing);
  }

  #show(): void {
    const { standing } = this.#fold;
    const isBehind = standing.attempt === this.#shown.attempt && !isWithin(this.#shown.mark, standing.mark) && !standing.isEnded;
    if (!isBehind) {
      this.#showContent();
    }
    const next = this.#state();
    if (!isSameState(next, this.state.value)) {
      this.state.value = next;
    }
  }

  #showContent(): void {
    const { content, standing } = this.#fold;
    this.#shown = { attempt: standing.attempt, mark: standing.mark, content };
    this.parts.value = shownParts(content, this.parts.value, { isRunning: this.isRunning, times: this.#times, now: Date.now() });
    if (this.#citations !== content.citations) {
      this.#citations = content.citations;
      this.sources.value = shownSources(content.citations ?? []);
    }
  }

  #state(): AnswerState {
    const { standing } = this.#fold;
    switch (standing.status) {
      case 'queued':
        return { kind: 'queued', stopping: this.#stopping };
      case 'running':
        return !hasText(this.#shown.content)
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
    content: body.content,
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
