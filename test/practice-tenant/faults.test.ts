import { describe, expect, test } from 'vitest';
import {
  breakPractice,
  brokenFaults,
  FAULTS,
  mendPractice,
  newPracticeState,
  type PracticeState,
  parsePracticeState,
} from '../../src/practice-tenant/index.ts';
import { browse, type Chain, exchangeOnBehalf, openChain, REDIRECT, userToken } from './chain.ts';
import { at, testOutside, textAt } from './support.ts';

const NO_TARGET = { clientAppId: null, serverAppId: null };

function break_(chain: Chain, fault: string): void {
  breakPractice(chain.bench.state, fault, NO_TARGET, chain.bench.outside);
}

/** The state without what says nothing: the count of changes, and the order of what it holds. */
function comparable(state: PracticeState): unknown {
  const { applications, servicePrincipals, grants } = state;
  const sorted = Object.fromEntries(
    Object.entries({ applications, servicePrincipals, grants }).map(([name, records]) => [
      name,
      [...records].sort((one, other) => one.id.localeCompare(other.id)),
    ]),
  );
  return JSON.parse(JSON.stringify({ ...state, ...sorted, revision: 0 }));
}

const frozen = ({ bench }: Chain): unknown => comparable(bench.state);

const CONTRACT = [
  'wrong-scope',
  'missing-consent',
  'missing-graph-consent',
  'wrong-secret',
  'expired-secret',
  'secret-id-as-value',
  'thumbprint-mismatch',
  'public-flows-on-server',
  'wrong-audience',
  'v1-tokens',
  'api-not-visible',
  'no-identifier-uri',
  'missing-graph-permission',
  'redirect-on-wrong-platform',
  'one-app-for-both',
  'application-permission',
  'over-granted',
  'foreign-secret',
  'name-in-recycle-bin',
  'upsert-refused',
  'blocked-on-the-page',
  'user-not-assigned',
  'device-code-blocked',
  'secrets-forbidden',
  'slow-replication',
  'throttled',
];

test('the faults that were promised first come first, in their order', () => {
  expect(FAULTS.slice(0, CONTRACT.length).map(({ id }) => id)).toEqual(CONTRACT);
});

describe.each(FAULTS.map(({ id }) => id))('%s', (fault) => {
  test('breaking and mending leaves the tenant as it was, also when saved in between', async () => {
    const chain = await openChain();
    const before = frozen(chain);
    break_(chain, fault);
    expect(brokenFaults(chain.bench.state)).toEqual([fault]);
    if (!['secret-id-as-value', 'one-app-for-both'].includes(fault))
      expect(frozen(chain)).not.toEqual({ ...(before as object), faults: [{ id: fault, edits: [] }] });
    const saved = parsePracticeState(JSON.stringify(chain.bench.state));
    if (saved === null) throw new Error('the saved state does not parse');
    mendPractice(saved, 'all');
    expect(comparable(saved)).toEqual(before);
  });
});

test('a fault in an empty tenant says what is missing', () => {
  const outside = testOutside();
  const state = newPracticeState(outside);
  expect(() => breakPractice(state, 'wrong-scope', NO_TARGET, outside)).toThrow(
    'There is no server app to break',
  );
  expect(() => breakPractice(state, 'no-such', NO_TARGET, outside)).toThrow(
    'There is no fault named no-such.',
  );
});

test('mending leaves alone what was repaired or changed meanwhile', async () => {
  const chain = await openChain();
  const { bench, server } = chain;
  break_(chain, 'no-identifier-uri');
  await bench.graph('PATCH', `/applications/${server.id}`, { identifierUris: [`api://${server.appId}/new`] });
  expect(brokenFaults(bench.state)).toEqual([]);
  mendPractice(bench.state, 'no-identifier-uri');
  const read = await bench.graph('GET', `/applications/${server.id}`);
  expect(at(read.body, 'identifierUris')).toEqual([`api://${server.appId}/new`]);
});

test('two faults over the same value can be mended in any order', async () => {
  const chain = await openChain();
  const before = frozen(chain);
  break_(chain, 'wrong-audience');
  break_(chain, 'no-identifier-uri');
  mendPractice(chain.bench.state, 'wrong-audience');
  mendPractice(chain.bench.state, 'no-identifier-uri');
  expect(frozen(chain)).toEqual(before);
});

test('apps are found by the marker when they have other names', async () => {
  const chain = await openChain();
  const { bench, server, client } = chain;
  await bench.graph('PATCH', `/applications/${server.id}`, {
    displayName: 'Files API',
    tags: ['entra-mcp-setup'],
  });
  await bench.graph('PATCH', `/applications/${client.id}`, {
    displayName: 'Files app',
    tags: ['entra-mcp-setup'],
  });
  break_(chain, 'v1-tokens');
  break_(chain, 'redirect-on-wrong-platform');
  expect(bench.state.faults.map(({ edits }) => edits[0]?.path[1])).toEqual([
    `#${server.id}`,
    `#${client.id}`,
  ]);
});

/** The number of the error at the first step of the chain that fails, and that step. */
async function firstFailure(chain: Chain): Promise<string> {
  const user = await userToken(chain);
  if (user.status !== 200) return `sign-in ${at(user.body, 'error_codes.0')}`;
  const graph = await exchangeOnBehalf(chain, textAt(user, 'access_token'));
  if (graph.status !== 200) return `obo ${at(graph.body, 'error_codes.0')}`;
  chain.bench.use(textAt(graph, 'access_token'));
  const sites = await chain.bench.graph('GET', '/sites/root');
  return sites.status === 200 ? 'none' : `graph ${sites.status}`;
}

