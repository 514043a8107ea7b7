/** The way from a hit to its chat, between a chat and its sends, and back. */
import { desk, type Place } from './desk.svelte';
import { deliveries, messages, sessions, type Hit, type List } from './list.svelte';

type Stop = { place: Place; id: number | null; hit: Hit | null };

/** The list that a place shows. */
export function listAt(place: Place): List | null {
  return { chats: sessions, messages, deliveries, register: null, accounts: null, settings: null }[place];
}

class Trail {
  #stops = $state.raw<Stop[]>([]);

  get back(): Stop | undefined { return this.#stops.at(-1); }

  toDelivery(id: number): void {
    this.#leave();
    desk.place = 'deliveries';
    deliveries.show(id);
  }

  toSession(id: number, hit: Hit | null = null): void {
    this.#leave();
    desk.place = 'chats';
    sessions.show(id, hit);
  }

  /** To where it came from: its list with query, place and selection as they were. */
  goBack(): void {
    const stop = this.back;
    if (stop === undefined) return;
    this.#stops = this.#stops.slice(0, -1);
    desk.place = stop.place;
    const list = listAt(stop.place);
    if (list === null) return;
    list.show(stop.id, stop.hit);
    list.toGrid = true;
  }

  /** A place chosen on the rail starts a new way. */
  forget(): void {
    this.#stops = [];
  }

  #leave(): void {
    const list = listAt(desk.place);
    this.#stops = [...this.#stops, { place: desk.place, id: list?.openId ?? null, hit: list?.hit ?? null }];
  }
}

export const trail = new Trail();
