import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { requestsFor } from '../../src/graph/shown-requests.ts';
import type { Transport } from '../../src/ports.ts';
import { newCertificate } from '../practice-tenant/certificates.ts';
import { type Bench, openBench, type Run, run, setUp } from '../support/bench.ts';
import { CERTIFICATE_START, STARTING_BLUEPRINTS, started, starts } from '../support/starts.ts';

const RUNS = {
  numRuns: Number(process.env.LAW_RUNS ?? 20),
  seed: Number(process.env.LAW_SEED ?? 20_261_123),
};

const GRAPH = 'https://graph.microsoft.com/v1.0';

/** One line a request: all that makes a difference to Microsoft Graph. */
const line = (method: string, path: string, prefer: string | null | undefined, body: string): string =>
  [method, decodeURIComponent(path), prefer ?? '', body].join(' | ');

type Kind = Bench['graph']['access']['claims']['kind'];

/** Everything but reads that a run sends, whatever is answered. */
async function sentBy(
  bench: Bench,
  blueprint: Blueprint,
  kind: Kind,
): Promise<readonly [Run, readonly string[]]> {
  const sent: string[] = [];
  const recording: Transport = async (request) => {
    const { method, url, headers } = request;
    if (method !== 'GET' && !url.endsWith('/$batch'))
      sent.push(line(method, url.slice(GRAPH.length), headers.get('prefer'), await request.clone().text()));
    return bench.tenant.transport(request);
  };
  const { graph, ...rest } = bench.reopen(recording);
  const access = { ...graph.access, claims: { ...graph.access.claims, kind } };
  return [await run({ ...rest, graph: { ...graph, access } }, blueprint), sent];
}

/** The requests that the same plan shows, with the ids that Entra chose meanwhile in place of the braces. */
function shownFor({ before, plan, runState }: Run, { graph }: Bench, kind: Kind): readonly string[] {
  const { client, server } = runState;
  const chosen: readonly (readonly [string, string | null])[] = [
    ['{client.objectId}', client.objectId],
    ['{server.objectId}', server.objectId],
    ['{clientApp.appId}', client.appId],
    ['{appId}', server.appId],
    ['{client.servicePrincipalId}', client.principalId],
    ['{server.servicePrincipalId}', server.principalId],
  ];
  const changes = plan.changes.map(({ change }) => change);
  const { objectId } = graph.access.claims;
  const account = { kind, objectId };
  return requestsFor(changes, before, { cloud: 'public', account }).map(({ method, path, headers, body }) =>
    chosen.reduce(
      (text, [braces, id]) => (id === null ? text : text.replaceAll(braces, id)),
      line(method, path, headers?.Prefer, JSON.stringify(body)),
    ),
  );
}

describe.each<Kind>(['user', 'servicePrincipal'])('signed in as %s, every request that is shown', (kind) => {
  it.each(STARTING_BLUEPRINTS)(
    'is sent, in its order and to the byte, in a fresh set-up: %#',
    async (one) => {
      const bench = await openBench();
      const [done, sent] = await sentBy(bench, one, kind);
      expect(sent.filter((request) => request.includes('/owners/'))).toHaveLength(kind === 'user' ? 0 : 2);
      expect(shownFor(done, bench, kind)).toEqual(sent);
    },
  );

  it('is sent beside the certificate of somebody else, which goes along', async () => {
    const bench = await openBench(await setUp);
    const app = bench.tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
    const { der: key } = await newCertificate();
    const keyCredentials = [{ type: 'AsymmetricX509Cert', usage: 'Verify', key }];
    await bench.graph.send('PATCH', `/applications/${app?.id}`, { body: { keyCredentials } });
    const [done, sent] = await sentBy(bench, CERTIFICATE_START, kind);
    expect(sent).toEqual([expect.stringContaining('"key":null')]);
    expect(shownFor(done, bench, kind)).toEqual(sent);
  });

  it('is sent from any start', async () => {
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const [bench, blueprint] = await started(start);
        const [done, sent] = await sentBy(bench, blueprint, kind);
        expect(shownFor(done, bench, kind)).toEqual(sent);
      }),
      RUNS,
    );
  });
});

/** Ids in braces that a request needs, in its path or its body. */
const needed = ({ path, body }: { readonly path: string; readonly body?: unknown }): readonly string[] =>
  `${path} ${JSON.stringify(body)}`.match(/\{(?:client|server)\.\w+\}/g) ?? [];

describe('requests that nobody is signed in to send', () => {
  const NOBODY = { cloud: 'public', account: null } as const;

  it.each(STARTING_BLUEPRINTS)('say in time where each id in braces is found: %#', async (one) => {
    const bench = await openBench();
    const { before, plan } = await run(bench, one);
    const changes = plan.changes.map(({ change }) => change);
    const shown = requestsFor(changes, before, NOBODY);
    const unknown = shown.flatMap((request, index) => {
      const told = shown.slice(0, index).map(({ gives }) => {
        if (gives?.kind === 'application') return `{${gives.app}.objectId}`;
        return gives?.kind === 'service-principal' ? `{${gives.app}.servicePrincipalId}` : null;
      });
      return needed(request).filter((id) => !told.includes(id));
    });
    expect(shown.flatMap(needed).length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });

  it('ask for an owner by name, mark a consent for everybody, and warn of a secret that is shown once', async () => {
    const bench = await openBench();
    const [blueprint] = STARTING_BLUEPRINTS.filter(({ serverApi }) => serverApi.credential.kind === 'secret');
    const { before, plan } = await run(bench, blueprint as Blueprint);
    const changes = [
      ...plan.changes.map(({ change }) => change),
      { kind: 'add-owner', app: 'server' } as const,
    ];
    const shown = requestsFor(changes, before, NOBODY);
    expect(JSON.stringify(shown.at(-1)?.body)).toContain('{object id of the owner}');
    const shownAt = (end: string) => shown.find(({ path }) => path.endsWith(end));
    expect(shownAt('/oauth2PermissionGrants')).toMatchObject({
      isConsent: true,
      remark: expect.stringContaining('every user of the tenant'),
    });
    expect(shownAt('/addPassword')).toMatchObject({
      gives: { kind: 'secret' },
      remark: expect.stringMatching(/the secret, once/),
    });
  });
});
