import { describe, expect, it } from 'vitest';
import { LEAD, lined, pieces } from './marks';

const shown = (parts: { text: string; hit: boolean }[]): string => parts.map((p) => (p.hit ? `[${p.text}]` : p.text)).join('');

describe('marks', () => {
  // shows B4
  it.each([
    ['Grüße aus Zürich', [[0, 5]], '[Grüße] aus Zürich'],
    ['so 😀 happy', [[3, 5]], 'so [😀] happy'],
    ['abcd', [[0, 2], [2, 4]], '[ab][cd]'],
    ['abcd', [], 'abcd'],
    ['', [[0, 2]], ''],
    // What does not fit the text is passed over: a row may have changed since.
    ['ab', [[5, 9]], 'ab'],
    ['abcdef', [[2, 4], [3, 5], [1, 1]], 'ab[cd]ef'],
  ] as const)('%j with %j', (text, marks, expected) => {
    expect(shown(pieces(text, marks.map(([a, b]) => [a, b])))).toBe(expected);
  });

  it('keeps the whole of the text', () => {
    const text = 'the order came late, the order was wrong';
    expect(pieces(text, [[4, 9], [25, 30]]).map((p) => p.text).join('')).toBe(text);
  });
});

describe('a mark in one line', () => {
  it('that stands near the beginning leaves the text as it is', () => {
    expect(shown(lined('my order is late', [[3, 8]]))).toBe('my [order] is late');
  });

  it('that stands far on is brought near, cut between words', () => {
    const text = `${'word '.repeat(40)}order late`;
    const line = lined(text, [[200, 205]]);
    expect(line[0]?.text).toBe('… ');
    expect(line[1]?.text.startsWith('word')).toBe(true);
    expect(line[1]?.text.length).toBeLessThanOrEqual(LEAD + 16);
    expect(shown(line.slice(2))).toBe('[order] late');
  });

  it('is never cut within a character', () => {
    for (let shift = 0; shift < 4; shift += 1) {
      const text = `${'x'.repeat(shift)}${'😀'.repeat(80)}注文`;
      const at = text.indexOf('注');
      const line = lined(text, [[at, at + 2]]);
      expect(line[1]?.text).not.toMatch(/^[\uDC00-\uDFFF]/);
      expect(shown(line).endsWith('[注文]')).toBe(true);
    }
  });
});
