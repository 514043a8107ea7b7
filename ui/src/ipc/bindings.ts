// Generated from src-tauri/api by its test `bindings_are_fresh`. Do not edit.
/* eslint-disable */

export type Account = { id: number, name: string, provider: string, provider_title: string, url: string, created_at: number, last_sync_at: number | null, 
/**
 * What the last sync ended with, in words.
 */
last_sync_note: string | null, 
/**
 * `off`, `5m`, `15m`, `1h`, `daily@HH:MM` or `live`.
 */
schedule: string, 
/**
 * When it is synced next by itself; a moment that has passed: as soon as nothing else is.
 */
next_sync_at: number | null, pause: PauseView | null, sessions: number, messages: number, deliveries: number, };

export type AccountPage = { account: Account, settings: Array<SettingView>, secrets: Array<SecretView>, 
/**
 * As the provider last said; most never do.
 */
rate: RateView | null, streams: Array<StreamView>, 
/**
 * The latest first.
 */
runs: Array<RunView>, held: Array<Held>, missing: Array<Missing>, };

export type AccountRef = { id: number, name: string, provider: string, };

export type AgentView = { id: string, name: string | null, email: string | null, };

export type BatchView = { id: string, name: string | null, delivered: number, total: number, };

export type CalendarReply = { 
/**
 * When the first day begins, epoch ms; each is 24 hours.
 */
from: number, days: number, 
/**
 * Most records first.
 */
channels: Array<Channel>, 
/**
 * What is known to be missing, as far as it lies on these days.
 */
stretches: Array<Stretch>, 
/**
 * The day of the first record that is here.
 */
earliest: number | null, };

export type Cell = null | string | number | number | boolean | Array<string> | Stamp;

export type Channel = { 
/**
 * Empty where none is known.
 */
channel: string, held: Array<number>, 
/**
 * How many of them the provider has no more.
 */
gone: Array<number>, };

export type Chip = { field: string, title: string, 
/**
 * Its values as query text, without the field.
 */
value: string, 
/**
 * Its values in words.
 */
label: string, negated: boolean, 
/**
 * The whole chip as query text.
 */
text: string, };

export type ChoiceInfo = { value: string, label: string, };

export type ColumnInfo = { id: string, title: string, explain: string, kind: ColumnKind, sort: boolean, shown: boolean, width: number, 
/**
 * Name of its filter in the query text.
 */
field: string | null, filter: FilterKind | null, choices: Array<ChoiceInfo>, };

export type ColumnKind = "text" | "number" | "time" | "duration" | "choice" | "list" | "flag";

export type ContactView = { id: string, name: string | null, identification: string | null, email: string | null, phone: string | null, mobile: string | null, language: string | null, company: string | null, };

export type CsvProfile = "spreadsheet" | "raw";

export type DeliveryDetail = { id: number, account: AccountRef, delivery: DeliveryView, template: TemplateView | null, session: SessionRef | null, events: Array<EventView>, 
/**
 * Of the response code.
 */
meaning: Meaning | null, status_meaning: Meaning, contradiction: string | null, };

export type DeliveryRef = { id: number, status: DeliveryStatus, recorded_at: Stamp, name: string | null, template: string | null, response_code: string | null, };

export type DeliveryStatus = "success" | "failed" | "invalid_phone_number" | "sent" | "undelivered" | "insufficient_sms_credits" | "sms_disabled_for_company" | "email_disabled_for_company" | "in_progress" | "delivered" | "batch_count";

export type DeliveryView = { id: string, category: string | null, name: string | null, response_code: string | null, recipient_type: string | null, recipient: string | null, contact: ContactView | null, channel: string, channel_number: string | null, status: DeliveryStatus, status_raw: string | null, outcome: Outcome, message_type: string | null, credits: number | null, company: string | null, batch: BatchView | null, campaign: string | null, recorded_at: Stamp, request: string | null, response: string | null, parameters: Array<[string, string]>, };

export type Direction = "incoming" | "outgoing";

export type Entry = { 
/**
 * From 1, without gaps.
 */
number: number, at: number, person: string, kind: EntryKind, detail: Record<string, string>, 
/**
 * The hash of the entry before, 64 hexadecimal digits.
 */
previous: string, 
/**
 * This entry's own.
 */
hash: string, };

export type EntryKind = "created" | "unlock_failed" | "passphrase_changed" | "export_begun" | "export_done" | "export_refused" | "export_cancelled" | "export_failed" | "export_interrupted" | "printed" | "account_added" | "account_removed" | "fault_found";

