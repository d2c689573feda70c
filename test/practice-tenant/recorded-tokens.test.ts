import { expect, test } from 'vitest';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { assertionFrom, newCertificate } from './certificates.ts';
import { browse, type Chain, exchangeOnBehalf, openChain, REDIRECT, userToken } from './chain.ts';
import { exchange } from './recordings.ts';
import { type Answer, AZURE_CLI, at, openBench, textAt } from './support.ts';

/** An AADSTS text without what differs from failure to failure: ids, quoted names, trace and time. */
function wording(description: unknown): string {
  return String(description)
    .replace(/\s+Trace ID:.*$/s, '')
    .replaceAll(/'[^']*'(?:\([^)]*\))?/g, "'…'")
    .replaceAll(/\(\*\*\*\)|'\*\*\*'/g, "'…'")
    .trim();
}

const trace = (description: unknown): readonly string[] =>
  [...String(description).matchAll(/(\s+)(Trace ID|Correlation ID|Timestamp): \S/g)].map(
    (match) => `${match[1]}${match[2]}`,
  );

/** Members that newer answers have more of than the older recordings (facts: graph.md §4.1). */
const NEWER = ['error_uri', 'suberror', 'claims'];

/** A failed token request against the recorded one: status, members, error, numbers, wording, form of the trace. */
function expectLike(answer: Answer, number: string, position = 0): void {
  const { status, body } = exchange(number, position).response;
  if (typeof status === 'number') expect(answer.status).toBe(status);
  const ours = answer.body as Readonly<Record<string, unknown>>;
  const theirs = body as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(theirs)) expect(ours, name).toHaveProperty(name);
  if (typeof theirs.error === 'string') expect(ours.error).toBe(theirs.error);
  if (Array.isArray(theirs.error_codes)) expect(ours.error_codes).toEqual(theirs.error_codes);
  expect(wording(ours.error_description)).toBe(wording(theirs.error_description));
  const recordedTrace = trace(theirs.error_description);
  if (recordedTrace.length > 0) expect(trace(ours.error_description)).toEqual(recordedTrace);
  const full = Object.keys(theirs).includes('trace_id');
  if (full) expect(Object.keys(ours).filter((name) => !(name in theirs || NEWER.includes(name)))).toEqual([]);
}

async function clientSecret(
  { bench, server, secret }: Chain,
  more: Record<string, string> = {},
): Promise<Answer> {
  return bench.token({
    grant_type: 'client_credentials',
    client_id: server.appId,
    client_secret: secret,
    scope: 'https://graph.microsoft.com/.default',
    ...more,
  });
}

function broken(chain: Chain, fault: string): Chain {
  const { client, server, bench } = chain;
  breakPractice(bench.state, fault, { clientAppId: client.appId, serverAppId: server.appId }, bench.outside);
  return chain;
}

test('recording 30: a device code is issued', async () => {
  const { bench, client, scope } = await openChain();
  const answer = await bench.post(`${bench.state.tenant.id}/oauth2/v2.0/devicecode`, {
    client_id: client.appId,
    scope,
  });
  const theirs = exchange('30').response.body as Readonly<Record<string, unknown>>;
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body as object).sort()).toEqual(Object.keys(theirs).sort());
  expect(textAt(answer, 'user_code')).toHaveLength(9);
  expect(textAt(answer, 'message').replace(textAt(answer, 'user_code'), 'FRWQDE7YL')).toBe(theirs.message);
  expect(at(answer.body, 'expires_in')).toBe(theirs.expires_in);
});

async function firstPoll(chain: Chain, wait: number): Promise<Answer> {
  const { bench, client, scope } = chain;
  const start = await bench.post(`${bench.state.tenant.id}/oauth2/v2.0/devicecode`, {
    client_id: client.appId,
    scope,
  });
  bench.outside.pass(wait);
  return bench.token({
    grant_type: 'device_code',
    client_id: client.appId,
    device_code: textAt(start, 'device_code'),
  });
}

test('recording 31: polling too early is pending, too late has expired', async () => {
  const chain = await openChain();
  expectLike(await firstPoll(chain, 0), '31', 0);
  expectLike(await firstPoll(chain, 901_000), '31', 1);
});

test('recording 32: a wrong and an expired secret are told apart', async () => {
  const chain = await openChain();
  expectLike(await clientSecret(chain, { client_secret: 'not-the-secret' }), '32', 0);
  expectLike(await clientSecret(broken(chain, 'expired-secret')), '32', 1);
});

test('recording 32: a certificate that is not registered', async () => {
  const chain = await openChain();
  const { bench, server } = chain;
  const audience = `https://login.microsoftonline.com/${bench.state.tenant.id}/oauth2/v2.0/token`;
  const client_assertion = await assertionFrom(await newCertificate(), {
    clientId: server.appId,
    audience,
    now: bench.outside.now(),
  });
  expectLike(await clientSecret(chain, { client_secret: '', client_assertion }), '32', 2);
});

test('recording 32: a confidential client without a credential, a public one with', async () => {
  const chain = await openChain();
  const { bench, client, secret, scope } = chain;
  const { redirect } = await browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope });
  const code = redirect?.get('code') ?? '';
  const form = { grant_type: 'authorization_code', client_id: client.appId, code, redirect_uri: REDIRECT };
  expectLike(await bench.token({ ...form, client_secret: secret }), '32', 4);
  broken(chain, 'redirect-on-wrong-platform');
  const again = await browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope });
  expectLike(await bench.token({ ...form, code: again.redirect?.get('code') ?? '' }), '32', 3);
});

