import type { SignInPorts } from '../../src/identity/sign-in.ts';
import { transport } from './token-service.ts';

/** A clock whose waits are over at once and are noted. */
export function fastClock(start = new Date()) {
  const waits: number[] = [];
  let time = start.getTime();
  return {
    waits,
    now: () => new Date(time),
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}

const refuse = (what: string) => async (): Promise<never> => {
  throw Object.assign(new Error(`${what} was not expected`), { code: 'ENOENT' });
};

/** Ports in which nothing is there but the network; a test replaces what it is about. */
export function fakePorts(changes: Partial<SignInPorts> = {}): SignInPorts {
  return {
    transport,
    clock: fastClock(),
    random: {
      uuid: () => '55555555-6666-4777-8888-999999999999',
      bytes: (length) => new Uint8Array(length).fill(7),
    },
    browser: { open: refuse('a browser') },
    loopback: { listen: refuse('a listener') },
    programs: { run: refuse('a program') },
    files: { readText: async () => null },
    env: {},
    interrupt: new AbortController().signal,
    onDeviceCode: () => {},
    onBrowserPage: () => {},
    ...changes,
  };
}
