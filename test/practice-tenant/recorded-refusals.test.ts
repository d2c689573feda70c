import { expect, test } from 'vitest';
import { breakPractice, newPracticeState } from '../../src/practice-tenant/index.ts';
import { compared, errorOf, exchange } from './recordings.ts';
import { type Answer, type Bench, openAsAdmin, testOutside, textAt } from './support.ts';

const NO_TARGET = { clientAppId: null, serverAppId: null };

async function application(
  bench: Bench,
  more: object = {},
): Promise<{ readonly id: string; readonly appId: string }> {
  const answer = await bench.graph('POST', '/applications', { displayName: 'practice', ...more });
  return { id: textAt(answer, 'id'), appId: textAt(answer, 'appId') };
}

async function broken(fault: string): Promise<Bench> {
  const outside = testOutside();
  const bench = await openAsAdmin(outside, newPracticeState(outside));
  breakPractice(bench.state, fault, NO_TARGET, outside);
  return bench;
}

function expectRefusal(answer: Answer, number: string, position = 0): void {
  const { response } = exchange(number, position);
  if (response.status !== null) expect(answer.status).toBe(response.status);
  const [ours, theirs] = [errorOf(answer.body), errorOf(response.body)];
  expect(ours.message).toEqual(theirs.message);
  if (theirs.code !== null) expect(ours.code).toBe(theirs.code);
}

test('recording 14: a token without the scope is refused', async () => {
  const recorded = exchange('14');
  const bench = await openAsAdmin();
  bench.use(textAt(await bench.signIn('14d82eec-204b-4c2f-b7e8-296a70dab67e', 'User.Read'), 'access_token'));
  const { search } = new URL(recorded.request.uri);
  const [ours, theirs] = compared(recorded, await bench.graph('GET', `/servicePrincipals${search}`));
  expect(ours).toEqual(theirs);
});

test('recording 19: an expired token is a 401', async () => {
  const bench = await openAsAdmin();
  bench.outside.pass(2 * 3600 * 1000);
  expectRefusal(await bench.graph('GET', '/me'), '19');
});

test('recording 20: a service principal cannot be made before its application is everywhere', async () => {
  const bench = await broken('slow-replication');
  const { appId } = await application(bench);
  expectRefusal(await bench.graph('POST', '/servicePrincipals', { appId }), '20', 1);
  expect((await bench.graph('POST', '/servicePrincipals', { appId })).status).toBe(201);
});

test('recording 20: the other answer to the same is a 403', async () => {
  const bench = await broken('slow-replication');
  const { id, appId } = await application(bench);
  await bench.graph('GET', `/applications/${id}`);
  await bench.graph('GET', `/applications/${id}`);
  expectRefusal(await bench.graph('POST', '/servicePrincipals', { appId }), '20', 0);
});

test('recording 21: a second grant between the same two is a 409 while the first is still copied', async () => {
  const bench = await openAsAdmin();
  const { appId } = await application(bench);
  const clientId = textAt(await bench.graph('POST', '/servicePrincipals', { appId }), 'id');
  const body = {
    clientId,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: bench.state.servicePrincipals[0]?.id,
    scope: 'User.Read',
  };
  breakPractice(bench.state, 'slow-replication', NO_TARGET, bench.outside);
  await bench.graph('POST', '/oauth2PermissionGrants', body);
  expectRefusal(await bench.graph('POST', '/oauth2PermissionGrants', body), '21');
});

const SCOPE = {
  id: '0d4e5a1c-7a38-4b8f-8a53-0c1f5f3a9b11',
  value: 'access',
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Access',
  adminConsentDescription: 'Access',
  userConsentDisplayName: null,
  userConsentDescription: null,
};

test('recording 22: an enabled scope is neither removed nor renamed before it is disabled', async () => {
  const bench = await openAsAdmin();
  const { id } = await application(bench, { api: { oauth2PermissionScopes: [SCOPE] } });
  const patch = (scopes: readonly object[]) =>
    bench.graph('PATCH', `/applications/${id}`, { api: { oauth2PermissionScopes: scopes } });
  expectRefusal(await patch([]), '22');
  expectRefusal(await patch([{ ...SCOPE, value: 'acces' }]), '22');
  expect((await patch([{ ...SCOPE, isEnabled: false }])).status).toBe(204);
  expect((await patch([])).status).toBe(204);
});

test('recording 23: an identifier URI needs a verified domain', async () => {
  const bench = await openAsAdmin();
  const { id } = await application(bench);
  const { response } = exchange('23', 0);
  const answer = await bench.graph('PATCH', `/applications/${id}`, { identifierUris: ['https://hachensfc'] });
  expect([answer.status, errorOf(answer.body).code]).toEqual([response.status, errorOf(response.body).code]);
  expect(errorOf(answer.body).message).toEqual(errorOf(exchange('23', 1).response.body).message);
});

