/** The query bar's offers for the place of the caret. */
import { ask } from '../../ipc/ask';
import { around, fieldOffers, timeOffers, valueOffers, type Offer } from '../../lib/complete';
import { tokenAt, typing } from '../../lib/query';
import type { FacetValue } from '../../ipc/types';
import { desk } from '../../state/desk.svelte';
import type { List } from '../../state/list.svelte';
import { prefs } from '../../state/prefs.svelte';

/** Enough values that typing a few letters narrows them here, without asking again. */
const VALUES = 200;

export class Completion {
  offers = $state.raw<Offer[]>([]);
  at = $state(-1);
  #list: List;
  #turn = 0;
  #counted: { key: string; values: FacetValue[] } | null = null;

  constructor(list: List) {
    this.#list = list;
  }

  get picked(): Offer | undefined { return this.offers[this.at]; }

  close(): void {
    this.#turn += 1;
    this.offers = [];
    this.at = -1;
  }

  move(step: number): void {
    const n = this.offers.length;
    if (n > 0) this.at = (this.at + step + n) % n;
  }

  async look(text: string, caret: number): Promise<void> {
    const turn = (this.#turn += 1);
    const token = tokenAt(text, caret);
    const { field, start, negated } = typing(token.text);
    const offers = field === null
      ? fieldOffers(this.#list.columns, start, negated)
      : await this.#values(field, token.text, around(text, token));
    if (turn !== this.#turn) return;
    // What is written out in full needs no offer.
    this.offers = offers.filter((offer) => offer.insert !== token.text);
    this.at = -1;
  }

  async #values(field: string, token: string, rest: string): Promise<Offer[]> {
    const column = this.#list.columns.find((c) => c.field === field);
    if (column?.kind === 'time') return timeOffers(field, desk.now, prefs.zone);
    const key = `${field}\n${rest}`;
    try {
      if (this.#counted?.key !== key) {
        const [facet] = await ask('facets.count', {
          subject: this.#list.subject, text: rest, offset: this.#list.offset, fields: [field], limit: VALUES,
          slot: `${this.#list.subject}.offers`,
        });
        this.#counted = { key, values: facet?.values ?? [] };
      }
      return valueOffers(this.#counted.values, token);
    } catch {
      return [];
    }
  }
}
