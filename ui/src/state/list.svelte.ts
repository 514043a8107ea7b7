/**
 * One list: its question and answer, the reader's place in it, and what is open beside it.
 *
 * New data never moves the rows under the reader: it waits as `newer` until it is asked for.
 */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { Opened } from '../ipc/types';
import { arranged } from '../lib/subjects';
import { Answered } from './answered.svelte';
import { desk } from './desk.svelte';
import { prefs } from './prefs.svelte';

/** A message to be shown in its chat. */
export type Hit = { message: number; index: number };

export class List extends Answered {
  newer = $state.raw<Opened | null>(null);
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

  async load(): Promise<void> {
    try {
      const { subject } = this;
      if (this.columns.length === 0) this.columns = arranged(subject, await ask('columns.list', { subject }));
      // Coming back to a list finds it where it was left.
      await (this.result === null ? this.run() : this.refresh());
    } catch (thrown) {
      this.failed(asFault(thrown));
    }
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
    const { turn } = this;
    try {
      const opened = await this.look(this.result.canonical);
      if (turn !== this.turn) return void this.drop(opened);
      await this.#settle(opened);
    } catch (thrown) {
      const fault = asFault(thrown);
      if (turn === this.turn && fault.code !== 'cancelled') this.failed(fault);
    }
  }

  /** Looks whether the store holds more than is shown; if so, it waits to be asked for. */
  async peek(): Promise<void> {
    const { result, turn } = this;
    if (result === null || this.busy) return;
    try {
      const { revision } = await ask('results.state', { id: result.id });
      if (revision === (this.newer ?? result).revision) return;
      const opened = await this.look(result.canonical);
      if (turn !== this.turn || this.result !== result) return void this.drop(opened);
      this.coverage = opened.coverage;
      // On the first sync there is nothing to be disturbed in.
      const first = this.count === 0 || desk.syncedAt === null;
      if ((opened.count === this.count && opened.exact) || first) return void (await this.#settle(opened));
      if (this.newer) void this.drop(this.newer);
      this.newer = opened;
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.code === 'not_found') this.lost(fault);
      else desk.noticed(fault);
    }
  }

  /** Shows what waited, from the top. */
  showNewer(): void {
    if (this.newer !== null) this.take(this.newer, false);
  }

  override forget(): void {
    super.forget();
    this.newer = null;
    this.show(null);
    this.#toTop();
  }

  protected override take(opened: Opened, keep: boolean): void {
    if (this.newer && this.newer !== opened) void this.drop(this.newer);
    this.newer = null;
    super.take(opened, keep);
    if (!keep) this.#toTop();
  }

  /** Results are held for a while only: one that is gone is asked for anew, in place. */
  protected override lost(fault: Fault): void {
    if (fault.code === 'not_found') void this.refresh();
    else this.failed(fault);
  }

  #toTop(): void {
    this.cursor = 0;
    this.place = 0;
  }

  /** Puts a newer result in place without moving what is read. */
  async #settle(opened: Opened): Promise<void> {
    const shift = await this.#shift(opened);
    const [cursor, place] = [this.cursor, this.place];
    this.take(opened, shift === 0);
    this.cursor = Math.max(0, Math.min(opened.count - 1, cursor + shift));
    this.place = Math.max(0, place + shift * prefs.rowHeight);
  }

  /** By how many rows the row at the top of the view moves in the newer result. */
  async #shift(opened: Opened): Promise<number> {
    const top = Math.floor(this.place / prefs.rowHeight);
    const anchor = this.rows.row(top)?.id;
    if (anchor === undefined || top === 0) return 0;
    const found = await ask('results.find', { id: opened.id, row: anchor, near: top });
    return found === null ? 0 : found - top;
  }
}

export const sessions = new List('sessions');
export const messages = new List('messages');
export const deliveries = new List('deliveries');
