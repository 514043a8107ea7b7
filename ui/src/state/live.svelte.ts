/** Live mode: syncs what is new every few seconds. What comes waits behind "new — show"; nothing moves by itself. */
import { desk } from './desk.svelte';
import { jobs } from './jobs.svelte';

const EVERY_MS = 15_000;

class Live {
  on = $state(false);
  #timer: ReturnType<typeof setInterval> | undefined;

  toggle(): void {
    if (this.on) return this.stop();
    this.on = true;
    this.#timer = setInterval(() => this.#step(), EVERY_MS);
    this.#step();
  }

  stop(): void {
    this.on = false;
    clearInterval(this.#timer);
  }

  #step(): void {
    if (jobs.running.length > 0 || desk.accounts.length === 0) return;
    // A sync that cannot start ends live mode: its fault is shown by the next refresh.
    void jobs.sync().then((fault) => { if (fault) this.stop(); });
  }
}

export const live = new Live();
