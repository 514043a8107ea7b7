/** A cell of the grid as text. */
import type { Cell, Column, Stamp } from '../ipc/types';
import { lengthText, rowTime, type Zone } from './time';
import { channelName, count, plain } from './words';

export function isStamp(cell: Cell | undefined): cell is Stamp {
  return typeof cell === 'object' && cell !== null && !Array.isArray(cell);
}

export function cellText(cell: Cell, column: Pick<Column, 'id' | 'kind' | 'choices'>, zone: Zone): string {
  if (cell === null) return '';
  if (isStamp(cell)) return rowTime(cell, zone);
  if (Array.isArray(cell)) return cell.join(', ');
  if (typeof cell === 'boolean') return cell ? 'Yes' : '';
  if (typeof cell === 'number') return column.kind === 'duration' ? lengthText(cell) : count(cell);
  const label = column.choices.find((choice) => choice.value === cell)?.label;
  if (label !== undefined) return label;
  if (column.id === 'channel') return channelName(cell);
  return column.kind === 'choice' ? plain(cell) : cell;
}

/** What the query would say for this cell; `null` where a filter on it makes no sense. */
export function cellFilter(cell: Cell | undefined, column: Column): string | null {
  if (column.field === null) return null;
  if (typeof cell === 'string' && cell !== '') return cell;
  if (typeof cell === 'number') return String(cell);
  return null;
}
