/** Faults that the window itself finds before it asks. */
import type { Fault } from '../ipc/ask';

export function invalid(what: string, why: string, todo: string): Fault {
  return { code: 'invalid', what, why, todo, at: null, suggestion: null };
}
