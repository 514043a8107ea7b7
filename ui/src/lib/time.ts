/**
 * Times as people read them. A time is never shown without its zone being known: the zone in force stands in the
 * status bar, and each detail carries its own offset.
 */
import type { Stamp } from '../ipc/types';

export type Zone = 'utc' | 'mine' | 'provider';

const MINUTE = 60_000;
export const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Minutes east of UTC that `stamp` is shown at. */
export function offsetOf(stamp: Stamp, zone: Zone): number {
  if (zone === 'utc') return 0;
  if (zone === 'provider') return stamp.offset;
  return -new Date(stamp.at).getTimezoneOffset();
}

/** The zone of an axis or a query, where no row says its own: the provider's zone has no single offset. */
export const axisZone = (zone: Zone): Zone => (zone === 'provider' ? 'mine' : zone);

/** Minutes east of UTC that a date in the query is meant in. */
export const queryOffset = (zone: Zone, now: number): number => offsetOf({ at: now, offset: 0 }, axisZone(zone));

const two = (n: number): string => String(n).padStart(2, '0');

/** `UTC`, `UTC+01:00`, `UTC−03:30`. */
export function zoneName(offset: number): string {
  if (offset === 0) return 'UTC';
  const size = Math.abs(offset);
  return `UTC${offset < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The stamp moved so that a `Date`'s UTC parts read as the wall clock of the zone. */
function wall(stamp: Stamp, zone: Zone): Date {
  return new Date(stamp.at + offsetOf(stamp, zone) * MINUTE);
}

/** `21 Nov 2026`. */
export function dayText(stamp: Stamp, zone: Zone): string {
  const d = wall(stamp, zone);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ''} ${d.getUTCFullYear()}`;
}

/** `09:02`, or `09:02:11`. */
export function clockText(stamp: Stamp, zone: Zone, seconds = false): string {
  const d = wall(stamp, zone);
  const base = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  return seconds ? `${base}:${two(d.getUTCSeconds())}` : base;
}

/** For a row: `21 Nov 2026 09:02`; the offset is added only where it differs from row to row. */
export function rowTime(stamp: Stamp, zone: Zone): string {
  const base = `${dayText(stamp, zone)} ${clockText(stamp, zone)}`;
  return zone === 'provider' ? `${base} ${zoneName(stamp.offset).slice(3) || '+00:00'}` : base;
}

/** For a detail: `21 Nov 2026 09:02:11 UTC+01:00`. */
export function fullTime(stamp: Stamp, zone: Zone): string {
  return `${dayText(stamp, zone)} ${clockText(stamp, zone, true)} ${zoneName(offsetOf(stamp, zone))}`;
}

/** `2026-11-21` in the zone, as a date field or a query wants it. */
export function isoDay(at: number, zone: Zone): string {
  const d = wall({ at, offset: 0 }, zone);
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
}

/** `2026-11-21T09:02` in the zone, as the query writes a minute. */
export const isoMinute = (at: number, zone: Zone): string => `${isoDay(at, zone)}T${clockText({ at, offset: 0 }, zone)}`;

/** `just now`, `2 min ago`, `3 h ago`, `5 days ago`. */
export function ago(at: number, now: number): string {
  const gone = Math.max(0, now - at);
  if (gone < MINUTE) return 'just now';
  if (gone < 60 * MINUTE) return `${Math.floor(gone / MINUTE)} min ago`;
  if (gone < DAY) return `${Math.floor(gone / (60 * MINUTE))} h ago`;
  const days = Math.floor(gone / DAY);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** A length of time: `850 ms`, `12 s`, `4 min 05 s`, `3 h 20 min`, `2 d 04 h`. */
export function lengthText(millis: number): string {
  if (millis === 0) return 'none';
  if (millis < 1000) return `${Math.round(millis)} ms`;
  const s = Math.round(millis / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  return `${Math.floor(s / 86_400)} d ${two(Math.floor((s % 86_400) / 3600))} h`;
}
