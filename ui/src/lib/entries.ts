/** Register entries in plain words. */
import type { Entry } from '../ipc/types';
import { bytes, count, plain } from './words';

const KINDS: Record<string, string> = {
  created: 'Store created', unlock_failed: 'Wrong passphrase', passphrase_changed: 'Passphrase changed',
  export_begun: 'Export begun', export_done: 'Export done', export_refused: 'Export refused',
  export_cancelled: 'Export cancelled', export_failed: 'Export failed', export_interrupted: 'Export interrupted',
  printed: 'Printed to a file or program', fault_found: 'Register found changed', account_added: 'Account added', account_removed: 'Account removed',
};

/** `ExportDone` and `export_done` are the same word. */
export const kindKey = (kind: string): string => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
export const kindName = (kind: string): string => KINDS[kindKey(kind)] ?? plain(kindKey(kind));

export function kindTone(kind: string): string {
  const key = kindKey(kind);
  if (key.endsWith('_done')) return 'delivered';
  if (key.endsWith('_refused') || key.endsWith('_failed')) return 'failed';
  if (key.endsWith('_cancelled') || key.endsWith('_interrupted')) return 'insufficient_sms_credits';
  return key.endsWith('_begun') ? 'in_progress' : 'accepted';
}

const NUMBERS = ['rows', 'sessions', 'messages', 'deliveries', 'count'];

/** A value of an entry's detail as it is shown. */
export function detailText(key: string, value: string): string {
  if (!/^\d{1,15}$/.test(value)) return value;
  if (key === 'bytes') return bytes(Number(value));
  return NUMBERS.includes(key) ? count(Number(value)) : value;
}

const NAMES: Record<string, string> = {
  sha256: 'SHA-256', begun: 'Begun in entry', csv_profile: 'Cells', why: 'Why', left: 'Left behind',
};

export const detailName = (key: string): string => NAMES[key] ?? plain(key);

/**
 * The details that say most, for the table's one line. An export's end names the entry of its beginning, where the
 * purpose stands: `begun` finds it among those that are loaded.
 */
export function summaryOf(entry: Entry, begun: (number: number) => Entry | undefined = () => undefined): string {
  const start = entry.detail.begun === undefined ? undefined : begun(Number(entry.detail.begun));
  const d: Record<string, string | undefined> = { ...start?.detail, ...entry.detail };
  const parts: string[] = [];
  if (d.rows !== undefined) parts.push(`${detailText('rows', d.rows)} rows`);
  if (d.count !== undefined) parts.push(d.count === '1' ? 'once' : `${detailText('count', d.count)} times`);
  for (const key of ['subject', 'purpose', 'reason', 'why', 'file', 'name', 'account']) {
    const value = d[key];
    if (value !== undefined && value !== '') parts.push(key === 'file' ? (value.split(/[\\/]/).at(-1) ?? value) : detailText(key, value));
  }
  return parts.join(' · ');
}
