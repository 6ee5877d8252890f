/*
 * A device on the stream. Connects, resumes from its cursor, is cut off, comes back; what it hands to
 * its listener is every event once, in order, or a `reset`, which says that continuity is lost.
 *
 *   idle ──start──▶ connecting ──welcome──▶ live
 *                     ▲    │                  │ closed, silent, renewed
 *                     │    ▼                  ▼
 *                   waiting ◀─────────────── (advice of the close code) ──▶ refused
 *
 * Longer than a class of ours usually is, because a connection's life is one state machine: its parts
 * (back-off, close codes, surroundings) lie beside it.
 */

import { Backoff } from './backoff';
import { adviceOf } from './close-code';
import { Sequence } from './sequence';
import { browser } from './surroundings';
import type { Surroundings } from './surroundings';
import type { ClientFrame, LogEvent, ProblemDocument, ServerFrame, Snapshot } from './wire';

export type StreamStatus =
  | { readonly kind: 'idle' }
  /** `again`: it was live before. */
  | { readonly kind: 'connecting'; readonly again: boolean }
  | { readonly kind: 'live' }
  /** The next try is at `until`, in milliseconds since 1970. */
  | { readonly kind: 'waiting'; readonly again: boolean; readonly until: number }
  /** The browser says that there is no network; tries all the same, seldom. */
  | { readonly kind: 'offline'; readonly until: number }
  /** Told to stay away; `reconnect` tries again. */
  | { readonly kind: 'refused'; readonly problem: ProblemDocument | null; readonly code: number };

/** Called on the socket's turn; must not throw. */
export interface StreamListener {
  /** In log order. Progress comes for followed conversations only. */
  events(events: readonly LogEvent[]): void;
  /** The state of a running generation at the place where the events stand; what was known of it before is void. */
  snapshot(generation: Snapshot): void;
  /** Continuity is lost. Nothing more comes until `resume` is called with the cursor of newly read state. */
  reset(reason: string): void;
  /** The gateway could not follow a frame; the connection goes on. */
  problem(problem: ProblemDocument): void;
  status(status: StreamStatus): void;
}

export interface StreamOptions {
  /** The gateway's address, `http`, `https`, `ws` or `wss`, without the path. */
  readonly url: string;
  /** A valid access token. `renew` says that the last one was refused or has expired. */
  readonly token: (renew: boolean) => Promise<string>;
  readonly listener: StreamListener;
  readonly surroundings?: Surroundings;
}

const PROTOCOL = 'holdfast.v2';
const BEARER = 'bearer-token-carrier';
const NORMAL = 1000;

/** A connection that says nothing for so long is asked whether it lives. The gateway's own pings are not seen by scripts. */
const SILENCE = 20_000;
/** So long an answer may take before the connection is given up. */
const PATIENCE = 8_000;
/** After waking up, a person looks at the screen. */
const PATIENCE_AFTER_WAKING = 2_500;
const HANDSHAKE = 15_000;
/** What `isOnline` says is not always true. */
const OFFLINE_RETRY = 30_000;
/** Offers of a refused token are not repeated faster than a renewal could help. */
const BACKOFF = { first: 500, most: 20_000 };

interface Ping {
  /** What is followed for certain once this ping is answered; null where it only asks for life. */
  readonly follows: ReadonlySet<string> | null;
}

