import { describe, expect, it } from 'vitest';
import type { SetupError } from '../../src/errors.ts';
import { requestBatch } from '../../src/graph/batch.ts';
import type { Graph } from '../../src/graph/client.ts';
import { openGraph } from '../../src/graph/client.ts';
import { refusalOf } from '../identity/refusal-of.ts';
import { fakeClock, fakeRandom } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';

const PAGE = '<html><body>Log in to the network</body></html>';
const JSON_TYPE = { 'content-type': 'application/json' };

/** What proxies, filters and login pages say in Graph's place. */
const STRANGERS: Readonly<Record<string, () => Response>> = {
  'a page with 200': () => new Response(PAGE, { status: 200 }),
  'a page with 403': () => new Response(PAGE, { status: 403 }),
  'a page with 404': () => new Response(PAGE, { status: 404 }),
  'a redirect': () => new Response(null, { status: 302, headers: { location: 'https://portal.example/' } }),
  'a redirect with a page': () => new Response(PAGE, { status: 307 }),
  'JSON of its own with 200': () => new Response('{"blocked":true}', { status: 200, headers: JSON_TYPE }),
  'JSON of its own with 403': () => new Response('{"blocked":true}', { status: 403, headers: JSON_TYPE }),
  'half an answer': () => new Response('{"responses":[{"id":"1","sta', { status: 200, headers: JSON_TYPE }),
  'a part without a status': () => Response.json({ responses: [{ id: '0', body: {} }] }),
  'a part that is a page': () => Response.json({ responses: [{ id: '0', status: '<html>', body: PAGE }] }),
};

function graphOver(answer: () => Response): Graph {
  const claims = {
    kind: 'user',
    principal: 'ada@contoso.com',
    objectId: IDS.admin,
    tenantId: IDS.tenant,
    scopes: [],
    roles: [],
    appRoles: [],
  } as const;
  return openGraph({
    cloud: 'public',
    transport: async () => answer(),
    clock: fakeClock(),
    random: fakeRandom(),
    readOnly: false,
    access: { token: async () => 'token', claims },
    policy: { maxWait: 1_000, onWait: () => undefined },
  });
}

describe('what somebody else says in Graph’s place', () => {
  it.each(Object.entries(STRANGERS))('%s is no answer, and no bug of ours', async (_what, answer) => {
    const error: SetupError = await refusalOf(
      requestBatch(graphOver(answer), ['/organization'], { maxWait: 1_000 }),
    );
    expect([error.code, error.exitCode]).toEqual(['UNAVAILABLE', 7]);
  });

  it.each(['a page with 200', 'a page with 403', 'a redirect', 'JSON of its own with 403'])(
    '%s to a write is no answer',
    async (what) => {
      const graph = graphOver(STRANGERS[what] ?? (() => Response.error()));
      const error = await refusalOf(graph.send('PATCH', '/applications/x', { body: {} }));
      expect(error.code).toBe('UNAVAILABLE');
    },
  );
});
