/**
 * One list's question and its answer: the query, the order, the result with its rows and its count.
 *
 * A query that does not parse leaves the last result standing, and so does one that is not answered yet. A newer
 * question ends the older one.
 */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { Checked, Column, Histogram, Opened, Sort, Subject } from '../ipc/types';
import { searches } from '../lib/query';
import { queryOffset } from '../lib/time';
import { desk } from './desk.svelte';
import { Patience, SLOW_MS } from './patience.svelte';
import { prefs } from './prefs.svelte';
import { Rows, WINDOW } from './rows.svelte';
import { Tally } from './tally.svelte';

const TYPING_MS = 60;
/** Asked again when another question ended this one although it is the newest. */
const TRIES = 3;
const BUCKETS = 90;
/** The order by relevance, as the Rust side names it; without words it is the newest first. */
const RELEVANCE: Sort = { column: 'relevance', desc: true };
const NOTHING: Checked = { canonical: '', chips: [], words: '' };

export abstract class Answered {
  readonly subject: Subject;
  readonly rows = new Rows((fault) => this.lost(fault));
  readonly tally = new Tally(() => this.rows.stale(), () => this.#counted());
  readonly patience = new Patience();
  text = $state('');
  checked = $state.raw<Checked>(NOTHING);
  /** The text that `checked` belongs to. */
  checkedText = $state('');
  fault = $state.raw<Fault | null>(null);
  result = $state.raw<Opened | null>(null);
  histogram = $state.raw<Histogram | null>(null);
  columns = $state.raw<Column[]>([]);
  busy = $state(false);
  /** The person stopped the question before it was answered, or before its count was exact. */
  stopped = $state(false);
  /** What the store does not hold yet, in words. */
  coverage = $state<string | null>(null);
  /** The best match first, as far as there are words to match. */
  best = $state(false);
  protected turn = 0;
  /** The turn whose answer is shown. */
  #shown = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  get count(): number { return this.tally.count; }
  /** Every record of the subject, unfiltered. */
  get total(): number | null { return this.result?.of ?? null; }
  /** The offset, in minutes, that a date in the query is meant in. */
  get offset(): number { return queryOffset(prefs.zone, desk.now); }
  /** The person waits: for an answer that is late, or for its count. */
  get waiting(): boolean { return (this.busy || this.tally.counting) && this.patience.slow; }
  /** An order by relevance means something: there are words in the query. */
  get rankable(): boolean { return searches(this.checked.words); }

  get shown(): Column[] {
    const chosen = prefs.list(this.subject).shown;
    return this.columns.filter((c) => (chosen === null ? c.shown : chosen.includes(c.id)));
  }

  get sort(): Sort {
    const kept = prefs.list(this.subject).sort;
    if (kept !== null && this.columns.some((c) => c.id === kept.column)) return kept;
    const time = this.columns.find((c) => c.kind === 'time' && c.sort) ?? this.columns.find((c) => c.sort);
    return { column: time?.id ?? '', desc: true };
  }

  /** The query field that the time plot filters on. */
  get timeField(): string {
    return { sessions: 'created', messages: 'sent', deliveries: 'recorded' }[this.subject];
  }

  /** The query as it is being typed: asked for a moment after the last key. */
  type(text: string): void {
    this.text = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.run(), TYPING_MS);
  }

  /** The query as set by a chip, a form field or a brush: asked for at once. */
  set(text: string): Promise<void> {
    this.text = text;
    return this.run();
  }

