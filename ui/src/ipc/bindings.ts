/** What the window may ask of the Rust side, and what it gets. */
export type Stamp = { at: number; offset: number };
export type Cell = null | string | number | boolean | string[] | Stamp;
export type FaultCode =
  | 'wrong_passphrase' | 'damaged' | 'newer' | 'locked' | 'in_use' | 'absent' | 'exists' | 'forbidden'
  | 'invalid' | 'query' | 'provider' | 'refused' | 'cancelled' | 'not_found' | 'internal';
export type Fault = {
  code: FaultCode; what: string; why: string; todo: string;
  at: [number, number] | null; suggestion: string | null;
};
export type Subject = 'sessions' | 'messages' | 'deliveries';
export type Empty = Record<string, never>;
export type Person = { id: number; name: string; role: string; rights: string[] };
export type Status = {
  state: 'absent' | 'locked' | 'open'; path: string; persons: string[]; person: Person | null; version: string;
};
export type Field = { name: string; title: string; help: string; required: boolean };
export type ProviderInfo = { id: string; title: string; settings: Field[]; secrets: Field[] };
export type Account = {
  id: number; name: string; provider: string; url: string; created_at: number;
  last_sync_at: number | null; last_sync_note: string | null;
  sessions: number; messages: number; deliveries: number;
};
export type Progress = { done: number; total: number | null; per_second: number; note: string | null };
export type ExportDone = {
  path: string; file: string; bytes: number; sha256: string; rows: number; number: number; head: string;
};
export type SyncDone = { records: number; new: number; changed: number; unchanged: number };
export type Job = {
  id: number; kind: 'sync' | 'export'; title: string; state: 'running' | 'done' | 'failed' | 'cancelled';
  progress: Progress; started_at: number; ended_at: number | null;
  export: ExportDone | null; sync: SyncDone | null; fault: Fault | null;
};
export type Choice = { value: string; label: string };
export type ColumnInfo = {
  id: string; title: string; explain: string;
  kind: 'text' | 'number' | 'time' | 'duration' | 'choice' | 'list' | 'flag';
  sort: boolean; shown: boolean; width: number; field: string | null; choices: Choice[];
};
export type Chip = { field: string; title: string; value: string; label: string; negated: boolean; text: string };
export type Checked = { canonical: string; chips: Chip[]; words: string };
export type Sort = { column: string; desc: boolean };
export type Opened = { id: number; count: number; canonical: string; millis: number; revision: number };
export type Row = { id: number; cells: Cell[] };
export type Rows = { from: number; rows: Row[]; revision: number };
export type FacetValue = { value: string; label: string; count: number };
export type Facet = { field: string; values: FacetValue[] };
export type Histogram = { from: number; to: number; step: number; counts: number[] };
export type Party = { name: string | null; number: string | null };
export type Measures = {
  waiting?: number | null; average_reply?: number | null; total_reply?: number | null; replies?: number | null;
  resolution?: number | null; operation_waiting?: number | null; operation_average_reply?: number | null;
  operation_total_reply?: number | null; operation_replies?: number | null; operation_resolution?: number | null;
};
export type AccountRef = { id: number; name: string; provider: string };
export type AgentView = { id: string; name: string; email: string | null };
export type ContactView = { id: string; name: string | null; number: string | null; email: string | null };
export type SessionView = {
  id: string; channel: string; channel_number: string | null; channel_name: string | null;
  sender: Party; recipient: Party; contact: ContactView | null; agent: AgentView | null;
  state: string; state_raw: string | null; created_at: Stamp;
  last_active_at: Stamp | null; first_opened_at: Stamp | null; opened_at: Stamp | null;
  picked_up_at: Stamp | null; snoozed_at: Stamp | null; closed_at: Stamp | null;
  tags: string[]; campaign: string | null; description: string | null; hold_ms: number | null; measures: Measures;
};
export type SessionEventView = { at: Stamp; state: string | null; action: string; by: string | null };
export type DeliveryRef = {
  id: number; status: string; recorded_at: Stamp; template: string | null; name: string | null;
  response_code: string | null;
};
export type SessionDetail = {
  id: number; account: AccountRef; session: SessionView; events: SessionEventView[];
  deliveries: DeliveryRef[]; messages: number;
};
export type MessageView = {
  id: number; at: Stamp; direction: string; person: string; person_name: string | null; kind: string;
  text: string; caption: string | null; attachment: string | null; template: string | null; delivery: number | null;
};
export type Meaning = {
  code: string; title: string; meaning: string; todo: string; source: string; known: boolean;
};
export type BatchRef = { id: string; name: string | null; delivered: number; total: number };
export type DeliveryView = {
  id: string; category: string | null; name: string | null; response_code: string | null;
  recipient_type: string | null; recipient: string | null; contact: ContactView | null;
  channel: string; channel_number: string | null; status: string; status_raw: string | null; outcome: string;
  message_type: string | null; credits: number | null; company: string | null; batch: BatchRef | null;
  campaign: string | null; recorded_at: Stamp; request: string | null; response: string | null;
  parameters: [string, string][];
};
export type TemplateView = {
  name: string; language: string | null; category: string | null; body: string | null; filled: string | null;
};
export type DeliveryEventView = {
  at: Stamp; kind: string; kind_raw: string | null; source: string; code: string | null; detail: string | null;
  meaning: Meaning | null;
};
export type DeliveryDetail = {
  id: number; account: AccountRef; delivery: DeliveryView; template: TemplateView | null;
  session: { id: number; ext: string } | null; events: DeliveryEventView[];
  meaning: Meaning | null; status_meaning: Meaning; contradiction: string | null;
};
export type Provenance = {
  account: string; provider: string; endpoint: string; fetched_at: number; raw: string;
};
export type Purpose = { category: string; text: string; ticket: string | null };
export type ExportSpec = {
  subject: Subject; text: string; form: 'csv' | 'json'; profile: 'spreadsheet' | 'raw'; columns: string[];
  include_open: boolean; purpose: Purpose; password: string; folder: string | null; file: string | null;
};
export type Preview = {
  rows: number; sessions: number | null; canonical: string; columns: string[]; file_name: string;
};
export type Entry = {
  number: number; at: number; person: string; kind: string; detail: { [key: string]: string }; hash: string;
};
export type RegisterFault = { number: number | null; kind: string; words: string };
export type Verdict = { entries: number; head: string; faults: RegisterFault[]; checkpoint_at: number | null };
export type Identified = { number: number | null; words: string; unaltered: boolean; entry: Entry | null };

