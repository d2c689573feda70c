import { expect, test } from 'vitest';
import { breakPractice, newPracticeState } from '../../src/practice-tenant/index.ts';
import { openChain, userToken } from './chain.ts';
import { errorOf, exchange } from './recordings.ts';
import {
  type Answer,
  AZURE_CLI,
  at,
  type Bench,
  GRAPH_TOOLS,
  openAsAdmin,
  openBench,
  testOutside,
  textAt,
} from './support.ts';

const NO_TARGET = { clientAppId: null, serverAppId: null };
const SECONDS = 1000;

function broken(bench: Bench, fault: string): void {
  breakPractice(bench.state, fault, NO_TARGET, bench.outside);
}

/** Status, error code, message and the codes of the details, as far as the recording shows them. */
function expectRefusal({ status, body }: Answer, number: string, position = 0): void {
  const recorded = exchange(number, position).response;
  expect({ status, ...errorOf(body) }).toEqual({ status: recorded.status, ...errorOf(recorded.body) });
  const details = at(recorded.body, 'error.details');
  if (details !== undefined) expect(at(body, 'error.details')).toMatchObject(details as object);
}

const posted = (number: string, position = 0) => exchange(number, position).request.body as object;
const UPSERT = { prefer: 'create-if-missing' };
const named = (name: string): string => `/applications(uniqueName='${name}')`;

test.each(['live', 'in the recycle bin'])(
  'recording 38: a taken name is refused, its holder %s',
  async (where) => {
    const bench = await openAsAdmin();
    const { uniqueName } = posted('38') as { readonly uniqueName: string };
    const { body } = await bench.graph('PATCH', named(uniqueName), { displayName: 'holder' }, UPSERT);
    if (where !== 'live') await bench.graph('DELETE', `/applications/${at(body, 'id')}`);
    expectRefusal(await bench.graph('POST', '/applications', posted('38')), '38');
  },
);

test('recording 38: an upsert under the name of a deleted app says what is taken in its details', async () => {
  const bench = await openAsAdmin();
  const upsert = () => bench.graph('PATCH', named('a-name'), posted('38', 1), UPSERT);
  await bench.graph('DELETE', `/applications/${textAt(await upsert(), 'id')}`);
  expectRefusal(await upsert(), '38', 1);
});

test('recording 39: a grant straight after its service principals is made and answered by a 404', async () => {
  const bench = await openAsAdmin();
  broken(bench, 'slow-replication');
  const app = await bench.graph('POST', '/applications', { displayName: 'fresh' });
  bench.outside.pass(5 * SECONDS);
  const principal = await bench.graph('POST', '/servicePrincipals', { appId: textAt(app, 'appId') });
  const clientId = textAt(principal, 'id');
  const grant = { ...posted('39'), clientId, resourceId: bench.state.servicePrincipals[0]?.id };
  const post = () => bench.graph('POST', '/oauth2PermissionGrants', grant);
  await post();
  await bench.graph('GET', `/servicePrincipals/${clientId}`);
  expectRefusal(await post(), '39', 0);
  expect(bench.state.grants.map((one) => one.clientId)).toEqual([clientId]);
});

test('recording 39: a secret straight after its app is answered by the same 404', async () => {
  const bench = await openAsAdmin();
  broken(bench, 'slow-replication');
  const id = textAt(await bench.graph('POST', '/applications', { displayName: 'fresh' }), 'id');
  const add = () => bench.graph('POST', `/applications/${id}/addPassword`, { passwordCredential: {} });
  await add();
  await bench.graph('GET', `/applications/${id}`);
  expectRefusal(await add(), '39', 1);
  expect(bench.state.applications[0]?.passwords).toHaveLength(1);
});

test('recording 40: a second grant between the same two is a 400', async () => {
  const bench = await openAsAdmin();
  const app = await bench.graph('POST', '/applications', { displayName: 'client' });
  const principal = await bench.graph('POST', '/servicePrincipals', { appId: textAt(app, 'appId') });
  const grant = {
    ...posted('40'),
    clientId: textAt(principal, 'id'),
    resourceId: bench.state.servicePrincipals[0]?.id,
  };
  await bench.graph('POST', '/oauth2PermissionGrants', grant);
  expectRefusal(await bench.graph('POST', '/oauth2PermissionGrants', grant), '40');
});

test('recording 41: an upsert creates the app under the name of its path', async () => {
  const bench = await openAsAdmin();
  const { response } = exchange('41');
  const answer = await bench.graph('PATCH', named('app-65278'), posted('41'), UPSERT);
  const recorded = response.body as Readonly<Record<string, unknown>>;
  const { id, appId } = answer.body as Record<string, string>;
  expect([answer.status, answer.body]).toMatchObject([response.status, { ...recorded, id, appId }]);
});

test('recording 42: a name is set by the create', async () => {
  const bench = await openAsAdmin();
  const { response } = exchange('42', 0);
  const answer = await bench.graph('POST', '/applications', posted('42', 0));
  expect([answer.status, answer.body]).toMatchObject([response.status, response.body as object]);
});