test('recording 33: an unknown application and an unknown tenant', async () => {
  const bench = openBench();
  const form = { client_id: '60198040-e87c-4cb9-9e52-ce651d859704', scope: 'User.Read' };
  expectLike(await bench.token({ ...form, grant_type: 'client_credentials', client_secret: 'x' }), '33', 0);
  const answer = await bench.token({ ...form, grant_type: 'client_credentials' }, 'xyz.com');
  const theirs = exchange('33', 1).response.body as Readonly<Record<string, unknown>>;
  expect([at(answer.body, 'error'), at(answer.body, 'error_codes')]).toEqual([
    theirs.error,
    theirs.error_codes,
  ]);
  expect(textAt(answer, 'error_description')).toContain("AADSTS90002: Tenant 'xyz.com' not found.");
});

test('recording 34: on-behalf-of without consent and for another audience', async () => {
  const chain = await openChain();
  const assertion = textAt(await userToken(chain), 'access_token');
  expectLike(await exchangeOnBehalf(broken(chain, 'missing-graph-consent'), assertion), '34', 0);
  broken(chain, 'wrong-audience');
  const other = textAt(await userToken(chain), 'access_token');
  expectLike(await exchangeOnBehalf(chain, other), '34', 1);
});

test('recording 34: an expired user token, today without the envelope 70002', async () => {
  const chain = await openChain();
  const assertion = textAt(await userToken(chain), 'access_token');
  chain.bench.outside.pass(2 * 3600 * 1000);
  const answer = await exchangeOnBehalf(chain, assertion);
  const theirs = exchange('34', 2).response.body as Readonly<Record<string, readonly number[]>>;
  expect(at(answer.body, 'error_codes')).toEqual(theirs.error_codes?.slice(-1));
  expect(textAt(answer, 'error_description')).toContain(
    'AADSTS500133: Assertion is not within its valid time range',
  );
});

test('recording 34: Conditional Access blocks a sign-in', async () => {
  const chain = broken(await openChain(), 'device-code-blocked');
  expectLike(await userToken(chain), '34', 3);
  expect(at((await userToken(chain)).body, 'suberror')).toBe('message_only');
});

test('recording 34: multi-factor sign-in is asked for by claims that are a JSON text', async () => {
  const chain = broken(await openChain(), 'interaction-required');
  const answer = await exchangeOnBehalf(chain, textAt(await userToken(chain), 'access_token'));
  const theirs = exchange('34', 4).response.body as Readonly<Record<string, string>>;
  expect(at(answer.body, 'error')).toBe(theirs.error);
  expect(at(answer.body, 'error_codes')).toEqual([50076]);
  expect(Object.keys(JSON.parse(textAt(answer, 'claims')))).toEqual(
    Object.keys(JSON.parse(theirs.claims ?? '')),
  );
});

test('recording 35: an unknown resource and an unknown scope', async () => {
  const chain = await openChain();
  const { bench, client, scope } = chain;
  const unknown = await bench.signIn(client.appId, 'https://api.store.microsoft.com/.default');
  expect(wording(at(unknown.body, 'error_description'))).toBe(
    wording(at(exchange('35', 0).response.body, 'error_description')).replace(
      'xxxx',
      bench.state.tenant.displayName,
    ),
  );
  expect([unknown.status, at(unknown.body, 'error_codes')]).toEqual([400, [500011]]);
  expect(trace(at(unknown.body, 'error_description'))).toEqual([
    ' Trace ID',
    ' Correlation ID',
    ' Timestamp',
  ]);
  const misspelt = await bench.signIn(client.appId, `openid ${scope}_as_application`);
  expectLike(misspelt, '35', 2);
  expect(at(misspelt.body, 'error_codes')).toEqual(at(exchange('35', 1).response.body, 'error_codes'));
});

test('recording 36: an unknown scope goes back to the redirect URI as invalid_client', async () => {
  const { bench, client } = await openChain();
  const { redirect } = await browse(bench, {
    client_id: client.appId,
    redirect_uri: REDIRECT,
    scope: 'ScopeDefault',
  });
  const theirs = exchange('36', 0).response.body;
  expect(redirect?.get('error')).toBe(at(theirs, 'error'));
  expect(wording(redirect?.get('error_description'))).toBe(wording(at(theirs, 'error_description')));
});

test('recording 36: a resource that the client does not list goes back as well', async () => {
  const { bench, client } = await openChain();
  const scope = 'https://graph.microsoft.com/.default';
  const { redirect } = await browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope });
  const theirs = exchange('36', 1).response.body;
  expect(redirect?.get('error')).toBe(at(theirs, 'error'));
  expect(redirect?.get('error_description')).toContain(String(at(theirs, 'error_description')));
});

test('recording 36: a wrong redirect URI and a missing assignment stay on the page', async () => {
  const chain = await openChain();
  const { bench, client, scope } = chain;
  const elsewhere = await browse(bench, {
    client_id: client.appId,
    redirect_uri: `${REDIRECT}/other`,
    scope,
  });
  const text = String(at(exchange('36', 2).response.body, 'error_description'))
    .replace('<Redirect URI>', `'${REDIRECT}/other'`)
    .replace('<AppGUID>', `'${client.appId}'`);
  expect([elsewhere.status, elsewhere.redirect]).toEqual([200, null]);
  expect(elsewhere.page).toContain(text);
  broken(chain, 'user-not-assigned');
  const refused = await browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope });
  expect(refused.redirect).toBeNull();
  expect(refused.page).toContain('AADSTS50105:');
});

test('recording 37: the Azure CLI gets nothing but .default', async () => {
  const bench = openBench();
  const answer = await bench.signIn(AZURE_CLI, 'User.Read');
  expectLike(answer, '37');
  expect(at(answer.body, 'error_codes')).toEqual([65002]);
});
