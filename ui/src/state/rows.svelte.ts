/**
 * The rows of one result, fetched in windows around what is in view.
 *
 * Promises: at most two windows are asked for at once; a window that scrolled away before its turn is never asked
 * for; a window that is kept is dropped when it is far from what is shown; what is shown stays until what takes its
 * place has come.
 */
/* eslint svelte/prefer-svelte-reactivity: off -- one version number tells that a window came; the maps need not */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { Row, Window } from '../ipc/types';
import type { Mark } from '../lib/marks';

export const WINDOW = 200;
const AT_ONCE = 2;
const KEPT = 24;

type Page = { rows: Row[]; marks: Map<string, Mark[]> };

export class Rows {
  /** Rises with each window that arrives; reading a row depends on it. */
  #version = $state(0);
  fault = $state.raw<Fault | null>(null);
  readonly #failed: (fault: Fault) => void;
  #windows = new Map<number, Page>();
  /** Windows that belong to the result and columns in force; others are shown only until theirs come. */
  #fresh = new Set<number>();
  #asked = new Set<number>();
  #wanted: number[] = [];
  #columns: string[] = [];
  /** The result the rows belong to. Rows of an older one that arrive late are thrown away. */
  #result = 0;
  #generation = 0;

  constructor(failed: (fault: Fault) => void) {
    this.#failed = failed;
  }

  /** Starts over with another result or other columns; with `keep` what is shown stays until the new rows come. */
  reset(result: number, columns: string[], keep: boolean, first: Window | null = null): void {
    this.#result = result;
    this.#columns = columns;
    this.fault = null;
    if (!keep) this.#windows.clear();
    this.stale();
    if (first) this.#put(0, first);
  }

  /** The rows may stand elsewhere by now: what is in view is asked for again, and stays until it has come. */
  stale(): void {
    this.#generation += 1;
    this.#asked.clear();
    this.#fresh.clear();
    this.#wanted = [];
    this.#version += 1;
  }

  row(index: number): Row | undefined {
    void this.#version;
    return this.#windows.get(Math.floor(index / WINDOW))?.rows[index % WINDOW];
  }

  /** What is marked in the cell of the `cell`th column shown. */
  marks(index: number, cell: number): Mark[] {
    void this.#version;
    return this.#windows.get(Math.floor(index / WINDOW))?.marks.get(`${index % WINDOW}:${cell}`) ?? NONE;
  }

  /** Says what is in view: these rows, and a window around them, will be fetched. */
  want(first: number, last: number, count: number): void {
    if (this.#result === 0 || count === 0) return;
    const low = Math.floor(first / WINDOW);
    const high = Math.floor(Math.max(first, last - 1) / WINDOW);
    const most = Math.floor((count - 1) / WINDOW);
    const order: number[] = [];
    for (let w = low; w <= high; w += 1) order.push(w);
    // The neighbour the view is nearer to comes first.
    const near = first - low * WINDOW < WINDOW / 2 ? [low - 1, high + 1] : [high + 1, low - 1];
    order.push(...near);
    this.#wanted = order.filter((w) => w >= 0 && w <= most && !this.#fresh.has(w) && !this.#asked.has(w));
    this.#drop(low, high);
    this.#next();
  }

  #put(w: number, got: Window): void {
    const marks = new Map(got.highlights.map((h) => [`${h.row}:${h.cell}`, h.marks]));
    this.#windows.set(w, { rows: got.rows, marks });
    this.#fresh.add(w);
    this.fault = null;
    this.#version += 1;
  }

  #drop(low: number, high: number): void {
    if (this.#windows.size <= KEPT) return;
    for (const w of this.#windows.keys()) {
      if (w >= low - 2 && w <= high + 2) continue;
      this.#windows.delete(w);
      this.#fresh.delete(w);
    }
  }

  #next(): void {
    while (this.#asked.size < AT_ONCE) {
      const w = this.#wanted.shift();
      if (w === undefined) return;
      void this.#fetch(w);
    }
  }

  async #fetch(w: number): Promise<void> {
    const generation = this.#generation;
    this.#asked.add(w);
    try {
      const got = await ask('results.rows', {
        id: this.#result, from: w * WINDOW, len: WINDOW, columns: this.#columns,
      });
      if (generation === this.#generation) this.#put(w, got);
    } catch (thrown) {
      if (generation !== this.#generation) return;
      this.fault = asFault(thrown);
      this.#failed(this.fault);
    } finally {
      if (generation === this.#generation) {
        this.#asked.delete(w);
        if (this.fault === null) this.#next();
      }
    }
  }
}

const NONE: Mark[] = [];
