/** Where a key takes the cursor of a list; `null` when it takes it nowhere. */
export function movement(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, at: number, page: number, rows: number): number | null {
  if (event.altKey) return null;
  switch (event.key) {
    case 'ArrowDown': return Math.min(rows - 1, at + 1);
    case 'ArrowUp': return Math.max(0, at - 1);
    case 'PageDown': return Math.min(rows - 1, at + Math.max(1, page - 1));
    case 'PageUp': return Math.max(0, at - Math.max(1, page - 1));
    case 'Home': return 0;
    case 'End': return rows - 1;
    default: return null;
  }
}
