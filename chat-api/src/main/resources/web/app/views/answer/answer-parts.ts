/*
 * The parts of an answer in their order: its texts, and between them what the model thought and called. Each
 * has an element of its own, at the same place for as long as it is there.
 */

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, AnswerPart, AnswerSource, Attachment, Reasoning, ToolCall, ToolResult } from '../../store/model';
import { bytes, duration } from '../../text/format';
import { text } from '../../text/index';
import { context } from '../context';
import { icons } from '../icons';
import { View } from '../view';
import './answer-html';
import './aside';
import { SourceMarks } from './source-marks';

export class AnswerParts extends View {
  static override properties = { answer: { attribute: false } };
  declare answer: Answer;

  #sources: readonly AnswerSource[] = [];
  #marks = SourceMarks.NONE;

  protected override render(): TemplateResult {
    const sources = this.watch(this.answer.sources);
    if (sources !== this.#sources) {
      this.#sources = sources;
      this.#marks = new SourceMarks(sources);
    }
    return html`${this.watch(this.answer.parts).map((part, at) => this.#part(part, `${this.answer.id}-${at}`))}`;
  }

  #part(part: AnswerPart, name: string): TemplateResult | typeof nothing {
    switch (part.kind) {
      case 'text':
        return part.blocks.length === 0 ? nothing : html`<hf-answer-html .marks=${this.#marks} .blocks=${part.blocks}></hf-answer-html>`;
      case 'reasoning':
        return this.#reasoning(part, name);
      case 'tool-call':
        return toolCall(part, name);
      case 'tool-result':
        return html`${toolResult(part, name)}${part.attachments.map(attachment)}`;
      case 'attachment':
        return attachment(part);
      case 'unknown':
        return nothing;
    }
  }

  #reasoning(part: Reasoning, name: string): TemplateResult | typeof nothing {
    if (part.text === '' && !part.running) {
      return nothing;
    }
    const unfolded = this.watch(context().store.preferences).expandReasoning;
    return html`<hf-aside data-kind="reasoning" .name=${name} .icon=${icons.reasoning} .label=${reasoned(part)} .words=${part.text} .running=${part.running} .unfolded=${unfolded}></hf-aside>`;
  }
}

function reasoned({ running, millis }: Reasoning): string {
  const t = text.reasoning;
  if (millis === null) {
    return running ? t.running : t.done;
  }
  return running ? t.runningFor(duration(millis)) : t.doneIn(duration(millis));
}

function toolCall({ name: tool, input, state }: ToolCall, name: string): TemplateResult {
  const running = state === 'writing' || state === 'running';
  return html`<hf-aside data-kind="tool-call" .name=${name} .icon=${icons.tool} .label=${text.tools.call[state](tool)} .words=${input} .running=${running} .unfolded=${false}></hf-aside>`;
}

function toolResult({ name: tool, text: words, failed }: ToolResult, name: string): TemplateResult {
  const label = failed ? text.tools.failed(tool) : text.tools.result(tool);
  return html`<hf-aside data-kind="tool-result" .name=${name} .icon=${failed ? icons.alert : icons.tool} .label=${label} .words=${words} .running=${false} .unfolded=${false}></hf-aside>`;
}

function attachment({ name, mediaType, bytes: size }: Attachment): TemplateResult {
  return html`<p class="attachment">${icons.attachment}<span dir="auto">${name}</span> <span class="attachment-kind">${mediaType}, ${bytes(size)}</span></p>`;
}

customElements.define('hf-answer-parts', AnswerParts);