export type EventKind = "accepted" | "queued" | "sent" | "delivered" | "read" | "clicked" | "failed" | "undelivered" | "deleted" | "other";

export type EventView = { at: Stamp, kind: EventKind, kind_raw: string | null, 
/**
 * Who says so.
 */
source: string, code: string | null, detail: string | null, meaning: Meaning | null, };

export type ExportDone = { path: string, file: string, bytes: number, sha256: string, rows: number, 
/**
 * Number of the register entry, and the register's head after it.
 */
number: number, head: string, };

export type ExportPreview = { rows: number, canonical: string, columns: Array<string>, folder: string, file_name: string, };

export type ExportSpec = { subject: Subject, text: string, offset: number, form: Form, profile: CsvProfile, 
/**
 * For sessions and deliveries; none means those shown by default. Messages have seed S1's 27.
 */
columns: Array<string>, include_open: boolean, purpose: Purpose, password: string, 
/**
 * Where to; a folder of its own in the person's documents when absent.
 */
folder: string | null, file: string | null, };

export type Facet = { value: string, 
/**
 * The value in words.
 */
label: string, count: number, 
/**
 * The chip that asks for exactly these rows, as query text.
 */
text: string, };

export type Fault = { code: FaultCode, what: string, why: string, todo: string, 
/**
 * Characters of the query text that cannot be read: start and end.
 */
at: [number, number] | null, suggestion: string | null, };

export type FaultCode = "wrong_passphrase" | "password_needed" | "damaged" | "newer" | "locked" | "in_use" | "absent" | "exists" | "forbidden" | "invalid" | "query" | "provider" | "refused" | "cancelled" | "not_found" | "internal";

export type FieldFacets = { field: string, values: Array<Facet>, 
/**
 * The counts are all there is; else there may be more.
 */
exact: boolean, };

export type FieldKind = "text" | "address" | "zone" | "hours";

export type FilterKind = "text" | "choice" | "code" | "time" | "amount" | "duration" | "tags" | "has";

export type First = { len: number, columns: Array<string>, };

export type Form = "csv" | "json";

export type Held = { kind: Kind, held: number, 
/**
 * How many of them the provider has no more, and when the last of these was noticed.
 */
gone: number, noticed_at: number | null, };

export type Highlight = { 
/**
 * Which row of the window.
 */
row: number, 
/**
 * Which of the columns that were asked for.
 */
cell: number, 
/**
 * Start and end of each mark, in UTF-16 units of the cell's text.
 */
marks: Array<[number, number]>, };

export type Histogram = { 
/**
 * First moment counted, epoch milliseconds.
 */
from: number, 
/**
 * The moment after the last bar.
 */
to: number, 
/**
 * Length of each bar; of calendar months and years that of the first.
 */
step: number, 
/**
 * Bar `i` covers `edges[i]` until `edges[i + 1]`; one more than there are bars, none without bars.
 */
edges: number[], counts: number[], 
/**
 * The counts are all there is; else lower bounds.
 */
exact: boolean, };

export type Identified = { 
/**
 * The entry that says this file was made.
 */
number: number | null, 
/**
 * Whether every byte is as it was when the export was made.
 */
unaltered: boolean, sha256: string, bytes: number, 
/**
 * For a person.
 */
words: string, entry: Entry | null, };

export type ImportCounts = { kind: Kind, new: number, changed: number, unchanged: number, 
/**
 * Held already and other in the file, and left as they are, since only new ones are wanted.
 */
kept: number, 
/**
 * Deleted here earlier, so that they do not come back.
 */
deleted: number, };

export type ImportDone = { 
/**
 * The import's number, by which it is undone.
 */
id: number, account: number, preview: ImportPreview, };

export type ImportEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export type ImportField = { id: string, title: string, required: boolean, };

export type ImportForm = "b2chat" | "channel-talk" | "whatsapp" | "csv";

export type ImportFormInfo = { id: ImportForm, title: string, };

export type ImportInfo = { id: number, account: number, 
/**
 * The account's name.
 */
into: string, form: string, name: string, sha256: string, person: string, at: number, 
/**
 * `None`: it runs, or was broken off.
 */
done_at: number | null, undone_at: number | null, new: number, changed: number, unchanged: number, rejected: number, 
/**
 * Records that undoing would take away, and put back; those changed again since are still among them.
 */
to_remove: number, to_restore: number, };

