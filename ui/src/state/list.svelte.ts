/**
 * One list: its query, sort, columns, result, place and what is open beside it.
 *
 * A query that does not parse leaves the last result standing, and so does one that is not answered yet. A newer
 * question ends the older one. New data never moves the rows under the reader: it waits as `newer` until it is
 * asked for.
 */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { Checked, Column, Histogram, Opened, Sort, Subject } from '../ipc/types';
import { arranged } from '../lib/subjects';
import { queryOffset } from '../lib/time';
import { desk } from './desk.svelte';
import { Patience, SLOW_MS } from './patience.svelte';
import { prefs } from './prefs.svelte';
import { Rows, WINDOW } from './rows.svelte';
import { Tally } from './tally.svelte';

const TYPING_MS = 60;
/** Asked again when another question ended this one although it is the newest. */
const TRIES = 3;
export const BUCKETS = 90;
/** How far around its old place a row is looked for after a refresh. */
const NEAR = 250;
/** The order by relevance, as the Rust side names it. */
const RELEVANCE: Sort = { column: 'relevance', desc: true };
const NOTHING: Checked = { canonical: '', chips: [], words: '' };

/** A message to be shown in its chat. */
export type Hit = { message: number; index: number };

export class List {
  readonly subject: Subject;
  readonly rows = new Rows((fault) => this.#lost(fault));
  readonly tally = new Tally(() => this.rows.stale(), () => { if (!this.busy) this.patience.end(); });
  readonly patience = new Patience();
  text = $state('');
  checked = $state.raw<Checked>(NOTHING);
  /** The text that `checked` belongs to. */
  checkedText = $state('');
  fault = $state.raw<Fault | null>(null);
  result = $state.raw<Opened | null>(null);
  newer = $state.raw<Opened | null>(null);
  histogram = $state.raw<Histogram | null>(null);
  columns = $state.raw<Column[]>([]);
  busy = $state(false);
  /** The person stopped the question before it was answered, or before its count was exact. */
  stopped = $state(false);
  /** What the store does not hold yet, in words. */
  coverage = $state<string | null>(null);
  /** The best match first, as far as there are words to match. */
  best = $state(false);
  /** The query bar offers completions: the text is not finished. */
  offering = $state(false);
  cursor = $state(0);
  openId = $state<number | null>(null);
  /** What of the open chat is to be shown. */
  hit = $state.raw<Hit | null>(null);
  /** The grid is to take the keys, the open detail is. */
  toGrid = $state(false);
  toDetail = $state(false);
  /** Scroll offset in list pixels, kept while another place is shown. */
  place = $state(0);
  #turn = 0;
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

  get shown(): Column[] {
    const chosen = prefs.list(this.subject).shown;
    return this.columns.filter((c) => (chosen === null ? c.shown : chosen.includes(c.id)));
  }

  /** The person waits: for an answer that is late, or for its count. */
  get waiting(): boolean { return (this.busy || this.tally.counting) && this.patience.slow; }

  /** An order by relevance means something: there are words in the query. */
  get rankable(): boolean { return this.subject === 'messages' && this.checked.words !== ''; }

  get sort(): Sort {
    const kept = prefs.list(this.subject).sort;
    if (kept !== null && this.columns.some((c) => c.id === kept.column)) return kept;
    const time = this.columns.find((c) => c.kind === 'time' && c.sort) ?? this.columns.find((c) => c.sort);
    return { column: time?.id ?? '', desc: true };
  }

  /** The query field that the time plot filters on. */
  get timeField(): string {
    return this.subject === 'sessions' ? 'created' : this.subject === 'messages' ? 'sent' : 'recorded';
  }

  async load(): Promise<void> {
    try {
      const { subject } = this;
      if (this.columns.length === 0) this.columns = arranged(subject, await ask('columns.list', { subject }));
      // Coming back to a list finds it where it was left.
      await (this.result === null ? this.run() : this.refresh());
    } catch (thrown) {
      this.#failed(asFault(thrown));
    }
  }

  /** The query as it is being typed: asked for a moment after the last key. */
  type(text: string): void {
    this.text = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.run(), TYPING_MS);
  }

