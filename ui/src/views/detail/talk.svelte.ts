/** A chat's messages, fetched in windows: from the newest back, or around one that is looked for. */
import { ask, asFault, type Fault } from '../../ipc/ask';
import type { Message } from '../../ipc/types';

export const AT_ONCE = 200;

export class Talk {
  messages = $state.raw<Message[]>([]);
  /** How many older ones are not fetched yet. */
  older = $state(0);
  /** How many newer ones are not. */
  newer = $state(0);
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);
  readonly #id: number;
  readonly #words: string;

  /** `words` of a query are marked where they stand. */
  constructor(id: number, words: string) {
    this.#id = id;
    this.#words = words;
  }

  holds(message: number): boolean {
    return this.messages.some((m) => m.id === message);
  }

  /** Fetches what stands around the `index`th message, counted from the oldest. */
  async around(index: number): Promise<void> {
    await this.#fetch(async () => {
      const from = Math.max(0, index - AT_ONCE / 2);
      const got = await this.#window(from, AT_ONCE);
      this.messages = got.messages;
      this.older = from;
      this.newer = Math.max(0, got.total - from - got.messages.length);
    });
  }

  /** Fetches the newest; `known` is how many the chat is thought to have. */
  async start(known: number): Promise<void> {
    await this.#fetch(async () => {
      const from = Math.max(0, known - AT_ONCE);
      const got = await this.#window(from, AT_ONCE);
      // More have come since: the newest are what is wanted.
      const late = got.total - from - got.messages.length;
      const rest = late > 0 ? await this.#window(from + got.messages.length, late) : null;
      this.messages = [...got.messages, ...(rest?.messages ?? [])];
      this.older = from;
      this.newer = 0;
    });
  }

  /** Fetches those that come after, without moving what is read. */
  async more(): Promise<void> {
    if (this.messages.length === 0 || this.busy) return;
    await this.#fetch(async () => {
      const got = await this.#window(this.older + this.messages.length, AT_ONCE);
      if (got.messages.length > 0) this.messages = [...this.messages, ...got.messages];
      this.newer = Math.max(0, got.total - this.older - this.messages.length);
    });
  }

  async back(): Promise<void> {
    if (this.older === 0 || this.busy) return;
    await this.#fetch(async () => {
      const from = Math.max(0, this.older - AT_ONCE);
      const got = await this.#window(from, this.older - from);
      this.messages = [...got.messages, ...this.messages];
      this.older = from;
    });
  }

  #window(from: number, len: number): Promise<{ total: number; messages: Message[] }> {
    const words = this.#words === '' ? null : this.#words;
    return ask('sessions.messages', { id: this.#id, from, len: Math.min(len, 500), words });
  }

  async #fetch(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
      this.fault = null;
    } catch (thrown) {
      this.fault = asFault(thrown);
    } finally {
      this.busy = false;
    }
  }
}
