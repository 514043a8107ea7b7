/** The count of a result, which may still rise while it is looked at. */
import { ask } from '../ipc/ask';
import type { Opened } from '../ipc/types';

/** The first look comes soon, since most counts are settled at once; later ones at a pace that can be read. */
const SOON_MS = 60;
const PACE_MS = 250;

export class Tally {
  count = $state(0);
  /** There are no more than `count`. */
  exact = $state(true);
  /** Somebody still counts. */
  counting = $state(false);
  readonly #moved: () => void;
  readonly #ended: () => void;
  #id = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `moved` is called when rows may have come in between, `ended` when nobody counts any more. */
  constructor(moved: () => void, ended: () => void) {
    this.#moved = moved;
    this.#ended = ended;
  }

  follow(opened: Opened): void {
    this.forget();
    this.#id = opened.id;
    this.#take(opened.count, opened.exact, !opened.exact);
    if (this.counting) this.#again(SOON_MS);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#id = 0;
    this.#take(0, true, false);
  }

  #take(count: number, exact: boolean, counting: boolean): void {
    Object.assign(this, { count, exact, counting });
  }

  #again(delay: number): void {
    this.#timer = setTimeout(() => void this.#look(), delay);
  }

  async #look(): Promise<void> {
    const id = this.#id;
    try {
      const now = await ask('results.state', { id });
      if (id !== this.#id) return;
      const risen = now.count !== this.count;
      this.#take(now.count, now.exact, now.counting);
      if (risen) this.#moved();
      if (now.counting) this.#again(PACE_MS);
      else this.#ended();
    } catch {
      // The result is gone: the rows notice it and ask for it anew.
      if (id !== this.#id) return;
      this.counting = false;
      this.#ended();
    }
  }
}
