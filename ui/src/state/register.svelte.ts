/** Whether the register is unbroken, as the status bar and the register's page show it. */
import { ask, asFault, type Fault } from '../ipc/ask';
import type { Verdict } from '../ipc/types';

class RegisterState {
  verdict = $state.raw<Verdict | null>(null);
  fault = $state.raw<Fault | null>(null);
  checking = $state(false);

  async verify(): Promise<void> {
    this.checking = true;
    try {
      this.verdict = await ask('register.verify', {});
      this.fault = null;
    } catch (thrown) {
      this.fault = asFault(thrown);
    } finally {
      this.checking = false;
    }
  }

  forget(): void {
    this.verdict = null;
    this.fault = null;
  }
}

export const register = new RegisterState();
