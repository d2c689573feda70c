import type { Outside } from '../../src/commands/outside.ts';
import type { Terminal } from '../../src/ports.ts';
import { silentProgress } from '../../src/ui/progress.ts';
import { scriptedAsker } from '../ui/scripted-asker.ts';
import { waitless } from './desk.ts';
import type { Disk } from './desk-disk.ts';
import { fakeClock, fakeRandom } from './practice.ts';

let opened = 0;

/** An outside without a tenant: what goes over the network fails. The clock is the machine's where MSAL must agree. */
export function bareOutside(disk: Disk, terminal: Terminal): Outside {
  opened += 1;
  const random = fakeRandom(`outside ${opened}`);
  const interrupt = new AbortController().signal;
  return {
    transport: () => Promise.reject(new TypeError('There is no network here.')),
    clock: waitless(fakeClock(new Date().toISOString()), interrupt),
    random,
    files: disk.files,
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
