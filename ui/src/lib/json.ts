/** JSON laid out for reading, as pieces that the window draws as text. Nothing is ever turned into markup. */
export type Piece = { kind: 'key' | 'text' | 'number' | 'word' | 'mark'; text: string };

const PIECES = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|[\s\S]/g;

/** Past this size a payload is shown as it came: colouring it would cost more than it helps. */
export const COLOURED_MAX = 200_000;

/** Indented when it is JSON, unchanged when it is not. Numbers keep every digit they came with. */
export function pretty(source: string): string {
  try {
    JSON.parse(source);
  } catch {
    return source;
  }
  return indent(source);
}

/** Lays out valid JSON without parsing numbers, so that long ids are not rounded. */
function indent(source: string): string {
  let depth = 0;
  let out = '';
  const line = (): string => `\n${'  '.repeat(depth)}`;
  const tokens = source.match(/"(?:\\.|[^"\\])*"|[{}[\]:,]|[^\s{}[\]:,"]+/g) ?? [];
  tokens.forEach((token, at) => {
    if (token === '{' || token === '[') {
      const empty = tokens[at + 1] === '}' || tokens[at + 1] === ']';
      depth += 1;
      out += token + (empty ? '' : line());
    } else if (token === '}' || token === ']') {
      const empty = tokens[at - 1] === '{' || tokens[at - 1] === '[';
      depth -= 1;
      out += (empty ? '' : line()) + token;
    } else if (token === ',') out += token + line();
    else out += token === ':' ? ': ' : token;
  });
  return out;
}

export function pieces(text: string): Piece[] {
  if (text.length > COLOURED_MAX) return [{ kind: 'mark', text }];
  const out: Piece[] = [];
  for (const match of text.matchAll(PIECES)) {
    const [all, string, colon, number, word] = match;
    if (string !== undefined) {
      out.push({ kind: colon === undefined ? 'text' : 'key', text: string });
      if (colon !== undefined) push(out, 'mark', colon);
    } else push(out, number === undefined ? (word === undefined ? 'mark' : 'word') : 'number', all);
  }
  return out;
}

function push(out: Piece[], kind: Piece['kind'], text: string): void {
  const last = out.at(-1);
  if (last?.kind === kind && kind === 'mark') last.text += text;
  else out.push({ kind, text });
}
