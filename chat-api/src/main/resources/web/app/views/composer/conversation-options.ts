/*
 * Which model answers in this conversation, and how. What is changed counts at once, here and on the person's
 * other devices; there is nothing to save. A field that the model does not take is there and says so.
 */

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AnswerOptions, Model, OptionName, Problem, WritableConversation } from '../../store/model';
import { count } from '../../text/format';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { DialogView } from '../dialog';
import { icons } from '../icons';
import '../problem';
import { sameModel } from './model-search';
import { modelSelect } from './model-select';
import { descriptionOf, idOf, optionField, type OptionFrame } from './option-field';

const MOST_TOKENS = 1_000_000;
const EFFORTS = ['minimal', 'low', 'medium', 'high'];
/** Where the slider stands while nothing is set. */
const MIDDLE = 1;
const FIELD = 'options.';

export class ConversationOptions extends DialogView {
  static override properties = { conversation: { attribute: false } };
  declare conversation: WritableConversation;

  protected readonly label = text.options.title;
  protected readonly kind = 'options-dialog';

  /** What is wrong, by field. */
  #problems: Partial<Record<OptionName, string>> = {};
  /** What is wrong and has no field. */
  #problem: Problem | null = null;
  /** What was typed and is not kept, so that it can be mended. */
  #typed: Partial<Record<OptionName, string>> = {};
  /** While the slider is being moved. */
  #sliding: number | null = null;

  /** @param problem what came of the options as they are */
  begin(problem: Problem | null): void {
    this.#problems = {};
    this.#problem = null;
    this.#sliding = null;
    if (problem === null) {
      this.#typed = {};
    }
    this.open();
    if (problem !== null) {
      this.#show(problem);
    }
  }

