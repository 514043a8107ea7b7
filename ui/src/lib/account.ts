/** What an account is told: what is still missing, and what of it is sent. */
import type { ProviderInfo } from '../ipc/types';

export type Fields = Record<string, string>;

/** What a person must still fill in, in words. Of an account that is there, secrets are kept when left empty. */
export function fieldsMissing(provider: ProviderInfo, name: string, url: string, settings: Fields, secrets: Fields, kept: boolean): string[] {
  const empty = (fields: Fields, key: string): boolean => (fields[key] ?? '').trim() === '';
  return [
    ...(name.trim() === '' ? ['a name'] : []),
    ...(provider.url === null && url.trim() === '' ? ['an address'] : []),
    ...provider.settings.filter((f) => f.required && empty(settings, f.name)).map((f) => f.title),
    ...provider.secrets.filter((f) => f.required && !kept && empty(secrets, f.name)).map((f) => f.title),
  ];
}

/** Without fields that were left empty. */
export const filled = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value.trim()]).filter(([, value]) => value !== ''));

/** Fields that are others than before; an empty one takes a setting away. */
export const changed = (before: Fields, now: Fields): Fields =>
  Object.fromEntries(Object.entries(now).filter(([key, value]) => value.trim() !== (before[key] ?? '')).map(([key, value]) => [key, value.trim()]));
