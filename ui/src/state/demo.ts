/** Starts the provider inside the program, and the first sync from it. */
import { ask, asFault, type Fault } from '../ipc/ask';
import { desk } from './desk.svelte';
import { jobs } from './jobs.svelte';

export async function startDemo(): Promise<Fault | null> {
  try {
    const account = await ask('demo.start', {});
    await desk.loadAccounts();
    desk.place = 'chats';
    return await jobs.sync([account.id]);
  } catch (thrown) {
    return asFault(thrown);
  }
}
