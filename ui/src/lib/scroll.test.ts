import { describe, expect, it } from 'vitest';
import { CAP, EDGE, extent, moved, recycled, reveal, shownRows, toArea, toList } from './scroll';

const VIEW = 700;
const SIZES = [0, 1, 24, 1000, 285_714, 599_186, 1_204_553, 10_000_000];

describe('a list of any length', () => {
  it.each(SIZES)('of %i rows reaches its first and last row and never leaves the painted area', (rows) => {
    for (const height of [28, 34, 44]) {
      const e = extent(rows, height, VIEW);
      const end = Math.max(0, e.area - VIEW);
      expect(e.area).toBeLessThanOrEqual(CAP);
      expect(toList(0, e)).toBe(0);
      expect(toList(end, e)).toBeCloseTo(Math.max(0, rows * height - VIEW), 3);
    }
  });

  it.each([1000, 599_186, 10_000_000])('of %i rows comes back to the same place from any scroll position', (rows) => {
    const e = extent(rows, 28, VIEW);
    const end = e.area - VIEW;
    for (let part = 0; part <= 1; part += 0.013) expect(toArea(toList(end * part, e), e)).toBeCloseTo(end * part, 2);
  });

  it('is never compressed near its ends', () => {
    const e = extent(10_000_000, 28, VIEW);
    expect(toList(EDGE / 2, e)).toBe(EDGE / 2);
    expect(e.list - toList(e.area - VIEW - 10, e)).toBeCloseTo(VIEW + 10, 3);
  });

  it('moves one to one with the wheel, and jumps when the thumb is dragged', () => {
    const e = extent(10_000_000, 28, VIEW);
    const middle = 4_000_000;
    const offset = toList(middle, e);
    expect(moved(offset, middle, middle + 120, e)).toBe(offset + 120);
    expect(moved(offset, middle, middle + 1_000_000, e)).toBe(toList(middle + 1_000_000, e));
    expect(moved(offset, middle, 0, e)).toBe(0);
  });
});

describe('rows in view', () => {
  it('are those that can be seen, and a few spare', () => {
    expect(shownRows(0, 28, 280, 1000, 4)).toEqual([0, 14]);
    expect(shownRows(2800, 28, 280, 1000, 4)).toEqual([96, 114]);
    expect(shownRows(28 * 990, 28, 280, 1000, 4)).toEqual([986, 1000]);
    expect(shownRows(0, 28, 280, 0, 4)).toEqual([0, 0]);
  });

  it('keep their element while they stay in view', () => {
    const before = recycled(10, 20, 12);
    const after = recycled(13, 23, 12);
    for (let row = 13; row < 20; row += 1) expect(after.indexOf(row)).toBe(before.indexOf(row));
    expect(after.filter((row) => row !== null).toSorted((a, b) => a - b)).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  });

  it('are brought into view with the least movement', () => {
    expect(reveal(5, 28 * 10, 28, 280)).toBe(140);
    expect(reveal(15, 28 * 10, 28, 280)).toBe(280);
    expect(reveal(20, 28 * 10, 28, 280)).toBe(28 * 21 - 280);
  });
});
