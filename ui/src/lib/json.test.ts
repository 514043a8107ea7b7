import { describe, expect, it } from 'vitest';
import { COLOURED_MAX, pieces, pretty } from './json';

describe('a payload is laid out without being changed', () => {
  it.each([
    '{"a":1,"b":[true,null,"x, y: {z}"],"c":{}}', '[]', '"text"', '12345678901234567890', '{"n":0.10,"e":1E5}',
    '{"quote":"say \\"hi\\" \\\\"}', '[[1,[2]],{"k":[{}]}]',
  ])('%s', (source) => {
    expect(JSON.parse(pretty(source))).toEqual(JSON.parse(source));
    expect(pieces(pretty(source)).map((p) => p.text).join('')).toBe(pretty(source));
  });

  it('long numbers keep every digit', () => {
    expect(pretty('{"id":12345678901234567890,"p":0.10}')).toBe('{\n  "id": 12345678901234567890,\n  "p": 0.10\n}');
  });

  it('what is not JSON stays as it came', () => {
    expect(pretty('to=41&text={hi}')).toBe('to=41&text={hi}');
  });

  it('keys, texts, numbers and words are told apart', () => {
    const kinds = pieces('{"a": "b", "n": -1.5, "t": true}').filter((p) => p.kind !== 'mark');
    expect(kinds.map((p) => `${p.kind} ${p.text}`)).toEqual(['key "a"', 'text "b"', 'key "n"', 'number -1.5', 'key "t"', 'word true']);
  });

  it('a huge payload is one piece', () => {
    expect(pieces(' '.repeat(COLOURED_MAX + 1))).toHaveLength(1);
  });
});
