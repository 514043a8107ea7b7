/** A thing fetched by id. What is shown stays until the next has come; late answers are thrown away. */
import { asFault, type Fault } from '../../ipc/ask';
import { desk } from '../../state/desk.svelte';

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<Fault | null>(null);
  busy = $state(false);
  #turn = 0;

  async load(fetch: () => Promise<T>): Promise<void> {
    const turn = (this.#turn += 1);
    this.busy = true;
    try {
      const value = await fetch();
      if (turn !== this.#turn) return;
      this.value = value;
      this.fault = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.fault = asFault(thrown);
      desk.noticed(this.fault);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }
}