export type ImportMapping = { 
/**
 * What each row is.
 */
subject: ImportSubject, 
/**
 * The title of the column that holds a field, by the field's id.
 */
columns: { [key in string]: string }, 
/**
 * What a field is in every row.
 */
fixed: { [key in string]: string }, times: ImportTimes, 
/**
 * The file's words for ours, by the field: `{"direction": {"Entrante": "incoming"}}`.
 */
words: { [key in string]: { [key in string]: string } }, };

export type ImportPreview = { form: ImportForm, file: string, sha256: string, 
/**
 * Rows of the file, rejected ones included.
 */
rows: number, rejected: number, 
/**
 * The first of the rejected.
 */
rejects: Array<ImportReject>, kinds: Array<ImportCounts>, 
/**
 * Records of all kinds.
 */
new: number, changed: number, unchanged: number, kept: number, deleted: number, 
/**
 * What a person should know of how it was read.
 */
notes: Array<string>, };

export type ImportReject = { place: number, why: string, };

export type ImportSample = { form: ImportForm, encoding: ImportEncoding | null, 
/**
 * How sure the encoding is, in words.
 */
written: string, heads: Array<string>, rows: Array<Array<string>>, 
/**
 * What the titles suggest, of a table.
 */
mapping: ImportMapping | null, forms: Array<ImportFormInfo>, subjects: Array<ImportSubjectInfo>, };

export type ImportSpec = { path: string, 
/**
 * An account that there is; else one is made under `new_account` when the import is accepted.
 */
account: number | null, new_account: string | null, 
/**
 * Told from the file when absent.
 */
form: ImportForm | null, 
/**
 * Whose clocks show the times that have no zone, such as `America/Bogota`; the account's when absent.
 */
zone: string | null, encoding: ImportEncoding | null, password: string | null, 
/**
 * Of a table whose columns a person names; what the titles suggest when absent.
 */
mapping: ImportMapping | null, 
/**
 * What is held already is left as it is.
 */
only_new: boolean, };

export type ImportSubject = "messages" | "sessions" | "deliveries" | "contacts";

export type ImportSubjectInfo = { id: ImportSubject, fields: Array<ImportField>, };

export type ImportTimes = "iso" | "day-first" | "month-first" | "seconds" | "millis";

export type ImportUndone = { id: number, removed: number, restored: number, 
/**
 * Changed again since, or deleted; so they stay as they are.
 */
left: number, 
/**
 * The first of them: kind and the provider's id.
 */
first_left: Array<string>, };

export type Job = { id: number, kind: JobKind, title: string, state: JobState, progress: JobProgress, started_at: number, ended_at: number | null, sync: SyncDone | null, export: ExportDone | null, preview: ImportPreview | null, import: ImportDone | null, undone: ImportUndone | null, fault: Fault | null, };

export type JobKind = "sync" | "export" | "preview" | "import" | "undo";

export type JobProgress = { 
/**
 * Records synced, or rows written.
 */
done: number, 
/**
 * Where it is known.
 */
total: number | null, per_second: number, 
/**
 * What it waits for, or is about, in words.
 */
note: string | null, };

export type JobState = "running" | "done" | "failed" | "cancelled";

export type Kind = "tag" | "agent" | "bot" | "support_bot" | "campaign" | "template" | "contact" | "session" | "session_event" | "message" | "batch" | "delivery" | "delivery_event";

export type Meaning = { 
/**
 * The code as the record has it.
 */
code: string, title: string, meaning: string, 
/**
 * What to do next.
 */
todo: string, 
/**
 * Whose code it is: "HTTP", "WhatsApp Cloud API", "Twilio", "Mailgun", "SMTP", "delivery status".
 */
source: string, 
/**
 * The document that gives the code its meaning; empty when it is not known.
 */
named_in: string, 
/**
 * What else it can mean from the same provider.
 */
also: Array<Reading>, 
/**
 * False when the code is in none of the tables.
 */
known: boolean, };

export type Measures = { waiting: number | null, average_reply: number | null, total_reply: number | null, replies: number | null, resolution: number | null, operation_waiting: number | null, operation_average_reply: number | null, operation_total_reply: number | null, operation_replies: number | null, operation_resolution: number | null, };

export type MessageKind = "text" | "image" | "audio" | "video" | "file" | "location" | "template" | "note" | "other";

