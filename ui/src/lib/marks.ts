/** Where in a text stands what was searched for: the text cut into pieces that are marked and pieces that are not. */
export type Mark = readonly [number, number];
export type Piece = { text: string; hit: boolean };

/** Characters that stay in front of the first mark when a cell is too narrow for all that comes before it. */
export const LEAD = 28;

/** All of the text, in order. Marks are in UTF-16 units, in order, and do not overlap. */
export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const [start, end] of marks) {
    if (start < from || end <= start || start >= text.length) continue;
    if (start > from) out.push({ text: text.slice(from, start), hit: false });
    out.push({ text: text.slice(start, end), hit: true });
    from = end;
  }
  if (from < text.length) out.push({ text: text.slice(from), hit: false });
  return out;
}

/** The same for one narrow line: a text that is long before its first mark begins shortly before it. */
export function lined(text: string, marks: readonly Mark[]): Piece[] {
  const first = marks[0]?.[0] ?? 0;
  if (first <= LEAD + 12) return pieces(text, marks);
  const space = text.lastIndexOf(' ', first - LEAD);
  // A language without spaces is cut anywhere but within a character.
  let cut = space > first - LEAD - 16 ? space + 1 : first - LEAD;
  if (/[\uDC00-\uDFFF]/.test(text.charAt(cut))) cut += 1;
  const moved = marks.map(([start, end]): Mark => [start - cut, end - cut]);
  return [{ text: '… ', hit: false }, ...pieces(text.slice(cut), moved)];
}
