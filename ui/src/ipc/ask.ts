/**
 * The one door to the Rust side. Every call goes through `ask`; a failure is always a `Fault`:
 * what happened, why, and what to do. Nothing else in the window imports Tauri.
 */
import { invoke } from '@tauri-apps/api/core';
import type { Fault } from './bindings';
import type { Ask, Name, Reply } from './types';

export type { Fault } from './bindings';

export async function ask<N extends Name>(name: N, body: Ask<N>): Promise<Reply<N>> {
  try {
    return await invoke<Reply<N>>('ask', { name, body });
  } catch (thrown) {
    throw asFault(thrown);
  }
}

/** Whatever was thrown, as a fault that can be shown to a person. */
export function asFault(thrown: unknown): Fault {
  if (isFault(thrown)) return thrown;
  return {
    code: 'internal',
    what: 'The program could not answer.',
    why: 'The part that keeps the data did not reply as expected.',
    todo: 'Try again. If it happens again, close the program and open it anew; nothing stored is lost.',
    at: null,
    suggestion: null,
  };
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'code' in value && 'what' in value && 'todo' in value;
}
