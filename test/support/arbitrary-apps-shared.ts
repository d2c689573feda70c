import fc from 'fast-check';
import { type Blueprint, scopeIdFor, scopeNamed } from '../../src/core/blueprint.ts';
import { type AppId, asId, type ScopeId } from '../../src/core/ids.ts';
import type { Application, Platform, PublishedScope, RequiredResource } from '../../src/core/tenant.ts';
import { appIdsToPreAuthorize } from '../../src/core/validation/mcp-clients.ts';
import { SCOPE_NAMES, some } from './arbitrary-values.ts';
import { guid, IDS } from './registrations.ts';
import { GRAPH_PRINCIPAL, NOW } from './tenants.ts';

export const PERMISSION_IDS = GRAPH_PRINCIPAL.scopes.map(({ id }) => id);

/** Dates on both sides of now and of every expiry limit. */
export const endDateTime = fc
  .constantFrom(-400, -1, 0, 1, 6, 7, 8, 29, 30, 31, 300, 730)
  .map((days) => new Date(NOW.getTime() + days * 86_400_000).toISOString());

/** Each URI on any of the platforms, on none, or on two. */
export function redirectUris(uris: readonly string[]): fc.Arbitrary<Application['redirectUris']> {
  const platform = (): fc.Arbitrary<readonly string[]> =>
    fc.oneof(fc.constant([]), fc.constant(uris), some(uris));
  return fc.record<Record<Platform, readonly string[]>>({
    publicClient: platform(),
    web: platform(),
    spa: fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, { arbitrary: some(uris), weight: 1 }),
  });
}

export const scopeTexts = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  { arbitrary: fc.constant({ userConsentDescription: 'Something else' }), weight: 1 },
);

export function publishedScopes(): fc.Arbitrary<readonly PublishedScope[]> {
  return some(SCOPE_NAMES).chain((names) =>
    fc.tuple(
      ...names.map((value, index) =>
        fc
          .record({
            // An id of ours with another name is a scope that was renamed.
            id: fc.constantFrom(scopeIdFor(value), asId<ScopeId>(guid('e', index))),
            type: fc.constantFrom('User' as const, 'Admin' as const),
            isEnabled: fc.boolean(),
            texts: scopeTexts,
          })
          .map(({ texts, ...scope }) => ({ ...scopeNamed(value), ...texts, ...scope })),
      ),
    ),
  );
}

/** Clients that are wanted, not wanted, and our own, each for a scope of any name. */
export function preAuthorized(): fc.Arbitrary<Application['preAuthorizedClients']> {
  const clients = [
    ...appIdsToPreAuthorize(['vscode', guid('7')]),
    asId<AppId>(guid('8', 9)),
    IDS.client.appId,
  ];
  return some(clients).chain((appIds) =>
    fc.tuple(
      ...appIds.map((appId) =>
        some(SCOPE_NAMES).map((names) => ({ appId, scopeIds: names.map((name) => scopeIdFor(name)) })),
      ),
    ),
  );
}

export function renamed(scopes: readonly PublishedScope[]): readonly PublishedScope[] {
  return scopes.map((scope) =>
    scope.value === 'acces' && !scopes.some(({ value }) => value === 'access')
      ? { ...scope, id: scopeIdFor('access') }
      : scope,
  );
}

export function requiredResources(
  own: string,
  ids: readonly ScopeId[],
): fc.Arbitrary<readonly RequiredResource[]> {
  const resource = (resourceAppId: string, scopeIds: readonly ScopeId[]): fc.Arbitrary<RequiredResource> =>
    fc.record({
      resourceAppId: fc.constant(asId<RequiredResource['resourceAppId']>(resourceAppId)),
      scopeIds: some(scopeIds),
      roleIds: some([guid('8', 1), guid('8', 2)]),
    });
  return fc
    .tuple(
      fc.option(resource(own, ids)),
      fc.option(resource(guid('4'), [asId(guid('4', 2)), asId(guid('4', 3))])),
    )
    .map((found) => found.filter((one) => one !== null));
}

export interface Ground {
  readonly blueprint: Blueprint;
  readonly healthy: Application;
}

/** The healthy application, with a few properties replaced by those of `found`. */
export function partly(healthy: Application, found: Partial<Application>): fc.Arbitrary<Application> {
  return some(Object.keys(found) as readonly (keyof Application)[]).map((names) => ({
    ...healthy,
    ...Object.fromEntries(names.slice(0, 3).map((name) => [name, found[name]])),
  }));
}

export function credentials<Item>(
  make: (number: number, end: string) => Item,
): fc.Arbitrary<readonly Item[]> {
  return fc
    .array(endDateTime, { maxLength: 2 })
    .map((ends) => ends.map((end, index) => make(index + 1, end)));
}
