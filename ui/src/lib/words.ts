/** Numbers, sizes and the program's own words for what a provider's enum says. */

const GROUPED = new Intl.NumberFormat('en-GB');

/** `48,211`. */
export const count = (n: number): string => GROUPED.format(n);

/** `1 message`, `48,211 messages`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** `812 bytes`, `3.4 MB`. Powers of ten, as file managers show them. */
export function bytes(n: number): string {
  if (n < 1000) return counted(n, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = n;
  let unit = 'bytes';
  for (const next of units) {
    if (size < 1000) break;
    size /= 1000;
    unit = next;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** `picked_up` → `Picked up`; a provider's own word stays as it is. */
export function plain(word: string): string {
  if (!/^[a-z0-9_]+$/.test(word)) return word;
  const spaced = word.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** With a capital letter, as it begins a line. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const CHANNELS: Record<string, string> = {
  sms: 'SMS', whatsapp: 'WhatsApp', messenger: 'Facebook Messenger', live_chat: 'Live chat', email: 'E-mail',
  telegram: 'Telegram', instagram: 'Instagram', viber: 'Viber', line: 'LINE', kakao: 'KakaoTalk',
};

export const channelName = (channel: string): string => CHANNELS[channel] ?? plain(channel);

export type Party = { name: string | null; number: string | null };

/** A person on one side of a chat: the name, else the number. */
export const partyName = (party: Party): string => party.name ?? party.number ?? 'Unknown';
