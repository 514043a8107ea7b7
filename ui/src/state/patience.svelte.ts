/** How long a question takes: after a second it is said, and the person may stop it. */
export const SLOW_MS = 1000;

export class Patience {
  /** Seconds since the question was asked, once it is slow; else 0. */
  seconds = $state(0);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get slow(): boolean { return this.seconds > 0; }

  begin(): void {
    this.end();
    this.#asked = Date.now();
    this.#timer = setTimeout(() => this.#tick(), SLOW_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.seconds = 0;
  }

  #tick(): void {
    this.seconds = Math.max(1, Math.round((Date.now() - this.#asked) / 1000));
    this.#timer = setTimeout(() => this.#tick(), 1000);
  }
}
