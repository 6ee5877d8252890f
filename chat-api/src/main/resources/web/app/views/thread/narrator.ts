/* Tells those who listen how an answer begins and ends. The text itself is not read out token by token: it is there to be read when it is whole. */

import type { Answer, AnswerState, Takeover } from '../../store/model';
import type { Signal, Unsubscribe } from '../../store/signal';
import { text } from '../../text/index';
import { kindOf } from '../answer/ending';

export class Narrator {
  #leave: Unsubscribe[] = [];
  #leaveAnswer: Unsubscribe[] = [];

  constructor(private readonly announce: (sentence: string) => void) {}

  follow(running: Signal<Answer | null>): void {
    this.stop();
    this.#leave = [running.subscribe((answer) => answer && this.#tell(answer))];
    if (running.value) {
      this.#tell(running.value);
    }
  }

  stop(): void {
    for (const leave of [...this.#leave, ...this.#leaveAnswer]) {
      leave();
    }
    this.#leave = [];
    this.#leaveAnswer = [];
  }

  #tell(answer: Answer): void {
    this.#leaveAnswer.forEach((leave) => leave());
    this.announce(text.status.began);
    let heard = answer.takeover.value;
    this.#leaveAnswer = [
      answer.state.subscribe((state) => {
        const said = sentence(state);
        if (said) {
          this.announce(said);
        }
      }),
      answer.takeover.subscribe((takeover) => {
        if (takeover && isNews(takeover, heard)) {
          heard = takeover;
          this.announce(text.answer.takeover[kindOf(takeover)].name);
        }
      }),
    ];
  }
}

/** More is found out about a takeover while it goes on; only another turn of it is told. */
function isNews(now: Takeover, before: Takeover | null): boolean {
  const { name } = text.answer.takeover[kindOf(now)];
  return before === null || now.attempt !== before.attempt || name !== text.answer.takeover[kindOf(before)].name;
}

function sentence(state: AnswerState): string | null {
  switch (state.kind) {
    case 'completed':
      return text.status.completed;
    case 'stopped':
      return text.status.stopped;
    case 'failed':
      return text.status.failed(state.problem.title);
    case 'thinking':
    case 'streaming':
      return state.waitsFor === null ? null : text.answer.waitsFor[state.waitsFor];
    case 'queued':
      return null;
  }
}
