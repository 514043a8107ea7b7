/** What an account holds by day and channel, laid out for a heat map. */
import type { Calendar, Stretch } from '../ipc/types';
import { DAY, dayText } from './time';
import { channelName, counted } from './words';

export type Why = Stretch['why'];
export type Cell = { held: number; gone: number; /** 0 to 4. */ level: number };
export type Column = { from: number; /** The last day's beginning. */ to: number; missing: Stretch[]; why: Why | null; month: string };
export type Row = { channel: string; title: string; cells: Cell[] };
export type Map = { columns: Column[]; rows: Row[] };

/** Days a column: a day, or a week when a year is shown. */
export type Per = 1 | 7;

/** The worst first: what was never read may hold anything. */
const WORST: Why[] = ['not_read', 'not_kept', 'skipped'];
const LEVELS = 4;
/** Columns that a month's name takes. */
const NAME = 4;

export function laidOut(reply: Calendar, per: Per, offset: number): Map {
  const count = Math.ceil(reply.days / per);
  const columns = Array.from({ length: count }, (_, at) => column(reply, at, per, offset));
  for (let at = columns.length - 1; at > 0; at -= 1) {
    const [here, before] = [columns[at], columns[at - 1]];
    if (here && here.month === before?.month) here.month = '';
  }
  // The name of a month that ends at once would lie under the next one's.
  const [first] = columns;
  if (first && columns.slice(1, NAME).some((c) => c.month !== '')) first.month = '';
  const sums = reply.channels.map((channel) => ({ ...channel, held: grouped(channel.held, per), gone: grouped(channel.gone, per) }));
  const most = Math.max(1, ...sums.flatMap((channel) => channel.held));
  const rows = sums.map(({ channel, held, gone }) => ({
    channel,
    title: channel === '' ? 'No channel known' : channelName(channel),
    cells: held.map((n, at) => ({ held: n, gone: gone[at] ?? 0, level: level(n, most) })),
  }));
  const nothing = { channel: '', title: 'All channels', cells: columns.map(() => ({ held: 0, gone: 0, level: 0 })) };
  return { columns, rows: rows.length > 0 ? rows : [nothing] };
}

function column(reply: Calendar, at: number, per: Per, offset: number): Column {
  const [first, last] = [at * per, Math.min(reply.days, (at + 1) * per) - 1];
  const missing = reply.stretches.filter((s) => s.from <= last && s.until > first);
  const from = reply.from + first * DAY;
  const [, month = '', year = ''] = dayText({ at: from, offset }, 'provider').split(' ');
  return {
    from, to: reply.from + last * DAY, missing,
    why: WORST.find((why) => missing.some((s) => s.why === why)) ?? null,
    month: month === 'Jan' ? `${month} ${year}` : month,
  };
}

const grouped = (days: readonly number[], per: Per): number[] =>
  Array.from({ length: Math.ceil(days.length / per) }, (_, at) => days.slice(at * per, (at + 1) * per).reduce((a, b) => a + b, 0));

/** Steps that grow: a busy channel must not make a quiet one look empty. */
const level = (n: number, most: number): number =>
  n === 0 ? 0 : Math.min(LEVELS, 1 + Math.floor((LEVELS * Math.log(1 + n)) / Math.log(1 + most) - 1e-9));

const WHY_WORDS: Record<Why, string> = {
  not_read: 'Not synced', not_kept: 'No longer at the provider', skipped: 'Passed over',
};
export const whyText = (why: string): string => WHY_WORDS[why as Why] ?? why;

/** A cell in a sentence or two, for the line under the map and for a screen reader. */
export function cellText(map: Map, row: number, at: number, noun: [string, string], offset: number): string {
  const [line, here] = [map.rows[row], map.columns[at]];
  const cell = line?.cells[at];
  if (!line || !here || !cell) return '';
  const day = (moment: number): string => dayText({ at: moment, offset }, 'provider');
  const when = here.from === here.to ? day(here.from) : `${day(here.from)} to ${day(here.to)}`;
  const held = cell.held === 0 ? `no ${noun[1]}` : counted(cell.held, noun[0], noun[1]);
  const gone = cell.gone === 0 ? '' : `, ${cell.gone} of them no longer at the provider`;
  const missing = here.missing.map((s) => `${whyText(s.why)}: ${s.words}`);
  return [`${when}, ${line.title}: ${held}${gone}.`, ...new Set(missing)].join(' ');
}
