import fc from 'fast-check';
import { additionalIdentifierUrisFor, identifierUriFor, scopeIdFor } from '../../src/core/blueprint.ts';
import { type AppWord, MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import type { Application } from '../../src/core/tenant.ts';
import {
  credentials,
  type Ground,
  PERMISSION_IDS,
  partly,
  preAuthorized,
  publishedScopes,
  redirectUris,
  renamed,
  requiredResources,
} from './arbitrary-apps-shared.ts';
import { CALLBACKS, CLIENT_URIS, SCOPE_NAMES, some } from './arbitrary-values.ts';
import { CERTIFICATE, guid, IDS, key, password } from './registrations.ts';

export function applications(app: AppWord, { blueprint, healthy }: Ground): fc.Arbitrary<Application> {
  const isServer = app === 'server';
  const uri = identifierUriFor(blueprint, healthy.appId);
  return fc
    .record({
      signInAudience: fc.constantFrom('AzureADMyOrg', 'AzureADMyOrg', 'AzureADMultipleOrgs'),
      isFallbackPublicClient: fc.constantFrom(true, false, null),
      redirectUris: redirectUris(isServer ? CALLBACKS : CLIENT_URIS),
      identifierUris: isServer
        ? some([
            uri,
            uri.toUpperCase(),
            'api://other/mcp',
            ...additionalIdentifierUrisFor(blueprint, healthy.appId),
          ])
        : fc.constant([]),
      preAuthorizedClients: isServer ? preAuthorized() : fc.constant([]),
      tokenVersion: fc.constantFrom(null, 1, 2),
      scopes: isServer ? publishedScopes().map(renamed) : fc.oneof(fc.constant([]), publishedScopes()),
      requiredResources: isServer
        ? requiredResources(MICROSOFT_GRAPH_APP_ID, PERMISSION_IDS)
        : requiredResources(
            IDS.server.appId,
            SCOPE_NAMES.map((name) => scopeIdFor(name)),
          ),
      passwordCredentials: credentials(password),
      keyCredentials: credentials((number, end) =>
        key(number === 1 ? CERTIFICATE.thumbprint : guid('6').slice(0, 8), end, number),
      ),
      tags: some(['entra-mcp-setup', 'HideApp']),
    })
    .chain((found) => fc.oneof(fc.constant({ ...healthy, ...found }), partly(healthy, found)));
}
