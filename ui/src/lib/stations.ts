/**
 * A delivery as a line of stations: accepted → sent → delivered → read, or where it stopped.
 *
 * Each station stands only when a source reported it; an accepted request is never drawn as delivered. Where two
 * sources cannot both be right, the line splits into two branches and neither is hidden.
 */
import type { DeliveryDetail, DeliveryEvent } from '../ipc/types';

const ROAD = ['accepted', 'queued', 'sent', 'delivered', 'read', 'clicked'];
const STOPS = ['failed', 'undelivered', 'deleted'];
/** Always drawn, reached or not. */
const MAIN = ['accepted', 'sent', 'delivered', 'read'];

export type Station = { kind: string; event: DeliveryEvent | null; stop: boolean };
export type Line = { road: Station[]; branch: Station[] };

export function stations(detail: Pick<DeliveryDetail, 'events' | 'contradiction'>): Line {
  const events = [...detail.events].sort((a, b) => a.at.at - b.at.at);
  const first = (kind: string): DeliveryEvent | null => events.find((e) => e.kind === kind) ?? null;
  const stops = STOPS.map(first).filter((e): e is DeliveryEvent => e !== null);
  const reached = ROAD.filter((kind) => first(kind) !== null);
  const furthest = Math.max(-1, ...reached.map((kind) => ROAD.indexOf(kind)));

  const split = detail.contradiction !== null && stops.length > 0 && furthest >= ROAD.indexOf('delivered');
  const stopped = stops.length > 0 && !split;
  const wanted = ROAD.filter((kind, at) => {
    if (reached.includes(kind)) return true;
    return MAIN.includes(kind) && (!stopped || at < furthest);
  });
  const road: Station[] = wanted.map((kind) => ({ kind, event: first(kind), stop: false }));
  const ends: Station[] = stops.map((event) => ({ kind: event.kind, event, stop: true }));
  return split ? { road, branch: ends } : { road: [...road, ...ends], branch: [] };
}

/** What is known about this send, in one sentence. */
export function summary(line: Line): string {
  const last = [...line.road].reverse().find((s) => s.event !== null);
  if (line.branch.length > 0) return 'Two sources say different things; both are kept.';
  if (last === undefined) return 'No event was reported for this send.';
  if (last.stop) return 'It stopped here.';
  if (last.kind === 'accepted' || last.kind === 'queued') return 'Accepted is not delivered: no later report has come.';
  if (last.kind === 'sent') return 'Handed on; nobody has reported that it arrived.';
  return 'It arrived.';
}