  async run(): Promise<void> {
    clearTimeout(this.#typing);
    const turn = (this.turn += 1);
    const { subject, text, offset } = this;
    this.busy = true;
    this.stopped = false;
    this.patience.begin();
    try {
      const checking = ask('query.check', { subject, text, offset }).then((checked) => {
        if (turn !== this.turn) return;
        this.checked = checked;
        this.checkedText = text;
      });
      const [opened] = await Promise.all([this.#newest(text, turn), checking]);
      // The answer to an older question is shown all the same when no newer one has been answered.
      if (turn <= this.#shown) return void this.drop(opened);
      this.#shown = turn;
      this.take(opened, false);
      if (turn === this.turn) this.fault = null;
    } catch (thrown) {
      if (turn === this.turn) this.failed(asFault(thrown));
    } finally {
      if (turn === this.turn) this.#rest();
    }
  }

  /** Ends the question, or its counting; what is shown stays. */
  async stop(): Promise<void> {
    if (!this.busy && !this.tally.counting) return;
    this.stopped = true;
    await ask('results.stop', { slot: this.subject }).catch(() => null);
  }

  sortBy(column: string): Promise<void> {
    const { sort } = this;
    const down = this.columns.find((c) => c.id === column)?.kind === 'time';
    const desc = sort.column === column && !this.best ? !sort.desc : down;
    prefs.keepList(this.subject, { sort: { column, desc } });
    return this.rank(false);
  }

  /** The best match first, or the order of the sorted column. */
  rank(best: boolean): Promise<void> {
    this.best = best;
    return this.run();
  }

  showColumns(shown: string[]): void {
    prefs.keepList(this.subject, { shown });
    if (this.result) this.rows.reset(this.result.id, this.shown.map((c) => c.id), false);
  }

  forget(): void {
    this.turn += 1;
    clearTimeout(this.#typing);
    Object.assign(this, { text: '', checkedText: '', checked: NOTHING, fault: null, result: null });
    Object.assign(this, { histogram: null, coverage: null, stopped: false, best: false, busy: false });
    this.tally.forget();
    this.patience.end();
    this.rows.reset(0, [], false);
  }

  /** Puts a result in the place of the last; with `keep` its rows are shown until the new ones have come. */
  protected take(opened: Opened, keep: boolean): void {
    if (this.result) void this.drop(this.result);
    this.result = opened;
    this.coverage = opened.coverage;
    this.tally.follow(opened);
    if (this.tally.counting && !this.patience.slow) this.patience.begin();
    this.rows.reset(opened.id, this.shown.map((c) => c.id), keep, opened.first);
    void this.#plot(opened);
  }

  /** A question beside the list's own, which ends neither that nor its count. */
  protected look(text: string): Promise<Opened> {
    return this.#ask(text, `${this.subject}.look`);
  }

  protected drop(opened: Opened): Promise<null> {
    return ask('results.close', { id: opened.id }).catch(() => null);
  }

  protected failed(fault: Fault): void {
    // Stopped by the person, who knows it.
    if (fault.code === 'cancelled' && this.stopped) return;
    this.fault = fault;
    desk.noticed(fault);
  }

  /** Rows could not be read. */
  protected abstract lost(fault: Fault): void;

  async #plot(opened: Opened): Promise<void> {
    const { subject, offset } = this;
    const slot = `${subject}.plot`;
    try {
      const plot = await ask('histogram.count', { subject, text: opened.canonical, offset, buckets: BUCKETS, slot });
      if (this.result === opened) this.histogram = plot;
    } catch {
      // The list stands without its plot.
    }
  }

  /** The newest question of this list. Two that are sent at the same time may arrive the other way round. */
  async #newest(text: string, turn: number): Promise<Opened> {
    const asked = Date.now();
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#ask(text, this.subject);
      } catch (thrown) {
        const ended = asFault(thrown).code === 'cancelled' && !this.stopped && Date.now() - asked < SLOW_MS;
        if (!ended || turn !== this.turn || tries >= TRIES) throw thrown;
      }
    }
  }

  #ask(text: string, slot: string): Promise<Opened> {
    const { subject, offset } = this;
    const sort = this.best ? RELEVANCE : this.sort;
    const first = { len: WINDOW, columns: this.shown.map((c) => c.id) };
    return ask('results.open', { subject, text, sort, offset, slot, first, settled: false });
  }

  /** Nobody counts any more: a plot that was drawn meanwhile may say more now. */
  #counted(): void {
    if (!this.busy) this.patience.end();
    if (this.result && this.tally.exact && this.histogram?.exact === false) void this.#plot(this.result);
  }

  #rest(): void {
    this.busy = false;
    if (!this.tally.counting) this.patience.end();
  }
}
