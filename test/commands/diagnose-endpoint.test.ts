import { describe, expect, it } from 'vitest';
import type { DiagnosedCause } from '../../src/core/report.ts';
import { type Desk, MCP_URL, setUpDesk } from '../support/desk.ts';

const RESOURCE =
  "AADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes.";
const SHARED = 'AADSTS50194: The application is not configured as a multi-tenant application.';

async function causesOn(desk: Desk, text: string, flags = '--endpoint') {
  const { document, exitCode, log } = await desk.run([
    'diagnose',
    text,
    '--practice',
    '--json',
    ...flags.split(' ').filter((flag) => flag !== ''),
  ]);
  const causes: readonly DiagnosedCause[] = document.diagnosis?.[0]?.causes ?? [];
  const verdictOf = (id: string) => causes.find((one) => one.id === id)?.verdict;
  return { document, exitCode, log, causes, verdictOf };
}

describe('diagnose --endpoint', () => {
  it.each([
    ['endpoint-slash', RESOURCE, 'metadata-disagrees', 'endpoint.resource'],
    ['endpoint-other-resource', RESOURCE, 'metadata-disagrees', 'endpoint.resource'],
    ['endpoint-common-issuer', SHARED, 'metadata-issuer-shared', 'endpoint.authorization-server'],
  ])('proves %s by what the address says, with the exact fix', async (fault, text, id, check) => {
    const desk = await setUpDesk();
    desk.break(fault);
    const { causes, exitCode } = await causesOn(desk, text);
    const cause = causes.find((one) => one.id === id);
    expect([exitCode, cause?.verdict, cause?.check]).toEqual([1, 'proved', check]);
    expect(cause?.fix.summary).toMatch(/"resource":|"authorization_servers":/);
  });

  it('proves the address that is no Application ID URI, with the command that adds it', async () => {
    const desk = await setUpDesk();
    // Without a fault that knows the address, the server is published directly as it is.
    desk.break('endpoint-bare-scopes');
    const { causes } = await causesOn(desk, RESOURCE);
    expect(causes.find(({ id }) => id === 'address-not-registered')).toMatchObject({
      verdict: 'proved',
      fix: { command: expect.stringContaining(`--additional-app-id-uri ${MCP_URL}`) },
    });
  });

  it('refutes what the address does not say, and nothing that others could send all the same', async () => {
    const direct = await setUpDesk(`--app-id-uri ${MCP_URL}`);
    const resource = await causesOn(direct, RESOURCE);
    expect([resource.verdictOf('metadata-disagrees'), resource.verdictOf('address-not-registered')]).toEqual([
      'refuted',
      'refuted',
    ]);
    const shared = await causesOn(direct, SHARED);
    expect([shared.verdictOf('metadata-issuer-shared'), shared.verdictOf('shared-endpoint')]).toEqual([
      'refuted',
      'possible',
    ]);
  });

  it('mentions a fault of the address that the text does not point at', async () => {
    const desk = await setUpDesk();
    desk.break('endpoint-no-challenge');
    const { document } = await causesOn(desk, RESOURCE);
    expect(document.diagnosis?.[0]?.hints?.join(' ')).toMatch(/endpoint\.challenge.*verify .*--endpoint/);
  });

  it('asks nobody but the tenant without the flag', async () => {
    const { log, verdictOf } = await causesOn(await setUpDesk(), RESOURCE, '');
    expect(log.some(({ url }) => url.startsWith(new URL(MCP_URL).origin))).toBe(false);
    expect(verdictOf('metadata-disagrees')).toBe('possible');
  });

  it('does not go together with a snapshot', async () => {
    const desk = await setUpDesk();
    await desk.run('show --practice --snapshot s.json');
    expect((await desk.run('diagnose AADSTS9010010 --snapshot s.json --endpoint')).exitCode).toBe(2);
  });
});
