/** Whether a secret may be used, in words. How strong it is in the end is judged on the Rust side. */
export const EXPORT_MIN = 12;
export const PASSPHRASE_MIN = 12;

/** What is wrong with a secret that was typed twice; `null` when nothing is. */
export function secretProblem(secret: string, repeat: string, least: number): string | null {
  const length = Array.from(secret).length;
  if (length === 0) return null;
  if (length < least) return `${least - length} more ${least - length === 1 ? 'character' : 'characters'} needed, ${least} at least. Several words are easier to remember than signs.`;
  if (repeat !== '' && repeat !== secret) return 'The two do not match.';
  return null;
}

export const secretReady = (secret: string, repeat: string, least: number): boolean =>
  Array.from(secret).length >= least && repeat === secret;