export type MessageView = { id: number, at: Stamp, direction: Direction, person: PersonKind, person_name: string | null, kind: MessageKind, text: string, 
/**
 * Start and end of what was searched for, in UTF-16 units of the text.
 */
text_marks: Array<[number, number]>, caption: string | null, caption_marks: Array<[number, number]>, attachment: string | null, template: string | null, 
/**
 * The delivery that carried it, as an id of this store.
 */
delivery: number | null, };

export type MessagesReply = { total: number, messages: Array<MessageView>, };

export type Missing = { title: string, 
/**
 * `not_read`, `not_kept` (the provider has it no longer) or `skipped`.
 */
why: string, from_at: number | null, to_at: number | null, reason: string, noted_at: number, };

export type Outcome = "sent" | "failed" | "in_progress";

export type Party = { name: string | null, number: string | null, };

export type PauseView = { at: number, 
/**
 * The provider refused its login; else somebody paused it.
 */
refused: boolean, 
/**
 * What the provider said.
 */
words: string | null, };

export type Person = { id: number, name: string, role: Role, rights: Array<Right>, };

export type PersonKind = "user" | "agent" | "bot" | "system";

export type PlaceReply = { 
/**
 * The chat's id in this store; none while it has not been synced itself.
 */
session: number | null, 
/**
 * How many messages of the chat stand before it, oldest first.
 */
index: number, total: number, };

export type PrintReply = { total: number, rows: Array<Row>, 
/**
 * Number of the register entry.
 */
number: number, };

export type ProvenanceView = { account: string, provider: string, endpoint: string, fetched_at: number, 
/**
 * JSON text, as the provider sent it.
 */
raw: string, };

export type ProviderField = { name: string, title: string, help: string, required: boolean, takes: FieldKind, };

export type ProviderInfo = { id: string, title: string, 
/**
 * The address where most accounts are, taken when none is given; absent when each has its own.
 */
url: string | null, settings: Array<ProviderField>, secrets: Array<ProviderField>, };

export type Purpose = { 
/**
 * A word for the kind of purpose, such as "complaint" or "audit". May be empty.
 */
category: string, 
/**
 * In the person's own words; at least [`limits::PURPOSE_MIN`] characters.
 */
text: string, 
/**
 * The number of a ticket or case elsewhere.
 */
ticket: string | null, };

export type QueryInfo = { canonical: string, chips: Array<Chip>, 
/**
 * What is searched for in the text, as query text.
 */
words: string, };

export type RateView = { at: number, left: number, of: number | null, resets_at: number | null, };

export type Reading = { 
/**
 * As [`Meaning::source`].
 */
source: string, title: string, meaning: string, };

export type RegisterFault = { 
/**
 * The entry it is about; `None` when it is the checkpoint.
 */
number: number | null, kind: RegisterFaultKind, words: string, };

export type RegisterFaultKind = "edited" | "missing" | "swapped" | "cut" | "rolled_back" | "rebuilt" | "checkpoint_damaged";

export type RegisterPage = { total: number, entries: Array<Entry>, };

export type ResultInfo = { id: number, 
/**
 * Rows known for certain.
 */
count: number, 
/**
 * There are no more than these.
 */
exact: boolean, 
/**
 * Rows there are without any filter.
 */
of: number, 
/**
 * With an order by relevance: how many rows were ranked, where not all were.
 */
ranked: number | null, canonical: string, millis: number, 
/**
 * Revision of the store that was read; a later one means that there may be more.
 */
revision: number, 
/**
 * What the store does not hold yet, in words, while the first load of an account is under way.
 */
coverage: string | null, first: RowsReply | null, };

export type ResultState = { count: number, exact: boolean, 
/**
 * Somebody still counts; else what is not exact stays so.
 */
counting: boolean, 
/**
 * Revision of the store now; a later one than the result's means that there may be more.
 */
revision: number, };

export type Right = "door" | "read" | "sync" | "import" | "accounts" | "export" | "register" | "people";

export type Role = "manager";

export type Row = { id: number, 
/**
 * In the order of the columns asked for.
 */
cells: Array<Cell>, };

export type RowsReply = { from: number, 
/**
 * In order. A row that was deleted since is left out.
 */
rows: Array<Row>, 
/**
 * What was searched for, where it stands in these rows.
 */
highlights: Array<Highlight>, revision: number, };

export type RunView = { began_at: number, ended_at: number, 
/**
 * `complete`, `partly`, `failed` or `cancelled`.
 */
ended: string, note: string | null, records: number, new: number, changed: number, rejected: number, };

export type SecretView = { name: string, title: string, set: boolean, };

