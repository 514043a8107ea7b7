import { describe, expect, it } from 'vitest';
import { movement } from '../views/list/keys';
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

describe('ten million rows', () => {
  const [ROWS, HEIGHT] = [10_000_000, 28];
  const e = extent(ROWS, HEIGHT, VIEW);
  const end = e.area - VIEW;
  const key = (name: string): Parameters<typeof movement>[0] => ({ key: name, ctrlKey: false, metaKey: false, altKey: false });

  it('are reached in order by dragging the thumb, whatever pixel it stands on', () => {
    let before = -1;
    for (let top = 0; top <= end; top += 997) {
      const offset = toList(top, e);
      expect(offset).toBeGreaterThan(before);
      before = offset;
    }
    const middle = toList(end / 2, e) / HEIGHT;
    expect(Math.abs(middle - ROWS / 2)).toBeLessThan(VIEW / HEIGHT);
  });

  it('are each brought into view, and drawn where the web view paints', () => {
    let offset = 0;
    for (const row of [0, 6_000_000, 24, 9_999_999, 5_000_000, 5_000_024, 4_999_976, 599_187, 0]) {
      offset = reveal(row, offset, HEIGHT, VIEW);
      // The web view keeps whole pixels only.
      const area = Math.round(toArea(offset, e));
      const drawn = area + row * HEIGHT - offset;
      const [first, last] = shownRows(offset, HEIGHT, VIEW, ROWS, 8);
      expect(row).toBeGreaterThanOrEqual(first);
      expect(row).toBeLessThan(last);
      expect(drawn).toBeGreaterThanOrEqual(area - 1);
      expect(drawn + HEIGHT).toBeLessThanOrEqual(area + VIEW + 1);
      expect(area + VIEW).toBeLessThanOrEqual(CAP);
    }
  });

  it('pass by page, one page a key, in the middle as at the ends', () => {
    const page = Math.floor(VIEW / HEIGHT);
    for (const start of [0, 5_000_000, ROWS - 40 * page]) {
      let [row, offset] = [start, start * HEIGHT];
      for (let step = 1; step <= 30; step += 1) {
        row = movement(key('PageDown'), row, page, ROWS) ?? -1;
        offset = reveal(row, offset, HEIGHT, VIEW);
        expect(row).toBe(start + step * (page - 1));
        const back = moved(offset, Math.round(toArea(offset, e)), Math.round(toArea(offset, e)), e);
        // A rounded position of the scroller never makes the view lose its row.
        expect(Math.abs(back - offset)).toBeLessThan(e.list / e.area * 2);
      }
      for (let step = 1; step <= 30; step += 1) row = movement(key('PageUp'), row, page, ROWS) ?? -1;
      expect(row).toBe(start);
    }
    expect(movement(key('End'), 5_000_000, page, ROWS)).toBe(ROWS - 1);
    expect(movement(key('Home'), 5_000_000, page, ROWS)).toBe(0);
  });

  it('go by one to one under the wheel in the compressed stretch, and jump at a drag', () => {
    const area = end / 2;
    let offset = toList(area, e);
    const start = offset;
    for (let step = 1; step <= 10; step += 1) offset = moved(offset, area + (step - 1) * 40, area + step * 40, e);
    expect(offset).toBe(start + 400);
    expect(moved(offset, area, area + VIEW * 3, e)).toBe(toList(area + VIEW * 3, e));
  });
});
