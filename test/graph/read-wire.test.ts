import { describe, expect, it } from 'vitest';
import { facetOf } from '../../src/core/tenant.ts';
import { requestBatch } from '../../src/graph/batch.ts';
import type { GraphReply } from '../../src/graph/client.ts';
import { readTenant } from '../../src/graph/read.ts';
import { openBench, setUp, withIds } from '../support/bench.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { type Exchange, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';

interface Part {
  readonly url: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One `$batch` and its parts, answered in the opposite order. */
const batch = (parts: readonly (Part & { readonly id: number })[]): Exchange => ({
  method: 'POST',
  path: '/$batch',
  body: { requests: parts.map(({ id, url }) => ({ id: String(id), method: 'GET', url })) },
  reply: {
    status: 200,
    body: {
      responses: parts
        .map(({ id, status, body, headers = {} }) => ({
          id: String(id),
          status,
          headers,
          body: body ?? null,
        }))
        .toReversed(),
    },
  },
});
const numbered = (...parts: readonly Part[]) => parts.map((part, id) => ({ ...part, id }));
const statuses = (replies: readonly GraphReply[]) => replies.map(({ status }) => status);
const OPTIONS = { maxWait: 60_000 };
const throttled = recorded('26').body;

/** The parts are no real operations of Graph: these tests are about the envelope. */
const scripted = (script: readonly Exchange[]) => scriptedGraph(script, { offSchema: true });

describe('many reads in one request', () => {
  it('come back in the order asked, whatever the order of the parts', async () => {
    const script = scripted([
      batch(numbered({ url: '/me', status: 200, body: { id: 'a' } }, { url: '/organization', status: 404 })),
    ]);
    const replies = await requestBatch(script.graph, ['/me', '/organization'], OPTIONS);
    script.finish();
    expect(statuses(replies)).toEqual([200, 404]);
  });

  it('are as many requests as twenty to each makes', async () => {
    const paths = Array.from({ length: 45 }, (_, index) => `/applications/${index}`);
    const all = paths.map((url, id) => ({ id, url, status: 200, body: { id: String(id) } }));
    const script = scripted([batch(all.slice(0, 20)), batch(all.slice(20, 40)), batch(all.slice(40))]);
    expect(await requestBatch(script.graph, paths, OPTIONS)).toHaveLength(45);
    script.finish();
  });

  it('have only the parts that were throttled asked for again, after the longest wait asked for', async () => {
    const script = scripted([
      batch(
        numbered(
          { url: '/a', status: 200 },
          { url: '/b', status: 429, body: throttled, headers: { 'Retry-After': '1.5' } },
          { url: '/c', status: 429, body: throttled, headers: { 'Retry-After': '4' } },
        ),
      ),
      batch([
        { id: 1, url: '/b', status: 200 },
        { id: 2, url: '/c', status: 200 },
      ]),
    ]);
    expect(statuses(await requestBatch(script.graph, ['/a', '/b', '/c'], OPTIONS))).toEqual([200, 200, 200]);
    expect(script.clock.slept).toEqual([4_000]);
  });

  it('do not hammer a directory that asks for no wait at all', async () => {
    const again = batch(
      numbered({ url: '/a', status: 429, body: throttled, headers: { 'Retry-After': '0' } }),
    );
    const script = scripted([again, batch(numbered({ url: '/a', status: 200 }))]);
    await requestBatch(script.graph, ['/a'], OPTIONS);
    expect(script.clock.slept).toEqual([500]);
  });

  it('end as throttled, safe to repeat, past the limit', async () => {
    const again = batch(
      numbered({ url: '/a', status: 429, body: throttled, headers: { 'Retry-After': '90' } }),
    );
    const script = scripted([again]);
    await expect(requestBatch(script.graph, ['/a'], OPTIONS)).rejects.toMatchObject({ code: 'THROTTLED' });
  });

  it.each([503, 424])(
    'ask again for a part answered %s, and leave it unread when it stays so',
    async (status) => {
      const again = batch(numbered({ url: '/a', status, body: refused(503, 'x', 'x').body }));
      const script = scripted([again, again]);
      expect(statuses(await requestBatch(script.graph, ['/a'], { maxWait: 1_000 }))).toEqual([status]);
    },
  );

  it('are all repeated when the request itself was throttled', async () => {
    const one = batch(numbered({ url: '/a', status: 200 }));
    const script = scripted([{ ...one, reply: recorded('26') }, one]);
    expect(statuses(await requestBatch(script.graph, ['/a'], OPTIONS))).toEqual([200]);
  });

  it('have the parts of an outer 424 heard, and only the throttled ones asked for again', async () => {
    const parts = [
      { url: '/a', status: 200 },
      { url: '/b', status: 429, body: throttled },
    ];
    const whole = batch(numbered(...parts));
    const reply = typeof whole.reply === 'string' ? whole.reply : { ...whole.reply, status: 424 };
    const script = scripted([{ ...whole, reply }, batch([{ id: 1, url: '/b', status: 200 }])]);
    const replies = await requestBatch(script.graph, ['/a', '/b'], OPTIONS);
    script.finish();
    expect([statuses(replies), script.clock.slept]).toEqual([[200, 200], [1_000]]);
  });

  it('are all asked for again after an outer 424 without parts', async () => {
    const answered = batch(numbered({ url: '/a', status: 200 }));
    const dependency = refused(424, 'FailedDependency', 'A part was throttled.');
    const script = scripted([{ ...answered, reply: dependency }, answered]);
    expect(statuses(await requestBatch(script.graph, ['/a'], OPTIONS))).toEqual([200]);
    script.finish();
  });

  it('are an error that names the field when the reply is not understood', async () => {
    const one = batch(numbered({ url: '/a', status: 200 }));
    const script = scripted([{ ...one, reply: { status: 200, body: { responses: [{ id: 1 }] } } }]);
    await expect(requestBatch(script.graph, ['/a'], OPTIONS)).rejects.toThrow(/responses\[0\]/);
  });
});

describe('a token of Microsoft Graph', () => {
  it.each([
    'https://evil.example/v1.0/applications',
    'https://graph.microsoft.us/v1.0/me',
    'https://graph.microsoft.com.evil.example/v1.0/me',
  ])('never leaves for %s', async (url) => {
    const script = scriptedGraph([]);
    await expect(script.graph.send('GET', url)).rejects.toMatchObject({ code: 'BUG' });
    expect(script.requests).toEqual([]);
  });

  it('goes out with an id of its own for each request', async () => {
    const me: Exchange = { method: 'GET', path: '/me', reply: recorded('17') };
    const script = scriptedGraph([me, me]);
    await script.graph.send('GET', '/me');
    await script.graph.send('GET', '/me');
    const ids = script.requests.map(({ headers }) => headers.get('client-request-id'));
    expect(new Set(ids).size).toBe(2);
  });

  it('goes out with nothing that is only for us', async () => {
    const script = scriptedGraph([{ method: 'GET', path: '/me', reply: recorded('17') }]);
    await script.graph.send('GET', '/me');
    expect(script.requests[0]?.headers.get('x-repeatable')).toBeNull();
  });
});

describe('a command that only reads', () => {
  it.each(['POST', 'PATCH', 'DELETE'] as const)('cannot send a %s', async (method) => {
    const script = scriptedGraph([], { readOnly: true });
    await expect(script.graph.send(method, '/applications')).rejects.toMatchObject({ code: 'BUG' });
    expect(script.requests).toEqual([]);
  });

  it('cannot hide a write in a batch', async () => {
    const script = scriptedGraph([], { readOnly: true });
    const body = { requests: [{ id: '1', method: 'DELETE', url: '/applications/1' }] };
    await expect(script.graph.send('POST', '/$batch', { body })).rejects.toMatchObject({ code: 'BUG' });
  });
});

describe('reading the tenant', () => {
  it('takes one request when the service principals are known, two when the app ids are, three at first', async () => {
    const depth = async (knowsIds: boolean, knowsPrincipals: boolean) => {
      const bench = await openBench(await setUp);
      const tenant = await readTenant(bench.graph, BLUEPRINT, OPTIONS);
      const blueprint = knowsIds ? withIds(BLUEPRINT, tenant) : BLUEPRINT;
      const [client, server] = [facetOf(tenant, 'clientPrincipal'), facetOf(tenant, 'serverPrincipal')];
      const principals =
        knowsPrincipals && client && server ? { client: client.objectId, server: server.objectId } : {};
      const before = bench.tenant.log.length;
      await readTenant(bench.graph, blueprint, { ...OPTIONS, principals });
      return bench.tenant.log.length - before;
    };
    expect([await depth(true, true), await depth(true, false), await depth(false, false)]).toEqual([1, 2, 3]);
  });

  it('sends nothing but reads', async () => {
    const bench = await openBench(await setUp);
    await readTenant(bench.graph, BLUEPRINT, OPTIONS);
    const parts = bench.tenant.log.flatMap(({ parts = [] }) => parts);
    expect(new Set(parts.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('never takes over an app for its name alone', async () => {
    const bench = await openBench();
    await bench.graph.send('POST', '/applications', { body: { displayName: 'MCP Server API' } });
    const tenant = await readTenant(bench.graph, BLUEPRINT, OPTIONS);
    expect([facetOf(tenant, 'serverApplication'), facetOf(tenant, 'serverNamesakes')?.length]).toEqual([
      null,
      1,
    ]);
  });

  it('finds by its marker an app whose id in the blueprint leads nowhere', async () => {
    const bench = await openBench(await setUp);
    const blueprint = { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, appId: IDS.server.appId } };
    const tenant = await readTenant(bench.graph, blueprint, OPTIONS);
    expect(facetOf(tenant, 'serverApplication')?.displayName).toBe('MCP Server API');
    expect(facetOf(tenant, 'serverPrincipal')).not.toBeNull();
  });

  it('sees the tenant-wide grant behind pages of grants for single users, and follows no link', async () => {
    const bench = await openBench(await setUp);
    const { state } = bench.tenant;
    const client = facetOf(await readTenant(bench.graph, BLUEPRINT, OPTIONS), 'clientPrincipal');
    const wide = state.grants.filter(({ clientId }) => clientId === client?.objectId);
    const single = Array.from({ length: 250 }, (_, index) => ({
      ...wide[0],
      id: `single-${index}`,
      consentType: 'Principal' as const,
      principalId: `user-${index}`,
    }));
    Object.assign(state, { grants: [...single, ...state.grants], revision: state.revision + 1 });
    const before = bench.tenant.log.length;
    const grants = facetOf(await readTenant(bench.graph, BLUEPRINT, OPTIONS), 'clientGrants') ?? [];
    expect(grants.filter(({ consentType }) => consentType === 'AllPrincipals')).toHaveLength(2);
    expect(grants.length).toBeGreaterThan(90);
    expect(bench.tenant.log.length - before).toBe(4);
  });

  it('leaves every facet of the directory unread, and says why, where reading is forbidden', async () => {
    const bench = await openBench(await setUp);
    bench.fault('reads-forbidden');
    const tenant = await readTenant(bench.graph, BLUEPRINT, OPTIONS);
    expect(new Set(Object.values(tenant).map(({ state }) => state))).toEqual(new Set(['unreadable']));
    expect(tenant.serverApplication).toMatchObject({
      because: 'forbidden',
      permission: 'Application.Read.All',
    });
  });
});