test('recording 23: the default policy wants a tenant or app id in the URI of an app with v1 tokens', async () => {
  const bench = await openAsAdmin();
  const { id } = await application(bench);
  const answer = await bench.graph('PATCH', `/applications/${id}`, { identifierUris: ['api://mcp-server'] });
  const text = String(errorOf(exchange('23', 2).response.body).message).replace('{uri}', 'api://mcp-server');
  expect([answer.status, errorOf(answer.body).message]).toEqual([400, text]);
});

test('recording 24: a policy caps the lifetime of secrets', async () => {
  const bench = await broken('secret-lifetime-capped');
  const { id } = await application(bench);
  const answer = await bench.graph('POST', `/applications/${id}/addPassword`, exchange('24', 0).request.body);
  const policy = bench.state.policies.appManagement.id;
  const text = JSON.stringify(answer.body).replaceAll(policy, 'xxx');
  const { innerError: _inner, ...error } = (JSON.parse(text) as { error: { innerError: unknown } }).error;
  expect({ error }).toEqual(exchange('24', 0).response.body);
});

test('recording 24: a policy forbids secrets altogether', async () => {
  const bench = await broken('secrets-forbidden');
  const { id } = await application(bench);
  const answer = await bench.graph('POST', `/applications/${id}/addPassword`, { passwordCredential: {} });
  expectRefusal(answer, '24', 1);
});

test('recording 25: a secret straight after a certificate meets the concurrent write', async () => {
  const bench = await broken('slow-replication');
  const { id } = await application(bench);
  bench.outside.pass(10_000);
  const [key] = (exchange('05').request.body as { keyCredentials: readonly object[] }).keyCredentials;
  await bench.graph('PATCH', `/applications/${id}`, { keyCredentials: [key] });
  const answer = await bench.graph('POST', `/applications/${id}/addPassword`, { passwordCredential: {} });
  const [ours, theirs] = compared(exchange('25', 0), answer);
  expect(ours).toEqual(theirs);
});

test('recording 25: an application for personal accounts is not there at once', async () => {
  const bench = await broken('slow-replication');
  const { id } = await application(bench, { signInAudience: 'AzureADandPersonalMicrosoftAccount' });
  await bench.graph('GET', `/applications/${id}`);
  expectRefusal(await bench.graph('PATCH', `/applications/${id}`, { displayName: 'new' }), '25', 1);
});

test('recording 26: a throttled tenant answers 429 with each shape of Retry-After', async () => {
  const bench = await broken('throttled');
  const refusals: Answer[] = [];
  for (let turn = 0; turn < 16; turn += 1) {
    const answer = await bench.graph('GET', '/me');
    if (answer.status === 429) refusals.push(answer);
  }
  expectRefusal(refusals[0] as Answer, '26');
  const waits = refusals.map(({ headers }) => headers.get('retry-after'));
  expect(waits).toEqual(['1', '1.128', 'Mon, 02 Mar 2026 09:00:02 GMT', null]);
});

test('recording 27: the sign-in log needs a licence', async () => {
  const bench = await broken('unlicensed-sign-ins');
  expectRefusal(await bench.graph('GET', '/auditLogs/signIns'), '27');
});

test('recording 28: issuer and subject are unique on an application', async () => {
  const bench = await openAsAdmin();
  const { id } = await application(bench);
  const federated = {
    name: 'first',
    issuer: 'https://oidc.prod-aks.azure.com/5b15da40-59ed-401c-b5f6-09ac41c12d7e/',
    subject: 'system:serviceaccount:default:workload-identity-sa',
    audiences: ['api://AzureADTokenExchange'],
  };
  await bench.graph('POST', `/applications/${id}/federatedIdentityCredentials`, federated);
  const again = await bench.graph('POST', `/applications/${id}/federatedIdentityCredentials`, {
    ...federated,
    name: 'second',
  });
  const [ours, theirs] = compared(exchange('28'), again);
  expect(ours).toEqual(theirs);
});

test('recording 29: a second service principal is a 409', async () => {
  const bench = await openAsAdmin();
  const { appId } = await application(bench);
  await bench.graph('POST', '/servicePrincipals', { appId });
  expectRefusal(await bench.graph('POST', '/servicePrincipals', { appId }), '29', 0);
});

test('recording 29: an identifier URI belongs to one application', async () => {
  const bench = await openAsAdmin();
  const more = { api: { requestedAccessTokenVersion: 2 }, identifierUris: ['api://shared'] };
  await application(bench, more);
  expectRefusal(await bench.graph('POST', '/applications', { displayName: 'second', ...more }), '29', 1);
});

test('recording 29: redirectUriSettings sent back with redirectUris spoil the write', async () => {
  const bench = await openAsAdmin();
  const { id } = await application(bench);
  const uri = 'https://auth.example.com/callback';
  const web = { redirectUris: [uri], redirectUriSettings: [{ uri, index: null }] };
  const [ours, theirs] = compared(
    exchange('29', 2),
    await bench.graph('PATCH', `/applications/${id}`, { web }),
  );
  expect(ours).toEqual(theirs);
});
