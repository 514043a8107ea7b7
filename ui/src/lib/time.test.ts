import { describe, expect, it } from 'vitest';
import { ago, clockText, dayText, fullTime, isoDay, lengthText, offsetOf, rowTime, zoneName } from './time';

const at = Date.UTC(2026, 10, 21, 23, 30, 5);

describe('a time is shown in the zone that is in force', () => {
  // shows B7
  it('UTC', () => {
    expect(fullTime({ at, offset: 60 }, 'utc')).toBe('21 Nov 2026 23:30:05 UTC');
  });
  it('the provider’s, with its offset in each row', () => {
    expect(rowTime({ at, offset: 60 }, 'provider')).toBe('22 Nov 2026 00:30 +01:00');
    expect(rowTime({ at, offset: 0 }, 'provider')).toBe('21 Nov 2026 23:30 +00:00');
    expect(fullTime({ at, offset: -210 }, 'provider')).toBe('21 Nov 2026 20:00:05 UTC−03:30');
  });
  it('mine, with the offset of that moment and not of today', () => {
    for (const month of [0, 6]) {
      const moment = Date.UTC(2026, month, 15, 12);
      expect(offsetOf({ at: moment, offset: 999 }, 'mine')).toBe(-new Date(moment).getTimezoneOffset());
    }
  });
});

it('days and clocks', () => {
  expect(dayText({ at, offset: 60 }, 'provider')).toBe('22 Nov 2026');
  expect(clockText({ at, offset: 330 }, 'provider', true)).toBe('05:00:05');
  expect(isoDay(at, 'utc')).toBe('2026-11-21');
});

it.each([[0, 'UTC'], [60, 'UTC+01:00'], [-570, 'UTC−09:30'], [345, 'UTC+05:45']])('zone %i', (offset, name) => {
  expect(zoneName(offset)).toBe(name);
});

it.each([
  [5_000, 'just now'], [125_000, '2 min ago'], [7_300_000, '2 h ago'], [90_000_000, 'yesterday'],
  [300_000_000, '3 days ago'], [-50_000, 'just now'],
])('%i ms gone', (gone, words) => {
  expect(ago(at - gone, at)).toBe(words);
});

it.each([
  [850, '850 ms'], [12_000, '12 s'], [245_000, '4 min 05 s'], [12_000_000, '3 h 20 min'], [187_200_000, '2 d 04 h'],
])('a length of %i ms', (ms, words) => {
  expect(lengthText(ms)).toBe(words);
});
