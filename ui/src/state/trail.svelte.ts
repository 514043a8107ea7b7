/** The way between a chat and its sends, and back. */
import { desk, type Place } from './desk.svelte';
import { deliveries, sessions } from './list.svelte';

type Stop = { place: Place; id: number | null };

class Trail {
  #stops = $state.raw<Stop[]>([]);

  get back(): Stop | undefined { return this.#stops.at(-1); }

  toDelivery(id: number): void {
    this.#leave();
    desk.place = 'deliveries';
    deliveries.openId = id;
  }

  toSession(id: number): void {
    this.#leave();
    desk.place = 'chats';
    sessions.openId = id;
  }

  goBack(): void {
    const stop = this.back;
    if (stop === undefined) return;
    this.#stops = this.#stops.slice(0, -1);
    desk.place = stop.place;
    if (stop.place === 'chats') sessions.openId = stop.id;
    else deliveries.openId = stop.id;
  }

  /** A place chosen on the rail starts a new way. */
  forget(): void {
    this.#stops = [];
  }

  #leave(): void {
    const id = desk.place === 'chats' ? sessions.openId : deliveries.openId;
    this.#stops = [...this.#stops, { place: desk.place, id }];
  }
}

export const trail = new Trail();
