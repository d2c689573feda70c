import type { Outside } from '../../src/commands/outside.ts';
import type { Terminal } from '../../src/ports.ts';
import { silentProgress } from '../../src/ui/progress.ts';
import { scriptedAsker } from '../ui/scripted-asker.ts';
import type { Disk } from './desk-disk.ts';
import { fakeClock, fakeRandom } from './practice.ts';

/** An outside without a tenant: what goes over the network fails. The clock is the machine's where MSAL must agree. */
export function bareOutside(disk: Disk, terminal: Terminal): Outside {
  const random = fakeRandom('bare');
  return {
    transport: () => Promise.reject(new TypeError('There is no network here.')),
    clock: { ...fakeClock(new Date().toISOString()) },
    random,
    files: disk.files,
    terminal,
    asker: scriptedAsker([]),
    progress: silentProgress(),
    browser: { open: async () => false },
    programs: { run: () => Promise.reject(new Error('There is no such program here.')) },
    loopback: { listen: async () => null },
    env: {},
    interrupt: new AbortController().signal,
    practice: null,
    stream: process.stderr,
    version: '1.0.0',
    nodeVersion: '20.19.0',
    stateFolder: null,
  };
}
