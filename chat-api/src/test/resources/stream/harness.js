/* Runs in Chromium: the stream client's module, on a network and a clock that the test plays. */

import { Fold, isGenerationEvent, markOf, NOTHING, Sequence, Standing, StreamClient } from '/stream.js';

export function fold({ events }) {
  const fold = new Fold();
  const all = events.map(({ event }) => fold.add(event));
  const { mark } = fold.standing;
  return {
    rulings: all.map(word),
    gaps: all.filter(({ kind }) => kind === 'gap').map(({ expected, found }) => ({ expected, found })),
    marksAgree: JSON.stringify(mark) === JSON.stringify(markOf(fold.content)),
    state: stateOf(fold),
  };
}

function word(ruling) {
  return ruling.kind === 'ignored' ? ruling.reason : ruling.kind;
}

function stateOf(fold) {
  const { status, attempt, run } = fold.standing;
  return { status, attempt, run: run ?? null, content: fold.content };
}

/**
 * Reads every event that counts again at every later place, and says what was not as without it.
 */
export function readTwice({ events: steps }) {
  const events = steps.map(({ event }) => event);
  const once = readAll(events);
  const wrong = [];
  events.forEach((event, repeated) => {
    if (once.rulings[repeated] !== 'counts') {
      return;
    }
    for (let after = repeated + 1; after <= events.length; after += 1) {
      const before = readAll(events.slice(0, after));
      const there = readAll([...events.slice(0, after), event]);
      const whole = readAll([...events.slice(0, after), event, ...events.slice(after)]);
      const again = whole.rulings.splice(after, 1)[0];
      const isWrong =
        again === 'gap' ||
        (again === 'counts' && isRecognised(event)) ||
        there.state !== before.state ||
        whole.state !== once.state ||
        whole.rulings.join() !== once.rulings.join();
      if (isWrong) {
        wrong.push(`event ${repeated} again after ${after}: ${again}`);
      }
    }
  });
  return wrong;
}

function readAll(events) {
  const fold = new Fold();
  const rulings = events.map((event) => word(fold.add(event)));
  return { rulings, state: JSON.stringify([stateOf(fold), fold.standing]) };
}

/** Whether it is dropped when it comes again, and not merely without effect. */
function isRecognised({ type, beat, pieces }) {
  switch (type) {
    case 'generation.queued': return false;
    case 'generation.alive': return beat !== undefined;
    case 'generation.progressed': return pieces.some(addsToAPart);
    default: return true;
  }
}

function addsToAPart({ type, text, input }) {
  switch (type) {
    case 'text':
    case 'reasoning': return (text ?? '') !== '';
    case 'tool-call': return (input ?? '') !== '';
    case 'tool-result':
    case 'attachment': return true;
    default: return false;
  }
}

export function sequence({ had, events }) {
  let sequence = had === undefined ? Sequence.NONE : new Sequence(had);
  const rulings = events.map(({ event }) => {
    const ruling = sequence.isRepeat(event) ? 'repeated' : 'counts';
    sequence = sequence.after(event);
    return ruling;
  });
  return { rulings, highest: sequence.highest };
}

export const isOfAGeneration = (event) => isGenerationEvent(event);

/** Takes the same snapshot and the same event in twice, and says what the second time was. */
export function twice(event) {
  const fold = new Fold(new Standing('running', event.attempt, event.run, NOTHING));
  fold.add(event);
  const again = fold.add(event);
  return again.kind === 'ignored' ? again.reason : again.kind;
}

class PlayedSocket {
  readyState = WebSocket.CONNECTING;

  constructor(transcript) {
    this.transcript = transcript;
  }

  send(text) {
    this.transcript.push(`sends ${text}`);
  }

  close(code) {
    if (this.readyState !== WebSocket.CLOSED) {
      this.readyState = WebSocket.CLOSED;
      this.transcript.push(`closes ${code}`);
    }
  }
}

/** A device whose every step the test decides. */
class Device {
  transcript = [];
  sockets = [];
  timers = [];
  now = 0;
  online = true;
  chance = 0.5;
  tokens = 0;
  watcher = { woke() {}, wentOffline() {} };

  constructor() {
    const { transcript } = this;
    this.client = new StreamClient({
      url: 'https://gateway.example/',
      token: async (renew) => {
        this.tokens += this.tokens === 0 || renew ? 1 : 0;
        return `token ${this.tokens}`;
      },
      surroundings: {
        connect: (url, protocols) => {
          transcript.push(`connects ${url} ${protocols.join(' ')}`);
          this.sockets.push(new PlayedSocket(transcript));
          return this.sockets.at(-1);
        },
        now: () => this.now,
        random: () => this.chance,
        after: (millis, then) => {
          const timer = { at: this.now + millis, then };
          this.timers.push(timer);
          return () => this.timers.splice(this.timers.indexOf(timer) >>> 0, 1);
        },
        isOnline: () => this.online,
        watch: (watcher) => {
          this.watcher = watcher;
          return () => undefined;
        },
      },
      listener: {
        events: (events) => events.forEach((event) => transcript.push(`event ${JSON.stringify(event)}`)),
        snapshot: (generation) => transcript.push(`snapshot ${JSON.stringify(generation)}`),
        reset: (reason) => transcript.push(`reset ${reason}`),
        problem: ({ slug }) => transcript.push(`problem ${slug}`),
        status: (status) => transcript.push(`status ${statusText(status)}`),
      },
    });
  }

  get socket() {
    return this.sockets.at(-1);
  }

  accept() {
    this.socket.readyState = WebSocket.OPEN;
    this.socket.onopen();
  }

  hear(frame) {
    this.socket.onmessage({ data: JSON.stringify(frame) });
  }

  hang(code) {
    const { socket } = this;
    socket.readyState = WebSocket.CLOSED;
    socket.onclose({ code });
  }

  pass(millis) {
    const until = this.now + millis;
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
      if (due === undefined) {
        break;
      }
      this.timers.splice(this.timers.indexOf(due), 1);
      this.now = due.at;
      due.then();
    }
    this.now = until;
  }

  async step([what, ...rest]) {
    switch (what) {
      case 'start': this.client.start(...rest); break;
      case 'watch': this.client.watch(...rest); break;
      case 'refollow': this.client.refollow(...rest); break;
      case 'resume': this.client.resume(...rest); break;
      case 'renew': this.client.renew(); break;
      case 'reconnect': this.client.reconnect(); break;
      case 'leave': this.client.close(); break;
      case 'accept': this.accept(); break;
      case 'hear': this.hear(...rest); break;
      case 'hang': this.hang(...rest); break;
      case 'pass': this.pass(...rest); break;
      case 'chance': this.chance = rest[0]; break;
      case 'offline': this.online = false; this.watcher.wentOffline(); break;
      case 'online': this.online = true; this.watcher.woke(); break;
      case 'wake': this.watcher.woke(); break;
      case 'forget': this.transcript.length = 0; break;
      default: throw new Error(`no such step: ${what}`);
    }
    // Tokens are promised.
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.resolve();
    }
  }
}

function statusText(status) {
  return status.kind + ('until' in status ? ` until ${status.until}` : '') + ('code' in status ? ` ${status.code}` : '');
}

/** What the device did and what its listener was told, in order. */
export async function play(steps) {
  const device = new Device();
  for (const step of steps) {
    await device.step(step);
  }
  return device.transcript;
}
