/** What a person set up for themselves on this machine. Kept in the web view; never any data from the store. */
import type { Sort, Subject } from '../ipc/types';
import type { Zone } from '../lib/time';

export type Theme = 'system' | 'light' | 'dark';
export type ListPrefs = { shown: string[] | null; widths: Record<string, number>; sort: Sort | null };
type Saved = {
  theme: Theme;
  rowHeight: number;
  zone: Zone;
  side: 'right' | 'below';
  split: number;
  form: boolean;
  lists: Partial<Record<Subject, ListPrefs>>;
};

const KEY = 'counterfoil.prefs';
export const ROW_HEIGHTS = [28, 34, 44] as const;
const FIRST: Saved = {
  theme: 'system', rowHeight: 28, zone: 'mine', side: 'right', split: 0.58, form: false, lists: {},
};

function read(): Saved {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return { ...FIRST, ...(saved as Partial<Saved>) };
  } catch {
    return { ...FIRST };
  }
}

class Prefs {
  #saved = $state(read());

  get theme(): Theme { return this.#saved.theme; }
  set theme(theme: Theme) { this.#keep({ theme }); }
  get rowHeight(): number { return this.#saved.rowHeight; }
  set rowHeight(rowHeight: number) { this.#keep({ rowHeight }); }
  get zone(): Zone { return this.#saved.zone; }
  set zone(zone: Zone) { this.#keep({ zone }); }
  get side(): Saved['side'] { return this.#saved.side; }
  set side(side: Saved['side']) { this.#keep({ side }); }
  get split(): number { return this.#saved.split; }
  set split(split: number) { this.#keep({ split }); }
  get form(): boolean { return this.#saved.form; }
  set form(form: boolean) { this.#keep({ form }); }

  list(subject: Subject): ListPrefs {
    return this.#saved.lists[subject] ?? { shown: null, widths: {}, sort: null };
  }

  keepList(subject: Subject, change: Partial<ListPrefs>): void {
    this.#keep({ lists: { ...this.#saved.lists, [subject]: { ...this.list(subject), ...change } } });
  }

  /** UTC, mine, provider's, and round again. */
  nextZone(): void {
    const round: Record<Zone, Zone> = { utc: 'mine', mine: 'provider', provider: 'utc' };
    this.zone = round[this.zone];
  }

  #keep(change: Partial<Saved>): void {
    Object.assign(this.#saved, change);
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#saved));
    } catch {
      // No room or no storage: the choice holds until the window closes.
    }
  }
}

export const prefs = new Prefs();
