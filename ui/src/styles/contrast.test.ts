/** Text holds 4.5 : 1 on what it stands on, and the edge of a control 3 : 1, in both themes (WCAG 2.2 AA). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const colours = new Map<string, [string, string]>();
for (const [, name, both, single] of css.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w{6}, #\w{6})\)|(#\w{6}));/g)) {
  const [light = '', dark = ''] = (both ?? `${single ?? ''}, ${single ?? ''}`).split(', ');
  colours.set(name ?? '', [light, dark]);
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const PLAIN = ['surface', 'frame', 'raised', 'hover', 'accent-soft', 'bubble-in', 'sunken'];
const TEXT: [string, string[]][] = [
  ['text', [...PLAIN, 'ok-soft', 'bad-soft', 'warn-soft', 'wait-soft', 'bubble-agent', 'bubble-bot']],
  ['text-soft', [...PLAIN, 'ok-soft', 'bad-soft', 'warn-soft', 'bubble-agent', 'bubble-bot']],
  ['text-faint', ['surface', 'frame', 'raised', 'hover', 'sunken']],
  ['accent', ['surface', 'frame', 'raised', 'hover', 'accent-soft']],
  ['ok', ['surface', 'hover', 'accent-soft', 'ok-soft']],
  ['bad', ['surface', 'hover', 'accent-soft', 'bad-soft']],
  ['warn', ['surface', 'hover', 'accent-soft', 'warn-soft']],
  ['wait', ['surface', 'hover', 'accent-soft', 'wait-soft']],
  ['mark-text', ['mark']],
  ['on-accent', ['accent-fill', 'accent-fill-hover', 'bad-fill']],
];

describe('contrast', () => {
  // shows B22
  const pairs = TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));
  it.each(pairs)('%s on %s', (ink, ground) => {
    for (const theme of [0, 1] as const) {
      const [a, b] = [colours.get(ink)?.[theme], colours.get(ground)?.[theme]];
      expect(a && b ? contrast(a, b) : 0, theme === 0 ? 'light' : 'dark').toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['surface', 'frame', 'raised'])('the edge of a control on %s', (ground) => {
    for (const theme of [0, 1] as const) {
      expect(contrast(colours.get('control-line')?.[theme] ?? '', colours.get(ground)?.[theme] ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});
