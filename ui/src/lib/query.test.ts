import { describe, expect, it } from 'vitest';
import type { Checked, Chip } from '../ipc/types';
import { charSpan, ends, quoted, searches, spans, stretch, swapped, term, tokenAt, typing, unquoted, valueOf, withChip, withField, without } from './query';

const chip = (text: string): Chip => {
  const negated = text.startsWith('-');
  const [field = '', value = ''] = text.replace(/^-/, '').split(/:(.*)/s);
  return { field, title: field, value, label: value, negated, text };
};
const checked = (words: string, ...chips: string[]): Checked => ({
  canonical: [...chips, words].join(' '), chips: chips.map(chip), words,
});

describe('values are written so that they are read back as they are', () => {
  it.each([
    ['whatsapp', 'whatsapp'], ['+41791234567', '+41791234567'], ['Marketing Campaign', '"Marketing Campaign"'],
    ['a,b', '"a,b"'], ['say "hi"', '"say \\"hi\\""'], ['back\\slash', '"back\\\\slash"'], ['佐藤', '佐藤'],
    ['1..2', '"1..2"'], ['-x', '"-x"'], ['>5', '">5"'], ['', '""'],
  ])('%s', (value, written) => {
    expect(quoted(value)).toBe(written);
    expect(unquoted(written)).toBe(value);
  });
});

describe('the query is edited part by part', () => {
  // shows S0.2
  const query = checked('order 1234', 'sender:Ana', '-state:closed', 'channel:whatsapp');

  it('replaces, adds and takes away one field and leaves the rest', () => {
    expect(withField(query, 'channel', 'channel:sms')).toBe('sender:Ana -state:closed channel:sms order 1234');
    expect(withField(query, 'tag', 'tag:vip')).toBe('sender:Ana -state:closed channel:whatsapp tag:vip order 1234');
    expect(withField(query, 'state', '')).toBe('sender:Ana channel:whatsapp order 1234');
  });

  it('takes one chip away', () => {
    const [first] = query.chips;
    expect(first && without(query, first)).toBe('-state:closed channel:whatsapp order 1234');
  });

  it('adds a chip once', () => {
    expect(withChip(query, term('state', 'closed', true))).toBe('sender:Ana -state:closed channel:whatsapp order 1234');
    expect(withChip(query, term('tag', 'late', true))).toContain('-tag:late');
  });

  it('swaps sender and recipient in one click', () => {
    expect(swapped(checked('', 'sender:"Ana Torres"', '-recipient:Care'))).toBe('recipient:"Ana Torres" -sender:Care');
    expect(swapped(checked('x', 'channel:sms'))).toBe('channel:sms x');
  });

  it('fills the form with the plain values only', () => {
    expect(valueOf(query, 'sender')).toBe('Ana');
    expect(valueOf(query, 'state')).toBe('');
  });
});

describe('stretches of time', () => {
  it.each([
    ['2026-10-01..2026-10-31', ['2026-10-01', '2026-10-31']], ['2026-10-01..', ['2026-10-01', '']],
    ['..2026-10-31', ['', '2026-10-31']], ['2026-10-05', ['2026-10-05', '2026-10-05']],
    ['>2026-10-05', ['2026-10-05', '']], ['<=2026-10-05', ['', '2026-10-05']],
  ])('%s', (value, both) => {
    expect(ends(value)).toEqual(both);
  });

  it('are written with whole days, open where an end is missing', () => {
    expect(stretch('created', '2026-10-01', '2026-10-31')).toBe('created:2026-10-01..2026-10-31');
    expect(stretch('created', '', '2026-10-31')).toBe('created:..2026-10-31');
    expect(stretch('created', '2026-10-01', '2026-10-01')).toBe('created:2026-10-01');
    expect(stretch('created', '', '')).toBe('');
  });
});

describe('the piece at the caret', () => {
  const text = 'name:"Autumn sale" chan tag:a,b';
  it.each([[3, 'name:"Autumn sale"'], [12, 'name:"Autumn sale"'], [23, 'chan'], [31, 'tag:a,b']])('at %i', (caret, piece) => {
    expect(tokenAt(text, caret).text).toBe(piece);
  });

  it('is taken apart', () => {
    expect(typing('chan')).toMatchObject({ field: null, start: 'chan' });
    expect(typing('-tag:a,b')).toEqual({ field: 'tag', negated: true, start: 'b', before: 'a,' });
    expect(typing('name:"Autumn s')).toMatchObject({ field: 'name', start: 'Autumn s' });
  });
});

it('chips are found in the text in their order', () => {
  const found = spans('x tag:a y tag:a', [chip('tag:a'), chip('tag:a')]);
  expect(found.map(({ start, end }) => [start, end])).toEqual([[2, 7], [10, 15]]);
});

it('a span in characters holds beside characters of two units', () => {
  expect(charSpan('😕 chanel:x', [2, 8])).toEqual([3, 9]);
});

it.each([
  ['order', true], ['', false], ['-late', false], ['-"on - time" -late', false], ['-late order', true], ['"-order"', true], ['e-mail', true],
] as const)('%j looks for something: %j', (words, expected) => {
  expect(searches(words)).toBe(expected);
});
