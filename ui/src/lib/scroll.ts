/**
 * Where the rows of a very long list are drawn.
 *
 * WebKitGTK paints nothing below 2^24 px, so the scrolled area is capped and the list behind it is longer than it.
 * Near both ends one scrolled pixel is one pixel of the list; only the stretch between is compressed. There a small
 * move (a wheel, an arrow) still counts one to one, and a large one (the thumb dragged) is a jump.
 */
export const CAP = 8_000_000;
/** Pixels at each end that are never compressed. */
export const EDGE = 1_000_000;

export type Extent = { list: number; area: number; view: number };

export function extent(rows: number, rowHeight: number, view: number): Extent {
  const list = rows * rowHeight;
  return { list, area: Math.min(list, CAP), view };
}

const compressed = (e: Extent): boolean => e.list > e.area;
const areaMax = (e: Extent): number => Math.max(0, e.area - e.view);
const listMax = (e: Extent): number => Math.max(0, e.list - e.view);

/** The list's offset for a scroll position of the area. */
export function toList(top: number, e: Extent): number {
  if (!compressed(e)) return top;
  const [a, l] = [areaMax(e), listMax(e)];
  if (top <= EDGE) return Math.max(0, top);
  if (top >= a - EDGE) return Math.min(l, l - (a - top));
  return EDGE + ((top - EDGE) * (l - 2 * EDGE)) / (a - 2 * EDGE);
}

/** The scroll position of the area for an offset of the list. */
export function toArea(offset: number, e: Extent): number {
  if (!compressed(e)) return offset;
  const [a, l] = [areaMax(e), listMax(e)];
  if (offset <= EDGE) return Math.max(0, offset);
  if (offset >= l - EDGE) return Math.min(a, a - (l - offset));
  return EDGE + ((offset - EDGE) * (a - 2 * EDGE)) / (l - 2 * EDGE);
}

/** The list's offset after the area went from `before` to `after`. */
export function moved(offset: number, before: number, after: number, e: Extent): number {
  const step = after - before;
  const inside = after > EDGE && after < areaMax(e) - EDGE;
  if (!compressed(e) || !inside || Math.abs(step) > e.view * 2) return toList(after, e);
  return Math.min(listMax(e), Math.max(0, offset + step));
}

/** The rows to draw: those in view and `spare` above and below. */
export function shownRows(offset: number, rowHeight: number, view: number, rows: number, spare: number): [number, number] {
  const first = Math.max(0, Math.floor(offset / rowHeight) - spare);
  const last = Math.min(rows, Math.ceil((offset + view) / rowHeight) + spare);
  return [first, Math.max(first, last)];
}

/** Which row each of `size` recycled elements shows: a row keeps its element while it stays in view. */
export function recycled(first: number, last: number, size: number): (number | null)[] {
  const slots: (number | null)[] = Array.from({ length: size }, () => null);
  for (let row = first; row < last && row < first + size; row += 1) slots[row % size] = row;
  return slots;
}

/** The offset that brings `row` wholly into view with the least movement. */
export function reveal(row: number, offset: number, rowHeight: number, view: number): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  return top + rowHeight > offset + view ? top + rowHeight - view : offset;
}
