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
    clearTimeout(this.#timer);
    this.list = [];
    this.failed = null;
    this.exported = null;
  }

  async sync(accounts: number[] = []): Promise<Fault | null> {
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
    const before = this.running.map((job) => job.id);
    try {
      this.list = await ask('jobs.list', {});
      for (const job of this.list) if (before.includes(job.id) && job.state !== 'running') this.#end(job);
    } catch {
      // The next poll tries again; a locked store is noticed by the lists.
    }
    this.#again(this.running.length > 0 ? BUSY_MS : IDLE_MS);
  }

  #end(job: Job): void {
    if (job.state === 'failed') this.failed = job;
    if (job.kind === 'export' && job.state === 'done') this.exported = job;
    for (const listener of this.#ended) listener(job);
  }
}

export const jobs = new Jobs();
