/** A cell of the grid as text. */
import type { Cell, Column, Stamp } from '../ipc/types';
import { quoted, term } from './query';
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

/** The chip that asks for rows with this cell; `null` where a filter on it makes no sense. */
export function cellFilter(cell: Cell | undefined, column: Column): string | null {
  if (column.field === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return column.filter === 'amount' ? term(column.field, String(cell)) : null;
  if (typeof cell !== 'string') return null;
  if (isBatchCount(cell) && column.filter === 'choice') return term(column.field, 'batch_count');
  // Text is found anywhere in a value unless it is asked for as a whole.
  return column.filter === 'text' ? `${column.field}:=${quoted(cell)}` : term(column.field, cell);
}

/** A bulk send's status is a count such as 13/18. */
export const isBatchCount = (cell: string): boolean => /^\d+\/\d+$/.test(cell);
