/** A file on its way in: which one, how it is read, where to, what it would do, and what it did. */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { ImportDone, ImportInfo, ImportMapping, ImportPreview, ImportSample, ImportSpec, ImportUndone, Job } from '../ipc/types';
import { desk } from './desk.svelte';
import { jobs } from './jobs.svelte';

const LOOK_MS = 250;
type Subject = ImportSample['subjects'][number];

/** An empty value takes the field out. */
function withField(fields: Record<string, string>, field: string, value: string): Record<string, string> {
  const rest = Object.fromEntries(Object.entries(fields).filter(([other]) => other !== field));
  return value === '' ? rest : { ...rest, [field]: value };
}

export class Draft {
  path = $state('');
  password = $state('');
  sample = $state.raw<ImportSample | null>(null);
  form = $state<ImportSample['form']>('csv');
  encoding = $state<NonNullable<ImportSample['encoding']> | ''>('');
  account = $state<number | null>(null);
  newAccount = $state('');
  zone = $state('');
  onlyNew = $state(false);
  mapping = $state<ImportMapping | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  done = $state.raw<ImportDone | null>(null);
  undone = $state.raw<ImportUndone | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** The work that runs: a look at the file, the import, its undoing. */
  job = $state.raw<Job | null>(null);
  looking = $state(false);
  earlier = $state.raw<ImportInfo[]>([]);
  #closed = false;

  get busy(): boolean { return this.looking || this.job !== null; }
  get needsPassword(): boolean { return this.fault?.code === 'password_needed' || this.password !== ''; }
  get subject(): Subject | undefined { return this.sample?.subjects.find((s) => s.id === this.mapping?.subject); }

  /** What is still to be said, in words; `null` when the preview can be made. */
  get missing(): string | null {
    if (!this.sample) return 'Choose a file.';
    if (this.account === null && this.newAccount.trim() === '') return 'Say which account it goes into.';
    if (this.form !== 'csv') return null;
    const lacks = this.subject?.fields.find((f) => f.required && !this.mapping?.columns[f.id] && !this.mapping?.fixed[f.id]);
    return lacks ? `Say which column holds: ${lacks.title}.` : null;
  }

  close(): void {
    this.#closed = true;
    if (this.job) void jobs.cancel(this.job.id);
  }

  async load(): Promise<void> {
    this.earlier = await ask('imports.list', {}).catch(() => []);
  }

  async look(): Promise<void> {
    this.looking = true;
    this.forget();
    try {
      const encoding = this.encoding === '' ? null : this.encoding;
      const password = this.password === '' ? null : this.password;
      const sample = await ask('imports.look', { path: this.path.trim(), form: null, encoding, password });
      this.sample = sample;
      this.form = sample.form;
      this.mapping = sample.mapping;
      this.fault = null;
    } catch (thrown) {
      this.sample = null;
      this.fault = asFault(thrown);
    } finally {
      this.looking = false;
    }
  }

  /** What was counted counts no more: something was changed. */
  forget(): void {
    this.preview = null;
    this.done = null;
    this.undone = null;
  }

  async choose(form: ImportSample['form']): Promise<void> {
    this.form = form;
    this.forget();
    if (form !== 'csv' || this.mapping) return;
    try {
      this.mapping = (await ask('imports.look', { ...this.#file(), form })).mapping;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  subjectIs(id: ImportMapping['subject']): void {
    if (this.mapping) this.mapping = { ...this.mapping, subject: id, columns: {}, fixed: {} };
    this.forget();
  }

  /** `column`: a title, or nothing. */
  column(field: string, column: string): void {
    if (!this.mapping) return;
    this.mapping = { ...this.mapping, columns: withField(this.mapping.columns, field, column) };
    this.forget();
  }

  fixed(field: string, value: string): void {
    if (!this.mapping) return;
    this.mapping = { ...this.mapping, fixed: withField(this.mapping.fixed, field, value) };
    this.forget();
  }

  async count(): Promise<void> {
    const job = await this.#work(() => ask('imports.preview', this.#spec()));
    this.preview = job?.preview ?? null;
  }

  async accept(): Promise<void> {
    const sha256 = this.preview?.sha256;
    if (sha256 === undefined) return;
    const job = await this.#work(() => ask('imports.accept', { spec: this.#spec(), sha256 }));
    this.done = job?.import ?? null;
    if (this.done) this.preview = null;
    await this.#changed();
  }

  async undo(id: number): Promise<void> {
    const job = await this.#work(() => ask('imports.undo', { id }));
    this.undone = job?.undone ?? null;
    if (this.undone) this.done = null;
    await this.#changed();
  }

  async cancel(): Promise<void> {
    if (this.job) await jobs.cancel(this.job.id);
  }

  async #changed(): Promise<void> {
    await desk.loadAccounts().catch(() => null);
    await this.load();
  }

  #file(): { path: string; encoding: ImportSpec['encoding']; password: string | null } {
    const encoding = this.encoding === '' ? null : this.encoding;
    return { path: this.path.trim(), encoding, password: this.password === '' ? null : this.password };
  }

  #spec(): ImportSpec {
    const own = this.account === null;
    return {
      ...this.#file(), form: this.form, account: this.account, new_account: own ? this.newAccount.trim() : null,
      zone: this.zone.trim() === '' ? null : this.zone.trim(), mapping: this.form === 'csv' ? this.mapping : null, only_new: this.onlyNew,
    };
  }

  /** Runs work to its end, unless the sheet is closed meanwhile. */
  async #work(start: () => Promise<Job>): Promise<Job | null> {
    this.fault = null;
    this.undone = null;
    try {
      this.job = await start();
      while (this.job.state === 'running' && !this.#closed) {
        await new Promise((go) => setTimeout(go, LOOK_MS));
        this.job = await ask('jobs.get', { id: this.job.id });
      }
      if (this.job.state === 'failed') {
        this.fault = this.job.fault;
        jobs.failed = null;
      }
      return this.job.state === 'done' ? this.job : null;
    } catch (thrown) {
      this.fault = asFault(thrown);
      return null;
    } finally {
      this.job = null;
    }
  }
}

class Importing {
  draft = $state.raw<Draft | null>(null);

  /** `account`: where it goes, where that is known already. */
  open(path = '', account: number | null = null): void {
    if (this.draft === null) {
      this.draft = new Draft();
      this.draft.account = account;
      void this.draft.load();
    }
    if (path === '') return;
    this.draft.path = path;
    void this.draft.look();
  }

  close(): void {
    this.draft?.close();
    this.draft = null;
  }
}

export const importing = new Importing();
