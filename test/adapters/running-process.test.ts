import { expect, it } from 'vitest';
import { isRunning, type ProcessTable } from '../../src/adapters/running-process.ts';

const ALIVE = () => true;
const failing = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};
const STAT = (state: string) => () => `7 (node) Z (x) ${state} 1 7 7 0 -1`;

const CASES: readonly [says: string, table: ProcessTable, runs: boolean][] = [
  ['one that works', { signal: ALIVE, read: STAT('R') }, true],
  ['one that waits, with brackets in its name', { signal: ALIVE, read: STAT('S') }, true],
  ['one that ended and that nobody asked after', { signal: ALIVE, read: STAT('Z') }, false],
  ['one of somebody else that ended', { signal: failing('EPERM'), read: STAT('Z') }, false],
  ['one of somebody else', { signal: failing('EPERM'), read: STAT('S') }, true],
  ['none', { signal: failing('ESRCH'), read: failing('ENOENT') }, false],
  ['one where there is no /proc', { signal: ALIVE, read: failing('ENOENT') }, true],
];

it.each(CASES)('tells whether it runs: %s', (_says, table, runs) => {
  expect(isRunning(7, table)).toBe(runs);
});
