/** Plot arithmetic: which buckets a brush covers, and what that means as a stretch of time. */
import type { Histogram } from '../ipc/types';
import { axisZone, DAY, isoDay, isoMinute, type Zone } from './time';

export type Brush = { from: number; to: number };

/** Bucket under a place between 0 and 1. */
export function bucketAt(place: number, buckets: number): number {
  return Math.min(buckets - 1, Math.max(0, Math.floor(place * buckets)));
}

/** Where bar `at` begins. */
export const edge = (h: Histogram, at: number): number => h.edges[at] ?? h.from + at * h.step;

/** Two ends, as the query writes them: whole days, or minutes where the bars are shorter than a day. */
export function brushed(h: Histogram, brush: Brush, zone: Zone): [string, string] {
  const [low, high] = brush.from <= brush.to ? [brush.from, brush.to] : [brush.to, brush.from];
  const from = edge(h, low);
  const to = Math.min(h.to, edge(h, high + 1));
  const write = daily(h) ? isoDay : isoMinute;
  return [write(from, axisZone(zone)), write(Math.max(from, to - 1), axisZone(zone))];
}

/** Bar heights between 0 and 1. A bucket that is not empty is always tall enough to be seen. */
export function heights(counts: readonly number[]): number[] {
  const most = Math.max(1, ...counts);
  return counts.map((n) => (n === 0 ? 0 : Math.max(0.06, n / most)));
}

/** Whether a bucket is at least a day long. */
export const daily = (h: Histogram): boolean => h.step >= DAY;
