import { expect, test } from 'vitest';
import type { PracticeState } from '../../src/practice-tenant/index.ts';
import { compared, exchange } from './recordings.ts';
import { type Bench, openAsAdmin, textAt } from './support.ts';

const create = (bench: Bench, body: unknown) => bench.graph('POST', '/applications', body);

test('recording 09: a service principal copies its application', async () => {
  const recorded = exchange('09');
  const bench = await openAsAdmin();
  const app = await create(bench, {
    displayName: 'cli_test_sp_with_kv_existing_cert000001',
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
  });
  const body = { ...(recorded.request.body as object), appId: textAt(app, 'appId') };
  const [ours, theirs] = compared(recorded, await bench.graph('POST', '/servicePrincipals', body));
  expect(ours).toEqual(theirs);
});

test('recording 10: addPassword shows the value once', async () => {
  const recorded = exchange('10');
  const bench = await openAsAdmin();
  const id = textAt(await create(bench, { displayName: 'rbac' }), 'id');
  const answer = await bench.graph('POST', `/applications/${id}/addPassword`, recorded.request.body);
  const secret = textAt(answer, 'secretText');
  const shown = { ...(answer.body as object), secretText: 'replaced-microsoft-graph-password', hint: 'fAJ' };
  const [ours, theirs] = compared(recorded, { ...answer, body: shown });
  expect(ours).toEqual(theirs);
  expect(textAt(answer, 'hint')).toBe(secret.slice(0, 3));
  const read = await bench.graph('GET', `/applications/${id}`);
  expect(JSON.stringify([read.body, bench.state])).not.toContain(secret);
});

/** The two service principals of recording 12, in the place of Graph and a fresh one. */
function withRecordedPrincipals(state: PracticeState, clientId: string, resourceId: string): void {
  state.servicePrincipals = state.servicePrincipals.map((principal, position) =>
    position < 2 ? { ...principal, id: position === 0 ? resourceId : clientId } : principal,
  );
}

test('recording 12: grants are listed, created with the recorded id, deleted and created again', async () => {
  const bench = await openAsAdmin();
  const { clientId, resourceId } = exchange('12', 1).request.body as Record<string, string>;
  withRecordedPrincipals(bench.state, clientId ?? '', resourceId ?? '');
  for (const position of [0, 1, 2, 3, 4, 5]) {
    const recorded = exchange('12', position);
    const { pathname, search } = new URL(recorded.request.uri);
    const path = `${pathname.replace('/v1.0', '')}${search}`;
    const answer = await bench.graph(recorded.request.method, path, recorded.request.body ?? undefined);
    const [ours, theirs] = compared(recorded, answer);
    expect(ours, recorded.request.method).toEqual(theirs);
  }
  expect(bench.state.grants[0]?.id).toBe('35MyBBmbqkaWL2X5V9e8yInI76O38TJFngGR4y0QOfQ');
});

test('recording 13: a federated credential is created, listed and patched', async () => {
  const bench = await openAsAdmin();
  const id = textAt(await create(bench, { displayName: 'federated' }), 'id');
  const path = `/applications/${id}/federatedIdentityCredentials`;
  const made = await bench.graph('POST', path, exchange('13', 0).request.body);
  const pairs = [
    compared(exchange('13', 0), made),
    compared(exchange('13', 1), await bench.graph('GET', path)),
    compared(
      exchange('13', 2),
      await bench.graph('PATCH', `${path}/${textAt(made, 'id')}`, exchange('13', 2).request.body),
    ),
  ];
  for (const [ours, theirs] of pairs) expect(ours).toEqual(theirs);
});

test('recording 15: a service principal without roles has an empty list', async () => {
  const bench = await openAsAdmin();
  const app = await create(bench, { displayName: 'no roles' });
  const principal = await bench.graph('POST', '/servicePrincipals', { appId: textAt(app, 'appId') });
  const request = `/servicePrincipals/${textAt(principal, 'id')}/transitiveMemberOf/microsoft.graph.directoryRole`;
  const [ours, theirs] = compared(exchange('15'), await bench.graph('GET', request));
  expect(ours).toEqual(theirs);
});

const PERSON = { displayName: '<name>', givenName: null, jobTitle: null, mail: null, surname: null };

test('recording 16: the creator owns a new application', async () => {
  const bench = await openAsAdmin();
  const id = textAt(await create(bench, { displayName: 'owned' }), 'id');
  const answer = await bench.graph('GET', `/applications/${id}/owners`);
  const anonymous = (body: unknown): unknown => {
    const { value, ...rest } = body as { readonly value: readonly object[] };
    return { ...rest, value: value.map((user) => ({ ...user, ...PERSON, userPrincipalName: '<upn>' })) };
  };
  const recorded = exchange('16');
  const response = { ...recorded.response, body: anonymous(recorded.response.body) };
  const [ours, theirs] = compared({ ...recorded, response }, { ...answer, body: anonymous(answer.body) });
  expect(ours).toEqual(theirs);
});

test('recording 17: /me has the default property set of a user', async () => {
  const bench = await openAsAdmin();
  const answer = await bench.graph('GET', '/me');
  const anonymous = (body: unknown): unknown => ({
    ...(body as object),
    ...PERSON,
    userPrincipalName: '<upn>',
  });
  const recorded = exchange('17');
  const response = { ...recorded.response, body: anonymous(recorded.response.body) };
  const [ours, theirs] = compared({ ...recorded, response }, { ...answer, body: anonymous(answer.body) });
  expect(ours).toEqual(theirs);
});
