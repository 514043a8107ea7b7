/** The store as the window sees it: locked or open, who is at it, which accounts it holds, which place is shown. */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { Account, Status } from '../ipc/types';

export type Place = 'chats' | 'messages' | 'deliveries' | 'register' | 'accounts' | 'settings';

class Desk {
  status = $state.raw<Status | null>(null);
  fault = $state.raw<Fault | null>(null);
  accounts = $state.raw<Account[]>([]);
  /** Accounts were read at least once since the store was opened. */
  ready = $state(false);
  place = $state<Place>('chats');
  now = $state(Date.now());
  /** The form for a new account is open. */
  adding = $state(false);
  /** The account whose page is open. */
  accountId = $state<number | null>(null);

  constructor() {
    setInterval(() => { this.now = Date.now(); }, 20_000);
  }

  get open(): boolean { return this.status?.state === 'open'; }

  /** The last time any account was synced. */
  get syncedAt(): number | null {
    const times = this.accounts.map((a) => a.last_sync_at).filter((t) => t !== null);
    return times.length === 0 ? null : Math.max(...times);
  }

  async load(): Promise<void> {
    try {
      this.status = await ask('store.status', {});
      this.fault = null;
      if (this.open) await this.loadAccounts();
      else this.ready = false;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  async loadAccounts(): Promise<void> {
    this.accounts = await ask('accounts.list', {});
    this.now = Date.now();
    this.ready = true;
  }

  async lock(): Promise<void> {
    await ask('store.lock', {}).catch(() => null);
    this.accounts = [];
    this.accountId = null;
    this.ready = false;
    this.place = 'chats';
    await this.load();
  }

  /** A call was answered with "locked": the store closed under the window, so the unlock page is shown. */
  noticed(fault: Fault): void {
    if (fault.code === 'locked' && this.open) void this.load();
  }
}

export const desk = new Desk();