  protected override content(): TemplateResult {
    const t = text.options;
    const options = this.watch(this.conversation.options);
    const model = this.#model();
    return html`
      <div class="dialog-head">
        <h2>${t.title}</h2>
        <button type="button" class="icon-button" aria-label=${text.actions.close} @click=${() => this.close()}>${icons.close}</button>
      </div>
      <form class="dialog-body options" novalidate @submit=${(event: Event) => this.#submit(event)}>
        <p class="panel-help">${t.lead}</p>
        ${this.#problem === null ? nothing : html`<hf-problem heading=${t.notKept} .problem=${this.#problem}></hf-problem>`}
        ${this.#modelField()} ${this.#temperature(options, model)} ${this.#maxTokens(options, model)} ${this.#effort(options, model)} ${this.#prompt(options, model)}
        <div class="options-foot">
          ${Object.keys(options).length === 0
            ? html`<p class="field-help">${t.allUsual}</p>`
            : html`<button type="button" class="button" data-reset @click=${() => this.#resetAll()}>${t.resetAll}</button>`}
          <button type="submit" class="button is-primary">${t.done}</button>
        </div>
      </form>
    `;
  }

  #modelField(): TemplateResult {
    const models = this.watch(visit().models.items);
    const chosen = this.watch(this.conversation.model);
    const isLoading = chosen === null && this.watch(visit().models.state).kind === 'loading';
    return html`
      <div class="option">
        <div class="option-head"><label class="field-label" for="option-model">${text.options.model}</label></div>
        ${modelSelect('option-model', models, chosen, isLoading ? text.models.loading : null, (model) => model && this.conversation.setModel(model))}
      </div>
    `;
  }

  #temperature(options: AnswerOptions, model: Model | null): TemplateResult {
    const t = text.options;
    const shown = this.#sliding ?? options.temperature ?? null;
    const value = shown === null ? t.usual : shown.toLocaleString(text.language);
    const frame = { ...this.#frame('temperature', t.temperature, t.temperatureHelp, options, model), value };
    return optionField(
      frame,
      html`<input
        id=${idOf('temperature')}
        class="slider ${shown === null ? 'is-unset' : ''}"
        type="range"
        min="0"
        max="2"
        step="0.1"
        ?disabled=${frame.refusedBy !== null}
        aria-describedby=${descriptionOf(frame)}
        aria-invalid=${frame.problem !== null}
        aria-valuetext=${value}
        .value=${live(String(shown ?? MIDDLE))}
        @input=${(event: Event) => this.#slide(event)}
        @change=${(event: Event) => this.#slid(event)}
      />`,
    );
  }

  #maxTokens(options: AnswerOptions, model: Model | null): TemplateResult {
    const t = text.options;
    const most = model?.outputTokens ?? null;
    const help = most === null ? t.maxTokensHelp : t.maxTokensMost(count(most));
    const frame = this.#frame('maxTokens', t.maxTokens, help, options, model);
    return optionField(
      frame,
      html`<input
        id=${idOf('maxTokens')}
        class="input"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        placeholder=${t.usual}
        ?disabled=${frame.refusedBy !== null}
        aria-describedby=${descriptionOf(frame)}
        aria-invalid=${frame.problem !== null}
        .value=${this.#typed.maxTokens ?? String(options.maxTokens ?? '')}
        @change=${() => this.#takeTokens()}
      />`,
    );
  }

  #effort(options: AnswerOptions, model: Model | null): TemplateResult {
    const t = text.options;
    const { reasoningEffort } = options;
    const frame = this.#frame('reasoningEffort', t.reasoningEffort, t.reasoningEffortHelp, options, model);
    const choose = (event: Event) => void this.#set('reasoningEffort', (event.target as HTMLSelectElement).value || undefined);
    return optionField(
      frame,
      html`<select id=${idOf('reasoningEffort')} class="select" ?disabled=${frame.refusedBy !== null} aria-describedby=${descriptionOf(frame)} aria-invalid=${frame.problem !== null} .value=${live(reasoningEffort ?? '')} @change=${choose}>
        <option value="" ?selected=${reasoningEffort === undefined}>${t.usual}</option>
        ${EFFORTS.map((effort) => html`<option value=${effort} ?selected=${effort === reasoningEffort}>${t.efforts[effort]}</option>`)}
      </select>`,
    );
  }

  #prompt(options: AnswerOptions, model: Model | null): TemplateResult {
    const t = text.options;
    const frame = this.#frame('systemPrompt', t.systemPrompt, t.systemPromptHelp, options, model);
    return optionField(
      frame,
      html`<textarea
        id=${idOf('systemPrompt')}
        class="input"
        rows="3"
        dir="auto"
        placeholder=${t.systemPromptPlaceholder}
        ?disabled=${frame.refusedBy !== null}
        aria-describedby=${descriptionOf(frame)}
        aria-invalid=${frame.problem !== null}
        .value=${this.#typed.systemPrompt ?? options.systemPrompt ?? ''}
        @change=${() => this.#takePrompt()}
      ></textarea>`,
    );
  }

  #frame(name: OptionName, label: string, help: string, options: AnswerOptions, model: Model | null): OptionFrame {
    return {
      name,
      label,
      help,
      isSet: options[name] !== undefined,
      value: null,
      refusedBy: model?.refuses.includes(name) === true ? model.title : null,
      problem: this.#problems[name] ?? null,
      reset: () => this.#reset(name),
    };
  }

  #model(): Model | null {
    const ref = this.watch(this.conversation.model);
    return this.watch(visit().models.items).find((model) => sameModel(model.ref, ref)) ?? null;
  }

  // ── What the hand does ─────────────────────────────────────────────────────────────────────────

  #slide(event: Event): void {
    this.#sliding = Number((event.target as HTMLInputElement).value);
    this.requestUpdate();
  }

  #slid(event: Event): void {
    const temperature = Number((event.target as HTMLInputElement).value);
    this.#sliding = null;
    void this.#set('temperature', temperature);
  }

  #takeTokens(): void {
    const typed = this.#take('maxTokens').replace(/[\s,.’']/gu, '');
    const tokens = Number(typed);
    if (typed === '') {
      void this.#set('maxTokens', undefined);
    } else if (/^\d+$/u.test(typed) && tokens >= 1 && tokens <= MOST_TOKENS) {
      void this.#set('maxTokens', tokens);
    } else {
      this.#object('maxTokens', text.options.maxTokensRange(count(MOST_TOKENS)));
    }
  }

  #takePrompt(): void {
    const typed = this.#take('systemPrompt');
    const limit = context().store.limits.value.messageLength;
    if (typed.length > limit) {
      this.#object('systemPrompt', text.composer.tooLong(typed.length, limit));
    } else {
      void this.#set('systemPrompt', typed.trim() === '' ? undefined : typed);
    }
  }

  #take(name: OptionName): string {
    const typed = this.#valueOf(name);
    this.#typed = { ...this.#typed, [name]: typed };
    return typed;
  }

  #valueOf(name: OptionName): string {
    return this.#control(name)?.value ?? '';
  }

  #control(name: OptionName): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null {
    return this.querySelector<HTMLInputElement>(`#${idOf(name)}`);
  }

  #reset(name: OptionName): void {
    const { [name]: _dropped, ...typed } = this.#typed;
    this.#typed = typed;
    void this.#set(name, undefined);
    this.#control(name)?.focus();
  }

  #resetAll(): void {
    this.#problems = {};
    this.#typed = {};
    void this.#keep({});
    this.querySelector<HTMLElement>('[type=submit]')?.focus();
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#takeTyped();
    if (Object.keys(this.#problems).length === 0) {
      this.close();
    } else {
      this.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    }
  }

  /** Escape comes before a field has said that it changed. */
  protected override closing(): void {
    this.#takeTyped();
  }

  #takeTyped(): void {
    const { maxTokens, systemPrompt } = this.conversation.options.value;
    if (this.#valueOf('maxTokens') !== String(maxTokens ?? '')) {
      this.#takeTokens();
    }
    if (this.#valueOf('systemPrompt') !== (systemPrompt ?? '')) {
      this.#takePrompt();
    }
  }

  // ── What comes of it ───────────────────────────────────────────────────────────────────────────

  #set<Name extends OptionName>(name: Name, value: AnswerOptions[Name] | undefined): Promise<void> {
    const { [name]: _before, ...others } = this.conversation.options.value;
    const { [name]: _solved, ...problems } = this.#problems;
    this.#problems = problems;
    return this.#keep(value === undefined ? others : { ...others, [name]: value });
  }

  async #keep(options: AnswerOptions): Promise<void> {
    this.#problem = null;
    this.requestUpdate();
    const problem = await this.conversation.setOptions(options);
    if (problem === null) {
      this.#typed = this.#objectedTo();
      this.requestUpdate();
    } else if (this.shown) {
      this.#show(problem);
    } else {
      this.begin(problem);
    }
  }

  /** Of what was typed, that which still has a fault. */
  #objectedTo(): Partial<Record<OptionName, string>> {
    return Object.fromEntries(Object.entries(this.#typed).filter(([name]) => isOption(name) && this.#problems[name] !== undefined));
  }

  #object(name: OptionName, problem: string): void {
    this.#problems = { ...this.#problems, [name]: problem };
    this.requestUpdate();
  }

  #show(problem: Problem): void {
    const name = problem.field?.startsWith(FIELD) === true ? problem.field.slice(FIELD.length) : '';
    const control = isOption(name) ? this.#control(name) : null;
    if (isOption(name) && control !== null) {
      this.#object(name, problem.detail);
      this.drawNow();
      control.focus();
    } else {
      this.#problem = problem;
      this.requestUpdate();
    }
  }
}

function isOption(word: string): word is OptionName {
  return word === 'temperature' || word === 'maxTokens' || word === 'reasoningEffort' || word === 'systemPrompt';
}

customElements.define('hf-conversation-options', ConversationOptions);

declare global {
  interface HTMLElementTagNameMap {
    'hf-conversation-options': ConversationOptions;
  }
}