export type SessionDetail = { id: number, account: AccountRef, session: SessionView, events: Array<StateChange>, deliveries: Array<DeliveryRef>, 
/**
 * How many messages it has.
 */
messages: number, };

export type SessionRef = { id: number, ext: string, };

export type SessionState = "opened" | "picked_up" | "snoozed" | "closed";

export type SessionView = { 
/**
 * The provider's id.
 */
id: string, channel: string, channel_number: string | null, channel_name: string | null, sender: Party, recipient: Party, contact: ContactView | null, agent: AgentView | null, state: SessionState, state_raw: string | null, created_at: Stamp, last_active_at: Stamp | null, first_opened_at: Stamp | null, opened_at: Stamp | null, picked_up_at: Stamp | null, snoozed_at: Stamp | null, closed_at: Stamp | null, tags: Array<string>, campaign: string | null, description: string | null, 
/**
 * Time on hold from the state history; a hold that still runs is counted to the last activity.
 */
hold_ms: number | null, 
/**
 * What of it lay in the account's open hours, where it states such.
 */
hold_open_ms: number | null, 
/**
 * As the provider gives them, or where it gives none as computed here.
 */
measures: Measures, 
/**
 * Those that were computed here, where the provider gives none or one that differs by a second or more.
 */
computed: Measures, };

export type SettingView = { name: string, title: string, value: string, };

export type Sort = { 
/**
 * A column's id; or `relevance`, the best fit to the words first whatever the direction.
 */
column: string, desc: boolean, };

export type Stamp = { 
/**
 * Epoch milliseconds, UTC.
 */
at: number, 
/**
 * Offset from UTC as received, in minutes (`+01:00` is 60).
 */
offset: number, };

export type StateChange = { at: Stamp, state: SessionState | null, action: string, by: string | null, };

export type StoreState = "absent" | "locked" | "open";

export type StoreStatus = { state: StoreState, path: string, 
/**
 * Names of those who have a key slot.
 */
persons: Array<string>, person: Person | null, 
/**
 * Version of this program.
 */
version: string, };

export type StreamTest = { id: string, title: string, 
/**
 * `None` where the first call cannot tell.
 */
may: boolean | null, words: string, };

export type StreamView = { id: string, title: string, kinds: Array<Kind>, 
/**
 * It was read to its end, and nothing of it is owed.
 */
whole: boolean, words: string, };

export type Stretch = { 
/**
 * Of the days that are shown.
 */
from: number, 
/**
 * Exclusive.
 */
until: number, why: StretchWhy, words: string, };

export type StretchWhy = "not_read" | "not_kept" | "skipped";

export type Subject = "sessions" | "messages" | "deliveries";

export type SyncDone = { records: number, new: number, changed: number, unchanged: number, };

export type TemplateView = { id: string, name: string, language: string | null, category: string | null, body: string, 
/**
 * The body with this delivery's parameters in their places; a place without a value stays.
 */
filled: string, };

export type TestReply = { 
/**
 * All of it in a few sentences.
 */
words: string, streams: Array<StreamTest>, };

export type Verdict = { 
/**
 * Rows found.
 */
entries: number, 
/**
 * The last entry's hash; empty when there is none.
 */
head: string, faults: Array<RegisterFault>, 
/**
 * When the checkpoint was written, if it is sound: epoch milliseconds.
 */
checkpoint_at: number | null, };

export type WordsReply = { password: string, };