  /** The query as set by a chip, a form field or a brush: asked for at once. */
  set(text: string): Promise<void> {
    clearTimeout(this.#typing);
    this.text = text;
    return this.run();
  }

  async run(): Promise<void> {
    clearTimeout(this.#typing);
    const turn = (this.#turn += 1);
    const { subject, text, offset } = this;
    this.busy = true;
    this.stopped = false;
    this.patience.begin();
    try {
      const checking = ask('query.check', { subject, text, offset }).then((checked) => {
        if (turn !== this.#turn) return;
        this.checked = checked;
        this.checkedText = text;
      });
      // Whether there are words to rank by is known once the text is checked.
      if (this.best) await checking;
      const [opened] = await Promise.all([this.#newest(text, turn), checking]);
      // The answer to an older question is shown all the same when no newer one has been answered.
      if (turn <= this.#shown) return void this.#close(opened);
      this.#shown = turn;
      this.#take(opened, false);
      this.cursor = 0;
      this.place = 0;
      if (turn === this.#turn) this.fault = null;
    } catch (thrown) {
      if (turn === this.#turn) this.#failed(asFault(thrown));
    } finally {
      if (turn === this.#turn) this.#rest();
    }
  }

  /** Ends the question, or its counting; what is shown stays. */
  async stop(): Promise<void> {
    if (!this.busy && !this.tally.counting) return;
    this.stopped = true;
    await ask('results.stop', { slot: this.subject }).catch(() => null);
  }

  rank(best: boolean): Promise<void> {
    this.best = best;
    return this.run();
  }

  sortBy(column: string): Promise<void> {
    const { sort } = this;
    const next = sort.column === column ? { column, desc: !sort.desc } : { column, desc: this.#startsDown(column) };
    prefs.keepList(this.subject, { sort: next });
    return this.run();
  }

  showColumns(shown: string[]): void {
    prefs.keepList(this.subject, { shown });
    if (this.result) this.rows.reset(this.result.id, this.shown.map((c) => c.id), false);
  }

  open(index: number): void {
    this.cursor = index;
    const row = this.rows.row(index);
    if (row) this.show(row.id);
  }

  /** Opens a record beside the list; of a chat, the place of `hit` in it. */
  show(id: number | null, hit: Hit | null = null): void {
    this.hit = hit;
    this.openId = id;
  }

  /** Closes what is open beside the list, and gives the keys back to it. */
  close(): void {
    this.show(null);
    this.toGrid = true;
  }

  /** The same query and sort asked anew, with the reader's place kept (S0.5). */
  async refresh(): Promise<void> {
    if (this.result === null) return this.run();
    const turn = this.#turn;
    try {
      const opened = await this.#ask(this.result.canonical, `${this.subject}.look`);
      if (turn !== this.#turn) return void this.#close(opened);
      await this.#settle(opened);
    } catch (thrown) {
      const fault = asFault(thrown);
      if (turn === this.#turn && fault.code !== 'cancelled') this.#failed(fault);
    }
  }

  /** Looks whether the store holds more than is shown; if so, it waits to be asked for. */
  async peek(): Promise<void> {
    const { result } = this;
    if (result === null || this.busy) return;
    const turn = this.#turn;
    try {
      const { revision } = await ask('results.state', { id: result.id });
      if (revision === (this.newer ?? result).revision) return;
      const opened = await this.#ask(result.canonical, `${this.subject}.look`);
      if (turn !== this.#turn || this.result !== result) return void this.#close(opened);
      this.coverage = opened.coverage;
      // On the first sync there is nothing to be disturbed in.
      const first = this.count === 0 || desk.syncedAt === null;
      if ((opened.count === this.count && opened.exact) || first) return void (await this.#settle(opened));
      if (this.newer) void this.#close(this.newer);
      this.newer = opened;
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.code === 'not_found') this.#lost(fault);
      else desk.noticed(fault);
    }
  }

  /** Shows what waited, from the top. */
  showNewer(): void {
    if (this.newer === null) return;
    this.#take(this.newer, false);
    this.cursor = 0;
    this.place = 0;
  }

  forget(): void {
    this.#turn += 1;
    clearTimeout(this.#typing);
    Object.assign(this, { text: '', checkedText: '', checked: NOTHING, fault: null, result: null, newer: null });
    Object.assign(this, { histogram: null, openId: null, hit: null, cursor: 0, place: 0, coverage: null, best: false });
    this.#rest();
    this.stopped = false;
    this.tally.forget();
    this.rows.reset(0, [], false);
  }

  /** Puts a newer result in place without moving what is read. */
  async #settle(opened: Opened): Promise<void> {
    const shift = await this.#shift(opened);
    this.#take(opened, shift === 0);
    this.cursor = Math.max(0, Math.min(opened.count - 1, this.cursor + shift));
    this.place = Math.max(0, this.place + shift * prefs.rowHeight);
  }

  /** By how many rows the row at the top of the view moves in the newer result. */
  async #shift(opened: Opened): Promise<number> {
    const top = Math.floor(this.place / prefs.rowHeight);
    const anchor = this.rows.row(top)?.id;
    if (anchor === undefined || top === 0) return 0;
    const grown = opened.count - this.count;
    const from = Math.max(0, Math.min(top, top + grown) - NEAR / 2);
    const page = await ask('results.rows', { id: opened.id, from, len: NEAR * 2, columns: [] });
    const found = page.rows.findIndex((row) => row.id === anchor);
    return found < 0 ? 0 : from + found - top;
  }

  #take(opened: Opened, keep: boolean): void {
    if (this.result) void this.#close(this.result);
    if (this.newer && this.newer !== opened) void this.#close(this.newer);
    this.newer = null;
    this.result = opened;
    this.coverage = opened.coverage;
    this.tally.follow(opened);
    if (this.tally.counting && !this.patience.slow) this.patience.begin();
    this.rows.reset(opened.id, this.shown.map((c) => c.id), keep, opened.first);
    void this.#plot(opened);
  }

  async #plot(opened: Opened): Promise<void> {
    const { subject, offset } = this;
    try {
      const slot = `${subject}.plot`;
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
        if (!ended || turn !== this.#turn || tries >= TRIES) throw thrown;
      }
    }
  }

  #ask(text: string, slot: string): Promise<Opened> {
    const { subject, offset } = this;
    const sort = this.best && this.rankable ? RELEVANCE : this.sort;
    const first = { len: WINDOW, columns: this.shown.map((c) => c.id) };
    return ask('results.open', { subject, text, sort, offset, slot, first, settled: false });
  }

  #rest(): void {
    this.busy = false;
    if (!this.tally.counting) this.patience.end();
  }

  #close(opened: Opened): Promise<null> {
    return ask('results.close', { id: opened.id }).catch(() => null);
  }

  #startsDown(column: string): boolean {
    return this.columns.find((c) => c.id === column)?.kind === 'time';
  }

  /** Rows could not be read. Results are held for a while only: one that is gone is asked for anew, in place. */
  #lost(fault: Fault): void {
    if (fault.code === 'not_found') void this.refresh();
    else this.#failed(fault);
  }

  #failed(fault: Fault): void {
    // Stopped by the person, who knows it.
    if (fault.code === 'cancelled' && this.stopped) return;
    this.fault = fault;
    desk.noticed(fault);
  }
}

export const sessions = new List('sessions');
export const messages = new List('messages');
export const deliveries = new List('deliveries');
