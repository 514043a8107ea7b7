/** What the query bar offers while a person types: fields first, then values of the field with how often they occur. */
import type { Column, FacetValue } from '../ipc/types';
import { axisZone, DAY, isoDay, type Zone } from './time';
import { quoted, tokenAt, typing, type Token } from './query';
import { count } from './words';

export type Offer = { insert: string; title: string; note: string; again: boolean };

export const MOST = 9;

/** Fields whose name or title begins with what is typed. */
export function fieldOffers(columns: readonly Column[], start: string, negated: boolean): Offer[] {
  const seen = new Set<string>();
  const wanted = start.toLowerCase();
  const offers: Offer[] = [];
  for (const column of columns) {
    if (column.field === null || seen.has(column.field)) continue;
    if (!column.field.startsWith(wanted) && !column.title.toLowerCase().startsWith(wanted)) continue;
    seen.add(column.field);
    offers.push({ insert: `${negated ? '-' : ''}${column.field}:`, title: `${column.field}:`, note: column.explain, again: true });
  }
  return offers.slice(0, MOST);
}

/** Values of a field, as they would be written. */
export function valueOffers(values: readonly FacetValue[], token: string): Offer[] {
  const { field, negated, before, start } = typing(token);
  const wanted = start.toLowerCase();
  return values
    .filter((v) => v.value !== '' && (v.value.toLowerCase().includes(wanted) || v.label.toLowerCase().includes(wanted)))
    .slice(0, MOST)
    .map((v) => ({
      // Alone it is the chip as the Rust side writes it; behind other values only the value is added.
      insert: before === '' ? `${negated ? '-' : ''}${v.text}` : `${negated ? '-' : ''}${field ?? ''}:${before}${quoted(v.value)}`,
      title: v.label,
      note: count(v.count),
      again: false,
    }));
}

/** Stretches of time for a time field. */
export function timeOffers(field: string, now: number, zone: Zone): Offer[] {
  const day = (back: number): string => isoDay(now - back * DAY, axisZone(zone));
  const month = `${day(0).slice(0, 8)}01`;
  const made: [string, string][] = [
    ['Today', day(0)],
    ['Yesterday', day(1)],
    ['Last 7 days', `${day(6)}..${day(0)}`],
    ['Last 30 days', `${day(29)}..${day(0)}`],
    ['This month', `${month}..${day(0)}`],
  ];
  return made.map(([title, value]) => ({ insert: `${field}:${value}`, title, note: value, again: false }));
}

/** The text with the piece at the caret replaced, and where the caret goes. */
export function accept(text: string, caret: number, offer: Offer): { text: string; caret: number } {
  const token: Token = tokenAt(text, caret);
  const insert = offer.again ? offer.insert : `${offer.insert} `;
  const rest = text.slice(token.end).replace(/^ /, offer.again ? ' ' : '');
  return { text: text.slice(0, token.start) + insert + rest, caret: token.start + insert.length };
}

/** The query without the piece being typed: what its values are counted in. */
export function around(text: string, token: Token): string {
  return [text.slice(0, token.start), text.slice(token.end)].map((part) => part.trim()).filter((part) => part !== '').join(' ');
}
