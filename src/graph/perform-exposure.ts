import type { WantedScope } from '../core/blueprint.ts';
import type { Change, ChangeKind } from '../core/change.ts';
import type { Application, PublishedScope } from '../core/tenant.ts';
import type { Known } from './known.ts';
import { settle } from './settle.ts';
import { currentApplication, patchApplication, scopeBody, union, type WriteEnvironment } from './write.ts';

type Of<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

export async function addIdentifierUri(
  environment: WriteEnvironment,
  known: Known,
  { uri, replaces }: Of<'add-identifier-uri'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, 'server');
  const actual = uri.replaceAll('{appId}', before.appId);
  const kept = before.identifierUris.filter((other) => !replaces.includes(other));
  const identifierUris = union(kept, [actual]);
  return patchApplication(environment, known, 'server', {
    body: { identifierUris },
    after: { ...before, identifierUris },
    doing: doing.replaceAll('{appId}', before.appId),
  });
}

export async function addScope(
  environment: WriteEnvironment,
  known: Known,
  { scope }: Of<'add-scope'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, 'server');
  const added: PublishedScope = { ...scope, type: 'User', isEnabled: true };
  return patchScopes(environment, known, before, [...before.scopes, added], doing);
}

export async function enableScope(
  environment: WriteEnvironment,
  known: Known,
  { value }: Of<'enable-scope'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, 'server');
  return patchScopes(environment, known, before, withScope(before, value, { isEnabled: true }), doing);
}

/** An enabled scope cannot be changed: it is disabled, seen disabled, changed and enabled (facts: graph.md §2). */
export async function setScopeConsent(
  environment: WriteEnvironment,
  known: Known,
  { value, scope }: Of<'set-scope-consent'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, 'server');
  const disabled = withScope(before, value, { isEnabled: false });
  const off = await patchScopes(environment, known, before, disabled, doing);
  await seenDisabled(environment, off, value);
  const texts: WantedScope = scope;
  const changed = withScope({ ...before, scopes: disabled }, value, {
    ...texts,
    type: 'User',
    isEnabled: true,
  });
  return patchScopes(environment, off, { ...before, scopes: disabled }, changed, doing);
}

async function seenDisabled(environment: WriteEnvironment, known: Known, value: string): Promise<void> {
  const fresh = { ...known, server: { ...known.server, application: null } };
  await settle(
    () => currentApplication(environment, fresh, 'server'),
    ({ scopes }) => scopes.some((scope) => scope.value === value && !scope.isEnabled),
    environment.patience,
  );
}

/** All scopes are sent together, since a PATCH replaces the collection whole. */
function patchScopes(
  environment: WriteEnvironment,
  known: Known,
  before: Application,
  scopes: readonly PublishedScope[],
  doing: string,
): Promise<Known> {
  return patchApplication(environment, known, 'server', {
    body: { api: { oauth2PermissionScopes: scopes.map(scopeBody) } },
    after: { ...before, scopes },
    doing,
  });
}

function withScope(
  { scopes }: Application,
  value: string,
  change: Partial<PublishedScope>,
): readonly PublishedScope[] {
  return scopes.map((scope) => (scope.value === value ? { ...scope, ...change } : scope));
}

export async function setTokenVersion(
  environment: WriteEnvironment,
  known: Known,
  { to }: Of<'set-token-version'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, 'server');
  const body = { api: { requestedAccessTokenVersion: to } };
  return patchApplication(environment, known, 'server', {
    body,
    after: { ...before, tokenVersion: to },
    doing,
  });
}
