import { practiceBrowser } from '../../src/adapters/practice.ts';
import type { Page } from '../../src/identity/loopback.ts';
import type { BareOutside, Outside } from '../../src/outside.ts';
import type { Clock, Terminal } from '../../src/ports.ts';
import type { PracticeTenant } from '../../src/practice-tenant/index.ts';
import { silentProgress } from '../../src/ui/progress.ts';
import { scriptedAsker } from '../ui/scripted-asker.ts';
import type { Disk } from './desk-disk.ts';
import { fakeClock, fakeRandom } from './practice.ts';

let opened = 0;

/** An outside without a tenant: every request fails. Its clock starts at the machine's time, which MSAL uses. */
export function bareOutside({ files }: Pick<Disk, 'files'>, terminal: Terminal): BareOutside {
  opened += 1;
  const interrupt = new AbortController().signal;
  return {
    transport: () => Promise.reject(new TypeError('There is no network here.')),
    clock: waitless(fakeClock(new Date().toISOString()), interrupt),
    random: fakeRandom(`outside ${opened}`),
    files,
    terminal,
    asker: scriptedAsker([]),
    progress: silentProgress(),
    browser: { open: async () => false },
    programs: { run: () => Promise.reject(new Error('There is no such program here.')) },
    loopback: { listen: async () => null },
    env: {},
    interrupt,
    practice: null,
    stream: process.stderr,
    version: '1.0.0',
    nodeVersion: '20.19.0',
    stateFolder: null,
  };
}

/** A browser that follows the sign-in page at once, and the loopback listener to which it is redirected. */
export function person(
  tenant: Pick<PracticeTenant, 'transport' | 'state'>,
): Pick<Outside, 'browser' | 'loopback'> {
  let answer: (query: URLSearchParams) => Page = () => ({ status: 500, html: '' });
  return {
    browser: practiceBrowser(tenant, (location) => {
      answer(new URL(location).searchParams);
    }),
    loopback: {
      listen: async (redirectUri, given) => {
        answer = given;
        return { redirectUri, close: async () => undefined };
      },
    },
  };
}

/** A clock that a wait moves at once. A wait with a signal of its own is a stopwatch on the screen, which stands still. */
export function waitless(clock: Clock, interrupt: AbortSignal): Clock {
  return {
    now: clock.now,
    sleep: async (milliseconds, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal === undefined || signal === interrupt) return clock.sleep(milliseconds, signal);
      return new Promise((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
  };
}
