import fc from 'fast-check';
import { type Blueprint, scopeNamed } from '../../src/core/blueprint.ts';
import type { CheckContext } from '../../src/core/check.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { readableTenants, tenants } from './arbitrary-tenants.ts';
import {
  CALLBACKS,
  CLIENT_URIS,
  CLIENTS,
  FURTHER_URIS,
  PERMISSIONS,
  SCOPE_NAMES,
  SIGN_IN_PERMISSIONS,
  some,
} from './arbitrary-values.ts';
import { BLUEPRINT } from './practice.ts';
import { CERTIFICATE, FEDERATED, guid, IDS } from './registrations.ts';
import { NOW } from './tenants.ts';

export { readableTenants, tenants };

const credential: fc.Arbitrary<Blueprint['serverApi']['credential']> = fc.oneof(
  fc.record({
    kind: fc.constant('secret' as const),
    displayName: fc.constant('MCP Server Secret'),
    months: fc.integer({ min: 1, max: 24 }),
  }),
  fc.record({
    kind: fc.constant('certificate' as const),
    file: fc.constantFrom('server.pem', null),
    create: fc.boolean(),
    certificate: fc.constantFrom(CERTIFICATE, { ...CERTIFICATE, notAfter: '2026-11-01T00:00:00Z' }, null),
    thumbprint: fc.constantFrom(CERTIFICATE.thumbprint, null),
  }),
  fc.constant(FEDERATED),
);

/** Blueprints as the config loader could return them: each kind of credential, own URIs, permissions that are not published. */
export const blueprints: fc.Arbitrary<Blueprint> = fc
  .record({
    redirectUris: some(CLIENT_URIS, 1),
    backupRedirectUris: some(CLIENT_URIS),
    clients: some(CLIENTS),
    additionalIdentifierUris: some(FURTHER_URIS),
    preAuthorizedClients: some(['vscode', guid('7')]),
    signInPermissions: some(SIGN_IN_PERMISSIONS),
    clientUrl: fc.constantFrom(null, 'https://gateway.contoso.com/mcp'),
    callbackUrl: fc.constantFrom(...CALLBACKS),
    identifierUri: fc.constantFrom('api://{appId}', 'api://contoso.com/mcp', 'https://mcp.contoso.com'),
    scope: fc.constantFrom(...SCOPE_NAMES).map(scopeNamed),
    credential,
    graphPermissions: some([...PERMISSIONS, 'Files.Raed'], 1),
    grantAdminConsent: fc.boolean(),
    knowsIds: fc.boolean(),
  })
  .map(({ callbackUrl, identifierUri, scope, knowsIds, ...rest }) => ({
    ...BLUEPRINT,
    clientApp: {
      ...BLUEPRINT.clientApp,
      redirectUris: rest.redirectUris,
      backupRedirectUris: rest.backupRedirectUris,
      clients: rest.clients,
      appId: knowsIds ? IDS.client.appId : null,
    },
    serverApi: {
      ...BLUEPRINT.serverApi,
      identifierUri,
      additionalIdentifierUris: rest.additionalIdentifierUris,
      preAuthorizedClients: rest.preAuthorizedClients,
      scope,
      credential: rest.credential,
      appId: knowsIds ? IDS.server.appId : null,
    },
    gateway: { ...BLUEPRINT.gateway, callbackUrl, clientUrl: rest.clientUrl },
    graphPermissions: rest.graphPermissions,
    signInPermissions: rest.signInPermissions,
    grantAdminConsent: rest.grantAdminConsent,
  }));

export const moments: fc.Arbitrary<CheckContext> = fc.record({
  now: fc.constant(NOW),
  expiryWarnDays: fc.constantFrom(0, 30, 90),
  expiryFailDays: fc.constantFrom(0, 7),
  maxSecretDays: fc.constantFrom(null, null, 0, 1, 90, 180, 3650),
});

/** One blueprint, one tenant and one moment. */
export interface Case {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly moment: CheckContext;
}

export const cases: fc.Arbitrary<Case> = blueprints.chain((blueprint) =>
  fc.record({
    blueprint: fc.constant(blueprint),
    tenant: fc.oneof(readableTenants(blueprint), tenants(blueprint)),
    moment: moments,
  }),
);

/** The value with every list in it, however deep, in another order. */
export function reordered<Value>(value: Value, seed: number): Value {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => reordered(item, seed + index));
    const turn = items.length === 0 ? 0 : seed % items.length;
    const turned = [...items.slice(turn), ...items.slice(0, turn)];
    return (seed % 2 === 0 ? turned : turned.toReversed()) as Value;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, reordered(member, seed)]),
  ) as Value;
}
