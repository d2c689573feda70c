import type { Change, ChangeKind } from '../core/change.ts';
import { mustBeDisabled } from '../core/scope-edit.ts';
import { union } from '../core/sets.ts';
import type { Application, PublishedScope } from '../core/tenant.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { type Known, learn } from './known.ts';
import { settle } from './settle.ts';
import {
  currentApplication,
  type Patch,
  patchApplication,
  readApplication,
  scopeBody,
  sendPatch,
  type WriteEnvironment,
} from './write.ts';

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

/**
 * Whether the texts of an enabled scope may change is not documented, so that is tried. Name and type may not: then the
 * scope is disabled, seen disabled, changed and enabled (facts: graph.md §2). A run that ends in between leaves it
 * disabled, which the next one mends.
 */
export async function setScopeConsent(
  environment: WriteEnvironment,
  known: Known,
  { value, scope }: Of<'set-scope-consent'>,
  doing: string,
): Promise<Known> {
  const before = await currentApplication(environment, known, 'server');
  const wanted = { ...scope, type: 'User', isEnabled: true } as const;
  const after = { ...before, scopes: withScope(before, value, wanted) };
  const patch: Patch = { body: scopesBody(after), after, doing };
  if (!mustBeDisabled(before, value, wanted)) {
    const sent = await sendPatch(environment, known, 'server', { ...patch, accepts: isStillEnabled });
    if (sent.status < 400) return learn(known, 'server', { application: after });
  }
  const off = await patchScopes(environment, known, before, withScope(before, value, DISABLED), doing);
  await seenDisabled(environment, off, value);
  return patchApplication(environment, off, 'server', patch);
}

const DISABLED = { isEnabled: false } as const;

/** Recording 22. */
function isStillEnabled(reply: GraphReply): boolean {
  return parseFailure(reply).code === 'CannotDeleteOrUpdateEnabledEntitlement';
}

async function seenDisabled(environment: WriteEnvironment, known: Known, value: string): Promise<void> {
  await settle(
    () => readApplication(environment, known, 'server'),
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
  const after = { ...before, scopes };
  return patchApplication(environment, known, 'server', { body: scopesBody(after), after, doing });
}

function scopesBody({ scopes }: Application): object {
  return { api: { oauth2PermissionScopes: scopes.map(scopeBody) } };
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
