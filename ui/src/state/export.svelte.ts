/** The export being prepared: what, in which form, with which password, for which purpose. */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { ExportSpec, Preview, Subject } from '../ipc/types';
import { EXPORT_MIN, secretReady } from '../lib/secret';
import { NAMING } from '../lib/subjects';
import { jobs } from './jobs.svelte';
import type { List } from './list.svelte';

export const PURPOSE_MIN = 10;
export const CATEGORIES = [
  { value: 'reporting', label: 'Reporting and analysis' },
  { value: 'customer', label: 'Question of a customer' },
  { value: 'quality', label: 'Quality check' },
  { value: 'audit', label: 'Audit' },
  { value: 'legal', label: 'Legal request' },
  { value: 'backup', label: 'Back-up before deletion' },
  { value: 'other', label: 'Something else' },
];

export class Draft {
  readonly list: List;
  subject = $state<Subject>('sessions');
  columns = $state<'all' | 'shown'>('all');
  includeOpen = $state(true);
  form = $state<'csv' | 'json'>('csv');
  profile = $state<'spreadsheet' | 'raw'>('spreadsheet');
  own = $state(false);
  words = $state('');
  password = $state('');
  repeat = $state('');
  category = $state('');
  text = $state('');
  ticket = $state('');
  folder = $state('');
  preview = $state.raw<Preview | null>(null);
  fault = $state.raw<Fault | null>(null);
  busy = $state(false);
  #turn = 0;

  constructor(list: List) {
    this.list = list;
    this.subject = list.subject === 'sessions' ? 'messages' : list.subject;
  }

  get noun(): string { return NAMING[this.subject].noun; }
  get nouns(): string { return NAMING[this.subject].nouns; }

  get secret(): string { return this.own ? this.password : this.words; }

  /** What still stands in the way, in words; `null` when the export can begin. */
  get missing(): string | null {
    if (this.preview === null) return 'Counting what would leave.';
    if (this.preview.rows === 0) return 'Nothing fits the query, so there is nothing to export.';
    const ready = this.own ? secretReady(this.password, this.repeat, EXPORT_MIN) : this.words !== '';
    if (!ready) return 'The file needs a password.';
    if (this.category === '') return 'Choose what kind of purpose it is.';
    if (Array.from(this.text.trim()).length < PURPOSE_MIN) return `Write the purpose: ${PURPOSE_MIN} characters at least.`;
    return null;
  }

  async newWords(): Promise<void> {
    try {
      this.words = (await ask('passwords.words', {})).password;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  /** Asks how much would leave, and under which name. */
  async count(): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const preview = await ask('exports.preview', this.#spec());
      if (turn !== this.#turn) return;
      this.preview = preview;
      this.fault = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.preview = null;
      this.fault = asFault(thrown);
    }
  }

  /** True when it has begun. */
  async begin(): Promise<boolean> {
    if (this.missing !== null || this.busy) return false;
    this.busy = true;
    this.fault = await jobs.export(this.#spec());
    this.busy = false;
    return this.fault === null;
  }

  #spec(): ExportSpec {
    const all = this.columns === 'all' ? this.list.columns : this.list.shown;
    const ticket = this.ticket.trim();
    const folder = this.folder.trim();
    return {
      subject: this.subject,
      text: this.list.result?.canonical ?? '',
      offset: this.list.offset,
      form: this.form,
      profile: this.profile,
      // A row a message has columns of its own, always the same.
      columns: this.subject === 'messages' ? [] : all.map((c) => c.id),
      include_open: this.includeOpen,
      purpose: { category: this.category, text: this.text.trim(), ticket: ticket === '' ? null : ticket },
      password: this.secret,
      folder: folder === '' ? null : folder,
      file: null,
    };
  }
}

class ExportSheetState {
  draft = $state.raw<Draft | null>(null);
  /** The password of the export that was begun last, to be copied once from its card. */
  secret = $state('');

  open(list: List): void {
    this.draft = new Draft(list);
  }

  close(): void {
    this.draft = null;
  }
}

export const exporting = new ExportSheetState();