test('recording 42: a name is set once by a patch, and stays', async () => {
  const bench = await openAsAdmin();
  const id = textAt(await bench.graph('POST', '/applications', { displayName: 'old' }), 'id');
  const patch = (body: object) => bench.graph('PATCH', `/applications/${id}`, body);
  const answer = await patch(posted('42', 1));
  expect([answer.status, answer.body || null]).toEqual([exchange('42', 1).response.status, null]);
  expect((await patch({ uniqueName: 'another' })).status).toBe(400);
  expect(bench.state.applications[0]?.uniqueName).toBe('some-name');
});

test('recording 43: a token of the Azure CLI holds these scopes', async () => {
  const bench = openBench();
  const answer = await bench.signIn(AZURE_CLI, 'https://graph.microsoft.com/.default');
  const [, payload = ''] = textAt(answer, 'access_token').split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const recorded = Reflect.get(exchange('43').response, 'claims') as Record<string, string>;
  const words = (scp: unknown) => String(scp).split(' ').sort();
  expect([answer.status, at(claims, 'aud'), words(at(claims, 'scp'))]).toEqual([
    200,
    recorded.aud,
    words(recorded.scp),
  ]);
});

test('recording 44: policies are closed to a token of the Azure CLI', async () => {
  const bench = await openAsAdmin();
  const read = await bench.graph('GET', '/policies/identitySecurityDefaultsEnforcementPolicy');
  expectRefusal(read, '44', 0);
});

test('recording 44: schedules of roles name the scopes in a message that is JSON', async () => {
  const bench = await openAsAdmin();
  expectRefusal(
    await bench.graph('GET', '/roleManagement/directory/roleAssignmentScheduleRequests/'),
    '44',
    1,
  );
});

test('recording 45: the sign-in log wants a role that reads it', async () => {
  const bench = openBench();
  bench.state.signedInUser = 'dev@contoso.com';
  bench.use(textAt(await bench.signIn(AZURE_CLI, 'https://graph.microsoft.com/.default'), 'access_token'));
  expectRefusal(await bench.graph('GET', '/auditLogs/signIns'), '45', 0);
});

test('recording 45: the sign-in log wants its own scope', async () => {
  const bench = await openAsAdmin();
  bench.use(textAt(await bench.signIn(GRAPH_TOOLS, 'User.Read'), 'access_token'));
  expectRefusal(await bench.graph('GET', '/auditLogs/signIns'), '45', 1);
});

test('recording 46: a federated credential of this name exists', async () => {
  const bench = await openAsAdmin();
  const id = textAt(await bench.graph('POST', '/applications', { displayName: 'federated' }), 'id');
  const add = () => bench.graph('POST', `/applications/${id}/federatedIdentityCredentials`, posted('46'));
  await add();
  expectRefusal(await add(), '46');
});

test('recording 47: a service principal straight after its app has none to stand for', async () => {
  const bench = await openAsAdmin();
  broken(bench, 'slow-replication');
  const app = await bench.graph('POST', '/applications', { displayName: 'fresh' });
  expectRefusal(await bench.graph('POST', '/servicePrincipals', { appId: textAt(app, 'appId') }), '47');
});

test('recording 48: a block that stands on the page leaves the poller waiting until the code expires', async () => {
  const chain = await openChain();
  const { bench } = chain;
  broken(bench, 'blocked-on-the-page');
  const { title, text, errorCode } = Reflect.get(exchange('48').response, 'page') as Record<string, string>;
  const page = await (await bench.tenant.transport(new Request(exchange('48').request.uri))).text();
  for (const words of [title, text, `Error Code: ${errorCode}`]) expect(page).toContain(words);
  const waiting = await userToken(chain);
  expect([waiting.status, at(waiting.body, 'error')]).toEqual([400, 'authorization_pending']);
  expect(bench.state.signIns[0]?.errorCode).toBe(Number(errorCode));
});

test('recording 49: a scope is not taken with its origin', async () => {
  const bench = await openAsAdmin();
  expectRefusal(await bench.graph('PATCH', named('fhir'), posted('49'), UPSERT), '49');
});

test('recording 50: what restricts URIs counts by its own state, also in a policy that is switched off', async () => {
  const bench = await openAsAdmin();
  Object.assign(bench.state.policies.appManagement, { isEnabled: false });
  const plain = { displayName: 'v1', identifierUris: ['api://plain'] };
  expect((await bench.graph('POST', '/applications', plain)).status).toBe(400);
});

test('recording 50: a policy that nobody ever set is switched off and empty', async () => {
  const outside = testOutside();
  const state = newPracticeState(outside);
  Object.assign(state.policies.appManagement, {
    isEnabled: false,
    nonDefaultUriAddition: null,
    uriAdditionWithoutUniqueTenantIdentifier: null,
  });
  const bench = openBench(outside, state);
  bench.use(textAt(await bench.signIn(GRAPH_TOOLS, 'Policy.Read.All'), 'access_token'));
  // `audiences` stands in the beta alone, of which the recording is.
  const body = JSON.parse(JSON.stringify(exchange('50').response.body), (name, value: unknown) =>
    name === 'audiences' ? undefined : value,
  ) as object;
  const answer = await bench.graph('GET', '/policies/defaultAppManagementPolicy');
  const { id } = answer.body as { readonly id: string };
  expect([answer.status, answer.body]).toMatchObject([200, { ...body, id }]);
});