export class StreamClient {
  readonly #options: StreamOptions;
  readonly #around: Surroundings;
  readonly #backoff: Backoff;
  #status: StreamStatus = { kind: 'idle' };
  #socket: WebSocket | null = null;
  /** Stands after the last event that the listener got. Null: from the present on. */
  #cursor: string | null = null;
  /** Of the numbered events since the listener's state, over all connections. The gateway drops repeats as well, as far as it knows them. */
  #had = Sequence.NONE;
  /** What the listener wants progress of. */
  #wanted: ReadonlySet<string> = new Set();
  /** Of these the listener has everything up to the cursor; a resume without them in `watch` brings a snapshot when they are added. */
  #followed: ReadonlySet<string> = new Set();
  /** Frames before the last `welcome` that is awaited belong to the place that was left. */
  #welcomes = 0;
  /** After a reset, until `resume`. */
  #needsState = false;
  #wasLive = false;
  #failures = 0;
  #pings: Ping[] = [];
  #lastProblem: ProblemDocument | null = null;
  #renewing = false;
  #cancelTimer: () => void = () => undefined;
  #cancelPulse: () => void = () => undefined;
  #stopWatching: () => void = () => undefined;
  /** Of connections; what a former one still does is not heard. */
  #generation = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#around = options.surroundings ?? browser;
    this.#backoff = new Backoff({ ...BACKOFF, random: () => this.#around.random() });
  }

  get status(): StreamStatus {
    return this.#status;
  }

  /** Where the listener stands; keep it to go on from here another time. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /**
   * Connects, and stays connected until `close`.
   *
   * @param cursor of the state that the listener has; null where it has none
   * @param followed conversations whose running answers the listener has exactly as of this cursor
   */
  start(cursor: string | null, followed: Iterable<string> = []): void {
    this.#cursor = cursor;
    this.#had = Sequence.NONE;
    this.#followed = new Set(followed);
    this.#wanted = new Set([...this.#wanted, ...this.#followed]);
    this.#stopWatching();
    this.#stopWatching = this.#around.watch({
      woke: () => this.#wake(),
      wentOffline: () => this.#loseNetwork(),
    });
    this.#open(false);
  }

  /** Replaces the set of conversations whose progress is wanted. Each that is new comes with a snapshot if something runs in it. */
  watch(conversations: Iterable<string>): void {
    this.#wanted = new Set(conversations);
    this.#followed = new Set([...this.#followed].filter((id) => this.#wanted.has(id)));
    if (this.#canSpeak()) {
      this.#askToFollow();
    }
  }

  /** Gets a new snapshot of what runs in a conversation, whose listener has found a gap. */
  refollow(conversation: string): void {
    this.#followed = new Set([...this.#followed].filter((id) => id !== conversation));
    if (this.#canSpeak() && this.#wanted.has(conversation)) {
      this.#send({ type: 'watch', conversations: [...this.#wanted].filter((id) => id !== conversation) });
      this.#askToFollow();
    }
  }

  /** After a reset, or any time the listener has read the state anew: goes on from its cursor. */
  resume(cursor: string | null, followed: Iterable<string> = []): void {
    this.#cursor = cursor;
    // The state may be older than what was told before, which then belongs to it once more.
    this.#had = Sequence.NONE;
    this.#followed = new Set([...followed].filter((id) => this.#wanted.has(id)));
    this.#needsState = false;
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#sendResume();
    } else {
      this.reconnect();
    }
  }

  /** Takes up a new token: leaves the connection and comes back at once, from the same cursor. */
  renew(): void {
    if (this.#socket !== null) {
      this.#open(false);
    }
  }

  /** Now, whatever the wait; also after the gateway said to stay away. */
  reconnect(): void {
    if (this.#status.kind !== 'idle' && this.#status.kind !== 'live') {
      this.#backoff.succeed();
      this.#open(this.#renewing);
    }
  }

  /** For good; `start` begins anew. */
  close(): void {
    this.#stopWatching();
    this.#drop();
    this.#wasLive = false;
    this.#become({ kind: 'idle' });
  }

  // ── A connection ───────────────────────────────────────────────────────────────────────────────

  #open(renew: boolean): void {
    this.#drop();
    const generation = this.#generation;
    this.#become({ kind: 'connecting', again: this.#wasLive });
    this.#cancelTimer = this.#around.after(HANDSHAKE, () => this.#fail(0));
    this.#options.token(renew).then(
      (token) => {
        if (generation === this.#generation) {
          this.#renewing = false;
          this.#handshake(token, generation);
        }
      },
      () => {
        if (generation === this.#generation) {
          this.#fail(0);
        }
      },
    );
  }

  #handshake(token: string, generation: number): void {
    const url = `${this.#options.url.replace(/^http/, 'ws').replace(/\/$/, '')}/stream`;
    const carried = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
    const socket = this.#around.connect(url, [PROTOCOL, BEARER, carried]);
    this.#socket = socket;
    const isMine = (): boolean => generation === this.#generation;
    socket.onopen = () => {
      if (isMine() && !this.#needsState) {
        this.#sendResume();
      }
    };
    socket.onmessage = ({ data }) => {
      if (isMine() && typeof data === 'string') {
        this.#receive(data);
      }
    };
    socket.onclose = ({ code }) => {
      if (isMine()) {
        this.#socket = null;
        this.#closed(code);
      }
    };
  }

  #sendResume(): void {
    this.#welcomes += 1;
    this.#pings = [];
    this.#send({ type: 'resume', cursor: this.#cursor, watch: [...this.#followed] });
  }

  /** What `watch` brings is on its way when the ping is answered; what still comes later is met as a gap. */
  #askToFollow(): void {
    this.#send({ type: 'watch', conversations: [...this.#wanted] });
    this.#ping({ follows: this.#wanted });
  }

  #ping(ping: Ping): void {
    this.#pings.push(ping);
    this.#send({ type: 'ping' });
  }

  #receive(data: string): void {
    const frame = JSON.parse(data) as ServerFrame;
    this.#pulse(SILENCE);
    if (frame.type === 'welcome') {
      this.#welcomes -= 1;
      if (this.#welcomes === 0) {
        this.#cancelTimer();
        this.#backoff.succeed();
        this.#failures = 0;
        this.#wasLive = true;
        this.#cursor = frame.cursor;
        if ([...this.#wanted].some((id) => !this.#followed.has(id))) {
          // Not together with the resume: a gateway that is still finding the place would take its set for the newer one.
          this.#askToFollow();
        }
        this.#become({ kind: 'live' });
      }
      return;
    }
    if (frame.type === 'error') {
      this.#lastProblem = frame.problem;
      this.#options.listener.problem(frame.problem);
      return;
    }
    if (this.#welcomes > 0 || this.#needsState) {
      return;
    }
    switch (frame.type) {
      case 'events':
        this.#tell(frame.events);
        this.#cursor = frame.cursor;
        break;
      case 'snapshot':
        this.#options.listener.snapshot(frame.generation);
        this.#cursor = frame.cursor;
        break;
      case 'reset':
        this.#needsState = true;
        this.#followed = new Set();
        this.#options.listener.reset(frame.reason);
        break;
      case 'pong':
        this.#answered(frame.cursor);
        break;
      default:
        // A frame of a later version.
        break;
    }
  }

  #tell(events: readonly LogEvent[]): void {
    const told = events.filter((event) => {
      const isNew = !this.#had.isRepeat(event);
      this.#had = this.#had.after(event);
      return isNew;
    });
    if (told.length > 0) {
      this.#options.listener.events(told);
    }
  }

  #answered(cursor: string | undefined): void {
    const ping = this.#pings.shift();
    if (cursor !== undefined) {
      this.#cursor = cursor;
    }
    if (ping?.follows) {
      this.#followed = new Set([...ping.follows].filter((id) => this.#wanted.has(id)));
    }
  }

  // ── Its end ────────────────────────────────────────────────────────────────────────────────────

  #closed(code: number): void {
    const advice = adviceOf(code);
    switch (advice.kind) {
      case 'stay-away':
        this.#drop();
        this.#become({ kind: 'refused', problem: this.#lastProblem, code });
        break;
      case 'soon':
        this.#wait(Math.round(this.#around.random() * advice.within));
        break;
      case 'with-new-token':
        this.#open(true);
        break;
      case 'later':
        this.#fail(advice.atLeast);
        break;
    }
  }

  /** A handshake that is refused looks to a script like a server that is not there: the token may be at fault. */
  #fail(atLeast: number): void {
    this.#failures += 1;
    this.#renewing = this.#failures === 2;
    this.#wait(Math.max(atLeast, this.#backoff.next()));
  }

  #wait(millis: number): void {
    this.#drop();
    const offline = !this.#around.isOnline();
    const until = this.#around.now() + (offline ? OFFLINE_RETRY : millis);
    this.#become(offline ? { kind: 'offline', until } : { kind: 'waiting', again: this.#wasLive, until });
    this.#cancelTimer = this.#around.after(until - this.#around.now(), () => this.#open(this.#renewing));
  }

  #loseNetwork(): void {
    if (this.#status.kind !== 'idle' && this.#status.kind !== 'refused') {
      this.#wait(OFFLINE_RETRY);
    }
  }

  /** A machine that slept has lost its connections and does not know it. */
  #wake(): void {
    switch (this.#status.kind) {
      case 'live':
        if (this.#pings.length === 0) {
          this.#ping({ follows: null });
        }
        this.#pulse(0, PATIENCE_AFTER_WAKING);
        break;
      case 'waiting':
      case 'offline':
        this.#open(this.#renewing);
        break;
      case 'connecting':
      case 'idle':
      case 'refused':
        break;
    }
  }

  /** After `silence` without a frame asks for one, and after `patience` more gives the connection up. */
  #pulse(silence: number, patience: number = PATIENCE): void {
    this.#cancelPulse();
    const giveUp = (): void => {
      this.#cancelPulse = this.#around.after(patience, () => this.#fail(0));
    };
    if (silence === 0) {
      giveUp();
      return;
    }
    this.#cancelPulse = this.#around.after(silence, () => {
      this.#ping({ follows: null });
      giveUp();
    });
  }

  #drop(): void {
    this.#generation += 1;
    this.#cancelTimer();
    this.#cancelPulse();
    this.#welcomes = 0;
    this.#pings = [];
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(NORMAL);
  }

  #canSpeak(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN && !this.#needsState && this.#welcomes === 0 && this.#status.kind === 'live';
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  #become(status: StreamStatus): void {
    if (status.kind === 'live' && this.#status.kind === 'live') {
      return;
    }
    this.#status = status;
    this.#options.listener.status(status);
  }
}