export type Calls = {
  'store.status': { request: Empty; reply: Status };
  'store.create': { request: { person: string; passphrase: string }; reply: Person };
  'store.unlock': { request: { passphrase: string }; reply: Person };
  'store.lock': { request: Empty; reply: null };
  'store.passphrase': { request: { old: string; new: string }; reply: null };
  'providers.list': { request: Empty; reply: ProviderInfo[] };
  'accounts.list': { request: Empty; reply: Account[] };
  'accounts.add': {
    request: {
      name: string; provider: string; url: string;
      settings: { [key: string]: string }; secrets: { [key: string]: string };
    };
    reply: Account;
  };
  'accounts.test': { request: { id: number }; reply: { words: string } };
  'accounts.remove': { request: { id: number; data: boolean }; reply: null };
  'demo.start': { request: Empty; reply: Account };
  'sync.start': { request: { accounts: number[] }; reply: Job };
  'jobs.list': { request: Empty; reply: Job[] };
  'jobs.get': { request: { id: number }; reply: Job };
  'jobs.cancel': { request: { id: number }; reply: null };
  'columns.list': { request: { subject: Subject }; reply: ColumnInfo[] };
  'query.check': { request: { subject: Subject; text: string }; reply: Checked };
  'results.open': { request: { subject: Subject; text: string; sort: Sort }; reply: Opened };
  'results.rows': { request: { id: number; from: number; len: number; columns: string[] }; reply: Rows };
  'results.close': { request: { id: number }; reply: null };
  'facets.count': {
    request: { subject: Subject; text: string; fields: string[]; limit: number }; reply: Facet[];
  };
  'histogram.count': { request: { subject: Subject; text: string; buckets: number }; reply: Histogram };
  'sessions.detail': { request: { id: number }; reply: SessionDetail };
  'sessions.messages': {
    request: { id: number; from: number; len: number }; reply: { total: number; messages: MessageView[] };
  };
  'deliveries.detail': { request: { id: number }; reply: DeliveryDetail };
  'provenance.get': { request: { kind: 'session' | 'message' | 'delivery'; id: number }; reply: Provenance };
  'passwords.words': { request: Empty; reply: { password: string } };
  'exports.preview': { request: ExportSpec; reply: Preview };
  'exports.start': { request: ExportSpec; reply: Job };
  'exports.identify': { request: { path: string }; reply: Identified };
  'register.list': { request: { from: number; len: number }; reply: { total: number; entries: Entry[] } };
  'register.verify': { request: Empty; reply: Verdict };
};