test.each([
  ['secret-id-as-value', 'none'],
  ['public-flows-on-server', 'none'],
  ['v1-tokens', 'none'],
  ['api-not-visible', 'none'],
  ['wrong-scope', 'sign-in 70011'],
  ['missing-consent', 'sign-in 65001'],
  ['no-identifier-uri', 'sign-in 500011'],
  ['user-not-assigned', 'sign-in 50105'],
  ['name-in-recycle-bin', 'sign-in 500011'],
  ['upsert-refused', 'none'],
  ['device-code-blocked', 'sign-in 53003'],
  ['client-principal-disabled', 'sign-in 7000112'],
  ['server-principal-disabled', 'sign-in 500014'],
  ['missing-graph-consent', 'obo 65001'],
  ['wrong-secret', 'obo 7000215'],
  ['expired-secret', 'obo 7000222'],
  ['thumbprint-mismatch', 'obo 7000215'],
  ['wrong-audience', 'obo 500131'],
  ['interaction-required', 'obo 50076'],
  ['missing-graph-permission', 'graph 403'],
])('%s makes the chain fail at: %s', async (fault, failure) => {
  const chain = await openChain();
  expect(await firstFailure(chain)).toBe('none');
  break_(chain, fault);
  expect(await firstFailure(chain)).toBe(failure);
});

test('a declined sign-in carries its error and no number', async () => {
  const chain = await openChain();
  break_(chain, 'declined-sign-in');
  const answer = await userToken(chain);
  expect([answer.status, at(answer.body, 'error')]).toEqual([400, 'authorization_declined']);
});

test('redirect-on-wrong-platform shows when the code is redeemed, not before', async () => {
  const chain = await openChain();
  const { bench, client, scope } = chain;
  break_(chain, 'redirect-on-wrong-platform');
  const { redirect } = await browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope });
  const code = redirect?.get('code') ?? '';
  const form = { grant_type: 'authorization_code', client_id: client.appId, code, redirect_uri: REDIRECT };
  const answer = await bench.token(form);
  expect([answer.status, at(answer.body, 'error_codes')]).toEqual([401, [7000218]]);
});

test('browser-blocked stays on the page', async () => {
  const chain = await openChain();
  const { bench, client, scope } = chain;
  break_(chain, 'browser-blocked');
  const { redirect, page } = await browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope });
  expect([redirect, page.includes('AADSTS53003')]).toEqual([null, true]);
});

test('no-consent-role signs in an account that may create apps and not consent', async () => {
  const chain = await openChain();
  const { bench, client, server } = chain;
  break_(chain, 'no-consent-role');
  bench.use(
    textAt(
      await bench.signIn('04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'https://graph.microsoft.com/.default'),
      'access_token',
    ),
  );
  const app = await bench.graph('POST', '/applications', { displayName: 'mine' });
  const principal = await bench.graph('POST', '/servicePrincipals', { appId: textAt(app, 'appId') });
  const grant = await bench.graph('POST', '/oauth2PermissionGrants', {
    clientId: client.principalId,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: server.principalId,
    scope: 'other',
  });
  expect([app.status, principal.status, grant.status]).toEqual([201, 201, 403]);
});

test('identifier-uri-policy refuses anything but the default URIs', async () => {
  const chain = await openChain();
  const { bench, server } = chain;
  break_(chain, 'identifier-uri-policy');
  const patch = (uri: string) =>
    bench.graph('PATCH', `/applications/${server.id}`, { identifierUris: [uri] });
  expect((await patch('https://contoso.com/mcp')).status).toBe(400);
  expect((await patch(`api://${bench.state.tenant.id}/${server.appId}`)).status).toBe(204);
});

test('reads-forbidden refuses directory reads and nothing else', async () => {
  const chain = await openChain();
  break_(chain, 'reads-forbidden');
  const read = await chain.bench.graph('GET', '/applications');
  const write = await chain.bench.graph('POST', '/applications', { displayName: 'x' });
  expect([read.status, write.status]).toEqual([403, 201]);
});

test('missing-graph-permission takes the entry and the grant when it was the only one', async () => {
  const chain = await openChain();
  const { bench, server } = chain;
  const [entry] = bench.state.applications.find(({ id }) => id === server.id)?.requiredResourceAccess ?? [];
  const one = { ...entry, resourceAccess: entry?.resourceAccess.slice(0, 1) };
  await bench.graph('PATCH', `/applications/${server.id}`, { requiredResourceAccess: [one] });
  const grant = bench.state.grants.find(({ clientId }) => clientId === server.principalId);
  await bench.graph('PATCH', `/oauth2PermissionGrants/${grant?.id}`, { scope: 'Files.Read' });
  const before = frozen(chain);
  break_(chain, 'missing-graph-permission');
  const broken = await bench.graph('GET', `/applications/${server.id}`);
  expect([at(broken.body, 'requiredResourceAccess'), bench.state.grants.length]).toEqual([[], 1]);
  mendPractice(bench.state, 'all');
  expect(frozen(chain)).toEqual(before);
});
