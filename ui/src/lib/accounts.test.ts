import { describe, expect, it } from 'vitest';
import type { Calendar, ProviderInfo } from '../ipc/types';
import { changed, fieldsMissing, filled } from './account';
import { cellText, laidOut, whyText } from './calendar';
import { ahead, rhythmOf, scheduleOf, scheduleText } from './schedule';
import { DAY } from './time';

describe('schedules', () => {
  it.each(['off', '5m', '15m', '1h', 'daily@07:30', 'live'])('%s goes there and back', (schedule) => {
    const { rhythm, time } = rhythmOf(schedule);
    expect(scheduleOf(rhythm, time)).toBe(schedule);
  });
  it('are said in words', () => {
    expect([scheduleText('daily@07:30'), scheduleText('1h'), scheduleText('of another version')]).toEqual([
      'Daily at 07:30', 'Every hour', 'Only when asked',
    ]);
  });
  it('tell when the next sync is', () => {
    const minutes = [-5, 0, 0.5, 4, 90, 72 * 60];
    expect(minutes.map((m) => ahead(m * 60_000, 0))).toEqual(['now', 'now', 'in a moment', 'in 4 min', 'in 2 h', 'in 3 days']);
  });
});

describe('the map of what is held', () => {
  // 30 December 1969 to 12 January 1970.
  const reply: Calendar = {
    from: -2 * DAY, days: 14, earliest: null,
    channels: [
      { channel: 'whatsapp', held: [0, 1, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], gone: [0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
      { channel: '', held: Array<number>(14).fill(0), gone: Array<number>(14).fill(0) },
    ],
    stretches: [
      { from: 0, until: 1, why: 'not_kept', words: 'Only thirteen days are kept.' },
      { from: 0, until: 1, why: 'not_read', words: 'never synced.' },
      { from: 13, until: 14, why: 'skipped', words: 'Two were passed over.' },
    ],
  };
  it('has a column a day, and tells gaps apart', () => {
    const map = laidOut(reply, 1, 0);
    expect(map.columns.map((c) => c.why)).toEqual(['not_read', ...Array<null>(12).fill(null), 'skipped']);
    expect(map.columns.map((c) => c.month).filter((m) => m !== '')).toEqual(['Jan 1970']);
    expect(map.rows.map((r) => r.title)).toEqual(['WhatsApp', 'No channel known']);
    expect(map.rows[0]?.cells.slice(0, 3).map((c) => c.level)).toEqual([0, 1, 4]);
  });
  it('has a column a week for a year', () => {
    const map = laidOut(reply, 7, 0);
    expect(map.rows[0]?.cells.map((c) => [c.held, c.gone])).toEqual([[1001, 3], [5, 0]]);
    expect(map.columns.map((c) => c.why)).toEqual(['not_read', 'skipped']);
  });
  it('says each cell in words', () => {
    const map = laidOut(reply, 1, 0);
    const said = (at: number): string => cellText(map, 0, at, ['chat', 'chats'], 0);
    expect(said(2)).toBe('1 Jan 1970, WhatsApp: 1,000 chats, 3 of them no longer at the provider.');
    expect(said(13)).toBe('12 Jan 1970, WhatsApp: 5 chats. Passed over: Two were passed over.');
    expect(said(0)).toContain('no chats. No longer at the provider: Only thirteen days are kept. Not synced: never synced.');
    expect(cellText(map, 9, 0, ['chat', 'chats'], 0)).toBe('');
    expect(whyText('of another version')).toBe('of another version');
  });
  it('of an account without records is one row that is missing', () => {
    const none = laidOut({ ...reply, channels: [], stretches: [{ from: 0, until: 14, why: 'not_read', words: 'x' }] }, 1, 0);
    expect(none.rows.map((r) => [r.title, r.cells.length])).toEqual([['All channels', 14]]);
    expect(none.columns.every((c) => c.why === 'not_read')).toBe(true);
  });
});

describe('what an account is told', () => {
  const field = (name: string, required: boolean) => ({ name, title: name, help: '', required, takes: 'text' as const });
  const provider = { id: 'x', title: 'X', url: null, settings: [field('sid', true), field('zone', false)], secrets: [field('token', true)] } as ProviderInfo;
  it('names what is still missing', () => {
    expect(fieldsMissing(provider, 'Shop', '', {}, {}, false)).toEqual(['an address', 'sid', 'token']);
    expect(fieldsMissing({ ...provider, url: 'https://x' }, ' ', '', { sid: '1' }, { token: '2' }, false)).toEqual(['a name']);
    expect(fieldsMissing(provider, 'Shop', 'https://x', { sid: '1' }, {}, true)).toEqual([]);
  });
  it('sends what was filled in, and of an edit what is another', () => {
    expect(filled({ a: ' 1 ', b: ' ' })).toEqual({ a: '1' });
    expect(changed({ a: '1', b: '2' }, { a: '1', b: '', c: '3' })).toEqual({ b: '', c: '3' });
  });
});
