import { describe, expect, it } from 'vitest';
import type { Column, Message } from '../ipc/types';
import { cellFilter, cellText } from './cells';
import { byDay, goesOn } from './days';
import { kindKey, kindName, summaryOf } from './entries';
import { brushed, bucketAt, heights } from './histogram';
import { secretProblem, secretReady } from './secret';
import { arranged } from './subjects';
import { codeTone, markOf } from './tone';
import { bytes, channelName, count, counted, partyName, plain, sentence } from './words';

it('numbers and sizes', () => {
  expect(count(1_204_553)).toBe('1,204,553');
  expect([counted(1, 'chat'), counted(2, 'delivery', 'deliveries')]).toEqual(['1 chat', '2 deliveries']);
  expect([bytes(812), bytes(3_400_000), bytes(48_000_000)]).toEqual(['812 bytes', '3.4 MB', '48 MB']);
});

it('words', () => {
  expect([plain('picked_up'), plain('VIP-Kunde')]).toEqual(['Picked up', 'VIP-Kunde']);
  expect([channelName('live_chat'), channelName('fax_line')]).toEqual(['Live chat', 'Fax line']);
  expect(partyName({ name: null, number: '+41' })).toBe('+41');
  expect([sentence('messages of chats'), sentence('')]).toEqual(['Messages of chats', '']);
});

it('columns of messages begin with what is read first, and none is lost', () => {
  const columns = ['sent', 'direction', 'person', 'name', 'text'].map((id) => ({ id }) as Column);
  expect(arranged('messages', columns).map((c) => c.id)).toEqual(['sent', 'text', 'name', 'direction', 'person']);
  expect(arranged('sessions', columns)).toEqual(columns);
});

describe('cells', () => {
  const column = (kind: Column['kind'], id = 'x'): Column => ({
    id, title: id, explain: '', kind, sort: true, shown: true, width: 90, field: id, filter: 'text', choices: [{ value: 'a', label: 'Alpha' }],
  });
  it.each([
    [null, 'text', ''], ['a', 'choice', 'Alpha'], ['picked_up', 'choice', 'Picked up'], ['picked_up', 'text', 'picked_up'],
    [1500, 'number', '1,500'], [61_000, 'duration', '1 min 01 s'], [['vip', 'late'], 'list', 'vip, late'],
    [true, 'flag', 'Yes'], [{ at: 0, offset: 0 }, 'time', '1 Jan 1970 00:00'],
  ] as const)('%j as %s', (cell, kind, text) => {
    expect(cellText(Array.isArray(cell) ? [...cell] : (cell as never), column(kind), 'utc')).toBe(text);
  });
  it('only plain values become filters', () => {
    expect(cellFilter('Ana Torres', column('text'))).toBe('x:="Ana Torres"');
    expect(cellFilter('a', { ...column('choice'), filter: 'choice' })).toBe('x:a');
    expect(cellFilter('13/18', { ...column('choice'), filter: 'choice' })).toBe('x:batch_count');
    expect(cellFilter({ at: 0, offset: 0 }, column('time'))).toBeNull();
    expect(cellFilter('a', { ...column('text'), field: null })).toBeNull();
  });
});

describe('a conversation', () => {
  const message = (at: number, person = 'user'): Message =>
    ({ id: at, at: { at, offset: 0 }, direction: 'incoming', person, person_name: null, kind: 'text', text: '', caption: null, attachment: null, template: null, delivery: null }) as Message;
  const day = 86_400_000;
  it('is cut into days', () => {
    expect(byDay([message(day - 1), message(day), message(day + 5)], 'utc').map((d) => d.messages.length)).toEqual([1, 2]);
  });
  it('joins what one person says in one breath', () => {
    expect(goesOn(message(0), message(1000))).toBe(true);
    expect(goesOn(message(0), message(400_000))).toBe(false);
    expect(goesOn(message(0), message(1000, 'bot'))).toBe(false);
    expect(goesOn(undefined, message(0))).toBe(false);
  });
});

describe('the plot', () => {
  const day = 86_400_000;
  const h = { from: 0, to: 10 * day, step: day, edges: Array.from({ length: 11 }, (_, i) => i * day), counts: [], exact: true };
  it('a brush means whole days, drawn in either direction', () => {
    expect(brushed(h, { from: 2, to: 4 }, 'utc')).toEqual(['1970-01-03', '1970-01-05']);
    expect(brushed(h, { from: 4, to: 2 }, 'utc')).toEqual(['1970-01-03', '1970-01-05']);
  });
  it('a brush over bars of hours means minutes', () => {
    const hours = { ...h, to: day, step: day / 24, edges: [] };
    expect(brushed(hours, { from: 2, to: 3 }, 'utc')).toEqual(['1970-01-01T02:00', '1970-01-01T03:59']);
  });
  it('a brush over months of their own lengths means their days', () => {
    const months = { ...h, to: 90 * day, step: 31 * day, edges: [0, 31 * day, 59 * day, 90 * day] };
    expect(brushed(months, { from: 1, to: 1 }, 'utc')).toEqual(['1970-02-01', '1970-02-28']);
  });
  it('buckets and bars', () => {
    expect([bucketAt(0, 90), bucketAt(1, 90), bucketAt(-1, 90)]).toEqual([0, 89, 0]);
    expect(heights([0, 1, 1000])).toEqual([0, 0.06, 1]);
  });
});

describe('secrets', () => {
  it('say what is wrong', () => {
    expect(secretProblem('', '', 12)).toBeNull();
    expect(secretProblem('short', '', 12)).toContain('7 more');
    expect(secretProblem('long enough now', 'long enough', 12)).toContain('match');
    expect(secretProblem('비밀번호를열두글자로씁니다', '', 12)).toBeNull();
  });
  it('are ready only when both fit', () => {
    expect(secretReady('long enough now', 'long enough now', 12)).toBe(true);
    expect(secretReady('long enough now', '', 12)).toBe(false);
    expect(secretReady('short', 'short', 12)).toBe(false);
  });
});

it('states differ in shape as well as hue', () => {
  const shapes = ['delivered', 'failed', 'in_progress', 'insufficient_sms_credits'].map((s) => `${markOf(s).shape}`);
  expect(new Set(shapes).size).toBe(4);
  expect(markOf('of another world')).toEqual({ tone: 'calm', shape: 'disc' });
  expect(['200', '404', '131026', '429', 'abc'].map(codeTone)).toEqual(['ok', 'bad', 'bad', 'warn', 'calm']);
});

it('register entries are told in words, however their kind is written', () => {
  expect([kindKey('ExportDone'), kindKey('export_done')]).toEqual(['export_done', 'export_done']);
  expect(kindName('ExportRefused')).toBe('Export refused');
  expect(summaryOf({ number: 1, at: 0, person: 'M', kind: 'export_done', previous: '', hash: '', detail: { rows: '48211', purpose: 'October report' } })).toBe('48,211 rows · October report');
  const entry = (number: number, detail: Record<string, string>) => ({ number, at: 0, person: 'M', kind: 'export_done' as const, previous: '', hash: '', detail });
  const begun = entry(3, { purpose: 'October report', file: '/home/m/a.zip' });
  expect(summaryOf(entry(4, { begun: '3', rows: '7' }), (n) => (n === 3 ? begun : undefined))).toBe('7 rows · October report · a.zip');
});
