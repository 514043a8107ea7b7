/** Refresh (S0.5): syncs what is new, then asks the list anew with its filter, sort, selection and place kept. */
import { desk } from './desk.svelte';
import { jobs } from './jobs.svelte';
import type { List } from './list.svelte';

export async function refresh(list: List): Promise<void> {
  if (jobs.syncing) return;
  if (desk.accounts.length === 0) return list.refresh();
  const fault = await jobs.sync();
  if (fault) {
    list.fault = fault;
    return;
  }
  const done = jobs.onEnd((job) => {
    if (job.kind !== 'sync') return;
    done();
    void list.refresh();
  });
}
