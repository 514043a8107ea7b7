/**
 * Editing the query as text. The text is the truth: chips and form fields only take parts of it out and put parts
 * back, and the Rust side says what it means. Nothing here decides what a query means.
 */
import type { Checked, Chip } from '../ipc/types';

/** A value as it must be written in the query: bare where that is safe, else in double quotes. */
export function quoted(value: string): string {
  if (/^[\p{L}\p{N}_+@./*][\p{L}\p{N}_+@/*.-]*$/u.test(value) && !value.includes('..')) return value;
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

export const term = (field: string, value: string, negated = false): string =>
  `${negated ? '-' : ''}${field}:${quoted(value)}`;

/** Chips and words joined to one line. */
export function joined(chips: readonly { text: string }[], words: string): string {
  return [...chips.map((chip) => chip.text), words].filter((part) => part.trim() !== '').join(' ');
}

/** The query without one chip. */
export function without(checked: Checked, chip: Chip): string {
  return joined(checked.chips.filter((other) => other !== chip), checked.words);
}

/** The query with every chip of `field` replaced by `text`; an empty `text` only takes them away. */
export function withField(checked: Checked, field: string, text: string): string {
  const at = checked.chips.findIndex((chip) => chip.field === field);
  const kept: { text: string }[] = checked.chips.filter((chip) => chip.field !== field);
  if (text !== '') kept.splice(at < 0 ? kept.length : Math.min(at, kept.length), 0, { text });
  return joined(kept, checked.words);
}

/** The query with one more chip, unless it is there already. */
export function withChip(checked: Checked, text: string): string {
  if (checked.chips.some((chip) => chip.text === text)) return joined(checked.chips, checked.words);
  return joined([...checked.chips, { text }], checked.words);
}

/** The value of the one plain chip of `field`, as a form shows it. */
export function valueOf(checked: Checked, field: string): string {
  const chip = checked.chips.find((c) => c.field === field && !c.negated);
  return chip ? unquoted(chip.value.replace(/^=/, '')) : '';
}

export function unquoted(value: string): string {
  const inner = /^"(.*)"$/s.exec(value)?.[1];
  return inner === undefined ? value : inner.replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}

/** Sender and recipient swapped, quoted as they were. */
export function swapped(checked: Checked): string {
  const turn: Record<string, string> = { sender: 'recipient', recipient: 'sender' };
  const chips = checked.chips.map((chip) => {
    const other = turn[chip.field];
    return other === undefined ? chip : { text: chip.text.replace(chip.field, other) };
  });
  return joined(chips, checked.words);
}

/** `a..b` taken apart; a single day is both ends. */
export function ends(value: string): [string, string] {
  const parts = value.split('..');
  if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? ''];
  const bound = /^([<>]=?)(.*)$/.exec(value);
  if (bound) return bound[1]?.startsWith('>') ? [bound[2] ?? '', ''] : ['', bound[2] ?? ''];
  return [value, value];
}

/** Two ends as the query writes a stretch of time; empty when both are open. */
export function stretch(field: string, from: string, to: string): string {
  if (from === '' && to === '') return '';
  if (from !== '' && from === to) return `${field}:${from}`;
  return `${field}:${from}..${to}`;
}

export type Token = { start: number; end: number; text: string };

/** The piece of the query the caret stands in: up to blanks that are not inside quotes. */
export function tokenAt(text: string, caret: number): Token {
  let start = 0;
  let inside = false;
  let end = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '"') inside = !inside;
    if (char !== ' ' || inside) continue;
    if (i < caret) start = i + 1;
    else {
      end = i;
      break;
    }
  }
  return { start, end, text: text.slice(start, end) };
}

/** A token taken apart for completion: the field once its colon is written, and what stands after the last comma. */
export function typing(token: string): { field: string | null; negated: boolean; start: string; before: string } {
  const negated = token.startsWith('-');
  const bare = negated ? token.slice(1) : token;
  const colon = bare.indexOf(':');
  if (colon < 0) return { field: null, negated, start: bare, before: '' };
  const value = bare.slice(colon + 1);
  const comma = value.lastIndexOf(',');
  return {
    field: bare.slice(0, colon),
    negated,
    start: unquoted(value.slice(comma + 1)).replaceAll('"', ''),
    before: value.slice(0, comma + 1),
  };
}

/** Where each chip stands in the text, so that the line can be drawn with its chips in place. */
export function spans(text: string, chips: readonly Chip[]): { start: number; end: number; chip: Chip }[] {
  const found: { start: number; end: number; chip: Chip }[] = [];
  let from = 0;
  for (const chip of chips) {
    const start = text.indexOf(chip.text, from);
    if (start < 0) continue;
    from = start + chip.text.length;
    found.push({ start, end: from, chip });
  }
  return found;
}

/** A span counted in characters, as places in a JavaScript string. */
export function charSpan(text: string, [from, to]: readonly [number, number]): [number, number] {
  const chars = Array.from(text);
  const start = chars.slice(0, from).join('').length;
  return [start, start + chars.slice(from, to).join('').length];
}

/** Whether the words of a query look for something; those that say *not* do not. */
export const searches = (words: string): boolean => words.replace(/-(?:"(?:[^"\\]|\\.)*"|\S+)/g, '').trim() !== '';
