/** Long work on the Rust side: syncs and exports. Polled while it runs, and slowly otherwise. */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { ExportSpec, Job } from '../ipc/types';

const BUSY_MS = 400;
const IDLE_MS = 3000;

class Jobs {
  list = $state.raw<Job[]>([]);
  /** The last job that failed and was not yet read. */
  failed = $state.raw<Job | null>(null);
  /** The export that ended last and whose card is still open. */
  exported = $state.raw<Job | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended: ((job: Job) => void)[] = [];
  #polling = false;
  /** Jobs whose end is known; those that ended before the window looked are none of its business. */
  #known = new Set<number>();
  #looked = false;
  /** What the last failed sync said: one that fails again by itself says it once. */
  #said = '';

  get running(): Job[] { return this.list.filter((job) => job.state === 'running'); }
  get syncing(): boolean { return this.running.some((job) => job.kind === 'sync'); }

  onEnd(listener: (job: Job) => void): () => void {
    this.#ended.push(listener);
    return () => { this.#ended = this.#ended.filter((other) => other !== listener); };
  }

  start(): void {
    this.#polling = true;
    void this.#poll();
  }

  stop(): void {
    this.#polling = false;
    this.#looked = false;
    this.#known.clear();
    this.#said = '';
    clearTimeout(this.#timer);
    this.list = [];
    this.failed = null;
    this.exported = null;
  }

  async sync(accounts: number[] = []): Promise<Fault | null> {
    this.#said = '';
    return this.#begin(() => ask('sync.start', { accounts }));
  }

  async export(spec: ExportSpec): Promise<Fault | null> {
    this.exported = null;
    return this.#begin(() => ask('exports.start', spec));
  }

  async cancel(id: number): Promise<void> {
    await ask('jobs.cancel', { id }).catch(() => null);
    await this.#poll();
  }

  async #begin(start: () => Promise<Job>): Promise<Fault | null> {
    try {
      const job = await start();
      this.list = [...this.list.filter((other) => other.id !== job.id), job];
      this.#again(BUSY_MS);
      return null;
    } catch (thrown) {
      return asFault(thrown);
    }
  }

  #again(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#polling) this.#timer = setTimeout(() => void this.#poll(), delay);
  }

  async #poll(): Promise<void> {
    try {
      this.list = await ask('jobs.list', {});
      // A sync by an account's schedule may begin and end between two looks.
      for (const job of this.list.filter((j) => j.state !== 'running' && !this.#known.has(j.id)).reverse()) {
        this.#known.add(job.id);
        if (this.#looked) this.#end(job);
      }
      this.#looked = true;
    } catch {
      // The next poll tries again; a locked store is noticed by the lists.
    }
    this.#again(this.running.length > 0 ? BUSY_MS : IDLE_MS);
  }

  #end(job: Job): void {
    if (job.state === 'failed') {
      const said = `${job.title} ${job.fault?.what ?? ''}`;
      if (job.kind !== 'sync' || said !== this.#said) this.failed = job;
      if (job.kind === 'sync') this.#said = said;
    } else if (job.kind === 'sync') this.#said = '';
    if (job.kind === 'export' && job.state === 'done') this.exported = job;
    for (const listener of this.#ended) listener(job);
  }
}

export const jobs = new Jobs();
