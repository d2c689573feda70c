import { describe, expect, it } from 'vitest';
import { localChecks } from '../../src/commands/setup/local-checks.ts';
import type { BareOutside } from '../../src/outside.ts';
import { memoryDisk } from '../support/desk-disk.ts';
import { bareOutside } from '../support/desk-outside.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

/** What the check of this label says on a machine that differs like this. */
async function said(label: string, change: Partial<BareOutside>): Promise<string | undefined> {
  const outside = { ...bareOutside(memoryDisk(), fakeTerminal()), ...change };
  const checks = await localChecks(outside, 'public');
  return checks
    .filter((check) => check.label === label)
    .map(({ status, detail }) => `${status}: ${detail}`)[0];
}

describe('the proxy that is shown', () => {
  const BOTH = 'login.microsoftonline.com and graph.microsoft.com';

  it.each([
    [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:2' }, `pass: small:1 for ${BOTH}`],
    [{ ALL_PROXY: 'http://all:3' }, `pass: all:3 for ${BOTH}`],
    [{ HTTP_PROXY: 'http://ada:secret@plain:4' }, `pass: plain:4 for ${BOTH}`],
    [{ HTTPS_PROXY: 'proxy:8080' }, `pass: proxy:8080 for ${BOTH}`],
    [
      { HTTPS_PROXY: 'http://proxy:8080', NO_PROXY: 'microsoftonline.com' },
      'pass: proxy:8080 for graph.microsoft.com',
    ],
    [{ HTTPS_PROXY: 'http://proxy:8080', NO_PROXY: '*' }, undefined],
    [{}, undefined],
  ])('is the one that requests take: %o', async (env, shown) => {
    expect(await said('Proxy', { env })).toBe(shown);
  });
});

describe('the clock', () => {
  const NOW = Date.parse('2026-11-23T10:00:00Z');

  it.each([
    ['agrees', 0, 'pass: agrees with Entra'],
    ['that is two minutes slow agrees', -120_000, 'pass: agrees with Entra'],
    ['that is slow is told', -600_000, 'warn: 10 min off; tokens may look expired or not yet valid'],
    ['that is fast is told', 600_000, 'warn: 10 min off; tokens may look expired or not yet valid'],
  ])('%s', async (_what, off, shown) => {
    const transport = async () => new Response('', { headers: { date: new Date(NOW).toUTCString() } });
    const clock = { now: () => new Date(NOW + off), sleep: () => Promise.resolve() };
    expect(await said('Clock', { transport, clock })).toBe(shown);
  });
});
