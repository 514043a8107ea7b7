/**
 * The shapes the window works with, all read off `Calls`: when a call changes in Rust and the bindings are
 * generated anew, what no longer fits is a type error here or at its use.
 */
import type { Calls } from './bindings';

export type Name = keyof Calls;
export type Ask<N extends Name> = Calls[N]['request'];
export type Reply<N extends Name> = Calls[N]['reply'];

export type Subject = Ask<'columns.list'>['subject'];
export type Status = Reply<'store.status'>;
export type Person = Reply<'store.unlock'>;
export type ProviderInfo = Reply<'providers.list'>[number];
export type Account = Reply<'accounts.list'>[number];
export type ProviderField = ProviderInfo['settings'][number];
export type AccountPage = Reply<'accounts.get'>;
export type Tested = Reply<'accounts.test'>;
export type Calendar = Reply<'accounts.calendar'>;
export type Stretch = Calendar['stretches'][number];
export type Job = Reply<'jobs.list'>[number];
export type ExportDone = NonNullable<Job['export']>;
export type Column = Reply<'columns.list'>[number];
export type Checked = Reply<'query.check'>;
export type Chip = Checked['chips'][number];
export type Sort = Ask<'results.open'>['sort'];
export type Opened = Reply<'results.open'>;
export type Window = Reply<'results.rows'>;
export type Row = Reply<'results.rows'>['rows'][number];
export type Cell = Row['cells'][number];
export type Stamp = Reply<'sessions.messages'>['messages'][number]['at'];
export type FacetValue = Reply<'facets.count'>[number]['values'][number];
export type Histogram = Reply<'histogram.count'>;
export type SessionDetail = Reply<'sessions.detail'>;
export type Measures = SessionDetail['session']['measures'];
export type Message = Reply<'sessions.messages'>['messages'][number];
export type DeliveryRef = SessionDetail['deliveries'][number];
export type DeliveryDetail = Reply<'deliveries.detail'>;
export type DeliveryEvent = DeliveryDetail['events'][number];
export type Meaning = NonNullable<DeliveryDetail['meaning']>;
export type Place = Reply<'sessions.place'>;
export type Provenance = Reply<'provenance.get'>;
export type ExportSpec = Ask<'exports.start'>;
export type Preview = Reply<'exports.preview'>;
export type ImportSample = Reply<'imports.look'>;
export type ImportSpec = Ask<'imports.preview'>;
export type ImportMapping = NonNullable<ImportSpec['mapping']>;
export type ImportInfo = Reply<'imports.list'>[number];
export type ImportPreview = NonNullable<Job['preview']>;
export type ImportDone = NonNullable<Job['import']>;
export type ImportUndone = NonNullable<Job['undone']>;
export type Entry = Reply<'register.list'>['entries'][number];
export type Verdict = Reply<'register.verify'>;
