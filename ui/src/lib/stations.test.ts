import { describe, expect, it } from 'vitest';
import type { DeliveryEvent } from '../ipc/types';
import { stations, summary } from './stations';

const event = (kind: string, at: number): DeliveryEvent =>
  ({ at: { at, offset: 0 }, kind, kind_raw: null, source: 'webhook', code: null, detail: null, meaning: null }) as DeliveryEvent;
const line = (contradiction: string | null, ...kinds: string[]) =>
  stations({ events: kinds.map((kind, at) => event(kind, at)), contradiction });
const road = (l: ReturnType<typeof line>): string[] => l.road.map((s) => (s.event === null ? `(${s.kind})` : s.kind));

describe('how far a send came', () => {
  it('accepted is never drawn as delivered', () => {
    // shows S2.6
    const l = line(null, 'accepted');
    expect(road(l)).toEqual(['accepted', '(sent)', '(delivered)', '(read)']);
    expect(summary(l)).toContain('not delivered');
  });

  it('each reported station stands, in the order of the road, whatever order the reports came in', () => {
    expect(road(line(null, 'delivered', 'accepted', 'sent', 'read'))).toEqual(['accepted', 'sent', 'delivered', 'read']);
    expect(summary(line(null, 'accepted', 'sent', 'delivered'))).toBe('It arrived.');
    expect(summary(line(null, 'accepted', 'sent'))).toContain('nobody has reported');
  });

  it('a stop ends the line, and nothing is drawn behind it', () => {
    const l = line(null, 'accepted', 'sent', 'failed');
    expect(road(l)).toEqual(['accepted', 'sent', 'failed']);
    expect(l.road.at(-1)?.stop).toBe(true);
    expect(summary(l)).toBe('It stopped here.');
  });

  it('two sources against each other are two branches', () => {
    // shows B2
    const l = line('one source reports delivery, another reports failure', 'accepted', 'sent', 'delivered', 'failed');
    expect(road(l)).toEqual(['accepted', 'sent', 'delivered', '(read)']);
    expect(l.branch.map((s) => s.kind)).toEqual(['failed']);
    expect(summary(l)).toContain('both are kept');
  });

  it('with no report at all says so', () => {
    expect(summary(line(null))).toBe('No event was reported for this send.');
  });
});
