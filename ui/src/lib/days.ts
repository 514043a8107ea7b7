/** A conversation cut into days, in the zone that is shown. */
import type { Message } from '../ipc/types';
import { dayText, type Zone } from './time';

export type Day = { day: string; messages: Message[] };

export function byDay(messages: readonly Message[], zone: Zone): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const day = dayText(message.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.messages.push(message);
    else days.push({ day, messages: [message] });
  }
  return days;
}

/** Whether `next` goes on where `before` stopped: same person, within five minutes. */
export function goesOn(before: Message | undefined, next: Message): boolean {
  return (
    before !== undefined &&
    before.person === next.person &&
    before.person_name === next.person_name &&
    before.direction === next.direction &&
    next.at.at - before.at.at < 300_000
  );
}
