/**
 * How a state is drawn: a hue and a shape. The two always go together with the word, so that nothing is told
 * by hue alone.
 */
export type Tone = 'ok' | 'bad' | 'warn' | 'wait' | 'calm';
export type Shape = 'check' | 'cross' | 'bang' | 'dots' | 'ring' | 'half' | 'moon' | 'double' | 'disc';
export type Mark = { tone: Tone; shape: Shape };

const MARKS: Record<string, Mark> = {
  opened: { tone: 'wait', shape: 'ring' },
  picked_up: { tone: 'wait', shape: 'half' },
  snoozed: { tone: 'warn', shape: 'moon' },
  closed: { tone: 'calm', shape: 'check' },

  success: { tone: 'ok', shape: 'check' },
  delivered: { tone: 'ok', shape: 'double' },
  read: { tone: 'ok', shape: 'double' },
  clicked: { tone: 'ok', shape: 'double' },
  sent: { tone: 'calm', shape: 'check' },
  accepted: { tone: 'calm', shape: 'ring' },
  queued: { tone: 'calm', shape: 'dots' },
  in_progress: { tone: 'wait', shape: 'dots' },
  batch_count: { tone: 'calm', shape: 'half' },
  failed: { tone: 'bad', shape: 'cross' },
  undelivered: { tone: 'bad', shape: 'cross' },
  invalid_phone_number: { tone: 'bad', shape: 'cross' },
  deleted: { tone: 'bad', shape: 'cross' },
  insufficient_sms_credits: { tone: 'warn', shape: 'bang' },
  sms_disabled_for_company: { tone: 'warn', shape: 'bang' },
  email_disabled_for_company: { tone: 'warn', shape: 'bang' },
};

const UNKNOWN: Mark = { tone: 'calm', shape: 'disc' };

/** A bulk send's count, such as 13/18, is drawn as one. */
export const markOf = (state: string): Mark => MARKS[/^\d+\/\d+$/.test(state) ? 'batch_count' : state] ?? UNKNOWN;

/** Whether a column's values are states that carry a mark. */
export const isStateColumn = (id: string): boolean => id === 'state' || id === 'delivery' || id === 'outcome';

/** An HTTP status or a provider's code: good, bad, or not known to us. */
export function codeTone(code: string): Tone {
  if (/^2\d\d$/.test(code) || code === '0') return 'ok';
  if (code === '429') return 'warn';
  return /^\d+$/.test(code) ? 'bad' : 'calm';
}