/** Every call: what it takes and what it answers. */
export interface Calls {
  "accounts.add": { request: { name: string, provider: string, 
/**
 * Empty: the provider's own.
 */
url: string, settings: { [key in string]: string }, secrets: { [key in string]: string }, 
/**
 * As [`Account::schedule`]; off when absent.
 */
schedule: string | null, }; reply: Account };
  "accounts.calendar": { request: { id: number, subject: Subject, 
/**
 * Offset of the person's zone from UTC, minutes: where a day begins.
 */
offset: number, 
/**
 * A moment of the last day; today when absent.
 */
until: number | null, 
/**
 * How many days.
 */
days: number, }; reply: CalendarReply };
  "accounts.edit": { request: { id: number, name: string | null, url: string | null, settings: { [key in string]: string }, secrets: { [key in string]: string }, 
/**
 * As [`Account::schedule`].
 */
schedule: string | null, }; reply: Account };
  "accounts.get": { request: { id: number, 
/**
 * Offset of the person's zone from UTC, minutes: what days and hours are told in.
 */
offset: number, }; reply: AccountPage };
  "accounts.list": { request: Record<symbol, never>; reply: Array<Account> };
  "accounts.pause": { request: { id: number, }; reply: Account };
  "accounts.remove": { request: { id: number, data: boolean, }; reply: null };
  "accounts.resume": { request: { id: number, }; reply: Account };
  "accounts.test": { request: { id: number, }; reply: TestReply };
  "columns.list": { request: { subject: Subject, }; reply: Array<ColumnInfo> };
  "deliveries.detail": { request: { id: number, }; reply: DeliveryDetail };
  "demo.start": { request: Record<symbol, never>; reply: Account };
  "exports.identify": { request: { path: string, }; reply: Identified };
  "exports.preview": { request: ExportSpec; reply: ExportPreview };
  "exports.print": { request: { subject: Subject, text: string, sort: Sort, offset: number, from: number, len: number, columns: Array<string>, purpose: Purpose, }; reply: PrintReply };
  "exports.start": { request: ExportSpec; reply: Job };
  "facets.count": { request: { subject: Subject, text: string, offset: number, fields: Array<string>, limit: number, 
/**
 * Where it is asked; what was asked there before is ended.
 */
slot: string | null, }; reply: Array<FieldFacets> };
  "histogram.count": { request: { subject: Subject, text: string, offset: number, buckets: number, 
/**
 * Where it is asked; what was asked there before is ended.
 */
slot: string | null, }; reply: Histogram };
  "imports.accept": { request: { spec: ImportSpec, sha256: string, }; reply: Job };
  "imports.list": { request: Record<symbol, never>; reply: Array<ImportInfo> };
  "imports.look": { request: { path: string, form: ImportForm | null, encoding: ImportEncoding | null, password: string | null, }; reply: ImportSample };
  "imports.preview": { request: ImportSpec; reply: Job };
  "imports.undo": { request: { id: number, }; reply: Job };
  "jobs.cancel": { request: { id: number, }; reply: null };
  "jobs.get": { request: { id: number, }; reply: Job };
  "jobs.list": { request: Record<symbol, never>; reply: Array<Job> };
  "passwords.words": { request: Record<symbol, never>; reply: WordsReply };
  "provenance.get": { request: { kind: Kind, id: number, }; reply: ProvenanceView };
  "providers.list": { request: Record<symbol, never>; reply: Array<ProviderInfo> };
  "query.check": { request: { subject: Subject, text: string, 
/**
 * Offset of the person's zone from UTC, minutes: what a date without a time means.
 */
offset: number, }; reply: QueryInfo };
  "register.list": { request: { from: number, len: number, }; reply: RegisterPage };
  "register.verify": { request: Record<symbol, never>; reply: Verdict };
  "results.close": { request: { id: number, }; reply: null };
  "results.find": { request: { id: number, 
/**
 * The row's id in this store.
 */
row: number, 
/**
 * Where it stood before: in a long result that is not in the order of time it is looked for near that.
 */
near: number, }; reply: number | null };
  "results.open": { request: { subject: Subject, text: string, sort: Sort, offset: number, 
/**
 * Where it is asked: what was asked there before is ended, with the fault `Cancelled`. A query
 * text that cannot be read ends nothing.
 */
slot: string | null, 
/**
 * The first rows, in the same answer.
 */
first: First | null, 
/**
 * Answer only when the count is exact.
 */
settled: boolean, }; reply: ResultInfo };
  "results.rows": { request: { id: number, from: number, len: number, columns: Array<string>, }; reply: RowsReply };
  "results.state": { request: { id: number, }; reply: ResultState };
  "results.stop": { request: { slot: string, }; reply: null };
  "sessions.detail": { request: { id: number, }; reply: SessionDetail };
  "sessions.messages": { request: { id: number, from: number, len: number, 
/**
 * Words of a query: where they stand in a text is marked.
 */
words: string | null, }; reply: MessagesReply };
  "sessions.place": { request: { 
/**
 * The message's id in this store.
 */
message: number, }; reply: PlaceReply };
  "store.create": { request: { person: string, passphrase: string, }; reply: Person };
  "store.lock": { request: Record<symbol, never>; reply: null };
  "store.passphrase": { request: { old: string, new: string, }; reply: null };
  "store.status": { request: Record<symbol, never>; reply: StoreStatus };
  "store.unlock": { request: { passphrase: string, }; reply: Person };
  "sync.start": { request: { accounts: Array<number>, }; reply: Job };
}
