/** The plain controls of each list: the same query, filled in as a form. Field names are the query's own. */
import type { Subject } from '../ipc/types';

export type Control =
  | { kind: 'time'; field: string; title: string }
  | { kind: 'text'; field: string; title: string; hint: string }
  | { kind: 'choice'; field: string; title: string; choices?: { value: string; label: string }[] }
  | { kind: 'swap' };

const SESSIONS: Control[] = [
  { kind: 'time', field: 'created', title: 'Created' },
  { kind: 'text', field: 'sender', title: 'Sender', hint: 'Name or number' },
  { kind: 'swap' },
  { kind: 'text', field: 'recipient', title: 'Recipient', hint: 'Name or number' },
  { kind: 'choice', field: 'channel', title: 'Channel' },
  { kind: 'text', field: 'number', title: 'Channel number', hint: 'Any part of it' },
  {
    kind: 'choice', field: 'state', title: 'State',
    choices: [
      { value: 'open', label: 'Not closed' }, { value: 'closed', label: 'Closed' }, { value: 'opened', label: 'Opened' },
      { value: 'picked_up', label: 'Picked up' }, { value: 'snoozed', label: 'Snoozed' },
    ],
  },
  { kind: 'text', field: 'id', title: 'Session ID', hint: 'As the provider writes it' },
];

const DELIVERIES: Control[] = [
  { kind: 'time', field: 'recorded', title: 'Recorded' },
  { kind: 'choice', field: 'category', title: 'Category' },
  { kind: 'text', field: 'name', title: 'Name', hint: 'Campaign or bot' },
  { kind: 'text', field: 'recipient', title: 'Recipient', hint: 'Number or address' },
  {
    kind: 'choice', field: 'code', title: 'Result',
    choices: [
      { value: 'ok', label: 'Success' }, { value: 'failed', label: 'Failure' },
      { value: '4xx', label: 'Refused (4xx)' }, { value: '5xx', label: 'Provider error (5xx)' },
    ],
  },
  { kind: 'text', field: 'code', title: 'Response code', hint: '200, 131026 …' },
  { kind: 'choice', field: 'type', title: 'Recipient type' },
  { kind: 'choice', field: 'status', title: 'Status' },
];

const MESSAGES: Control[] = [
  { kind: 'time', field: 'sent', title: 'Sent' },
  {
    kind: 'choice', field: 'from', title: 'Direction',
    choices: [{ value: 'incoming', label: 'Incoming' }, { value: 'outgoing', label: 'Outgoing' }],
  },
  {
    kind: 'choice', field: 'person', title: 'Person',
    choices: [
      { value: 'user', label: 'Customer' }, { value: 'agent', label: 'Agent' }, { value: 'bot', label: 'Bot' },
      { value: 'system', label: 'System' },
    ],
  },
  { kind: 'text', field: 'name', title: 'Name', hint: 'Who spoke' },
  { kind: 'choice', field: 'channel', title: 'Channel' },
  { kind: 'text', field: 'sender', title: 'Sender of the chat', hint: 'Name or number' },
  { kind: 'swap' },
  { kind: 'text', field: 'recipient', title: 'Recipient of the chat', hint: 'Name or number' },
  { kind: 'text', field: 'session', title: 'Session ID', hint: 'As the provider writes it' },
];

export const controls = (subject: Subject): Control[] =>
  ({ sessions: SESSIONS, messages: MESSAGES, deliveries: DELIVERIES })[subject];
