/** What the rows of each list are called, how a query on them may look, and which columns come first. */
import type { Column, Subject } from '../ipc/types';

export type Naming = { title: string; noun: string; nouns: string; example: string };

export const NAMING: Record<Subject, Naming> = {
  sessions: { title: 'Chats', noun: 'chat', nouns: 'chats', example: 'channel:whatsapp state:open created:2026-10-01..2026-10-31' },
  messages: { title: 'Messages', noun: 'message', nouns: 'messages', example: 'person:user channel:whatsapp sent:2026-10-01..2026-10-31' },
  deliveries: { title: 'Deliveries', noun: 'delivery', nouns: 'deliveries', example: 'outcome:failed channel:sms recorded:2026-10-01..2026-10-31' },
};

/** What a person reads first stands first, also where an open detail leaves little room. */
const FIRST: Partial<Record<Subject, string[]>> = { messages: ['sent', 'text', 'name'] };

export function arranged(subject: Subject, columns: readonly Column[]): Column[] {
  const first = (FIRST[subject] ?? []).map((id) => columns.find((c) => c.id === id)).filter((c) => c !== undefined);
  return [...first, ...columns.filter((c) => !first.includes(c))];
}
