/** When an account is synced by itself: the form the program knows, and words for it. */
export type Rhythm = 'off' | '5m' | '15m' | '1h' | 'daily' | 'live';

export const RHYTHMS: { value: Rhythm; label: string }[] = [
  { value: 'off', label: 'Only when asked' },
  { value: '5m', label: 'Every 5 minutes' },
  { value: '15m', label: 'Every 15 minutes' },
  { value: '1h', label: 'Every hour' },
  { value: 'daily', label: 'Daily at' },
  { value: 'live', label: 'Live' },
];

const MORNING = '07:00';

export function rhythmOf(schedule: string): { rhythm: Rhythm; time: string } {
  if (schedule.startsWith('daily@')) return { rhythm: 'daily', time: schedule.slice('daily@'.length) };
  const known = RHYTHMS.find((r) => r.value === schedule);
  return { rhythm: known?.value ?? 'off', time: MORNING };
}

export const scheduleOf = (rhythm: Rhythm, time: string): string => (rhythm === 'daily' ? `daily@${time}` : rhythm);

/** `Daily at 07:30`. */
export function scheduleText(schedule: string): string {
  const { rhythm, time } = rhythmOf(schedule);
  const label = RHYTHMS.find((r) => r.value === rhythm)?.label ?? '';
  return rhythm === 'daily' ? `${label} ${time}` : label;
}

const MINUTE = 60_000;

/** `now`, `in a moment`, `in 4 min`, `in 3 h`, `in 2 days`. */
export function ahead(at: number, now: number): string {
  const left = at - now;
  if (left <= 0) return 'now';
  if (left < MINUTE) return 'in a moment';
  if (left < 60 * MINUTE) return `in ${Math.round(left / MINUTE)} min`;
  if (left < 48 * 60 * MINUTE) return `in ${Math.round(left / (60 * MINUTE))} h`;
  return `in ${Math.round(left / (24 * 60 * MINUTE))} days`;
}
