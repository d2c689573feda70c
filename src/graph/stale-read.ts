import type { Application, PublishedScope } from '../core/tenant.ts';

/**
 * The elements of collections, in words, that an earlier reading showed and this one does not. Only collections that a write
 * replaces as a whole count; secrets are added and removed one by one.
 */
export function missingFrom(application: Application, observed: Application): readonly string[] {
  const shown = new Set(elementsOf(application));
  return elementsOf(observed).filter((element) => !shown.has(element));
}

function elementsOf({
  redirectUris,
  identifierUris,
  scopes,
  requiredResources,
  keyCredentials,
}: Application): readonly string[] {
  return [
    ...Object.entries(redirectUris).flatMap(([platform, uris]) => uris.map((uri) => `${platform} ${uri}`)),
    ...identifierUris,
    ...scopes.map(scopeElement),
    ...requiredResources.flatMap(({ resourceAppId, scopeIds, roleIds }) =>
      [...scopeIds, ...roleIds].map((id) => `permission ${id} of ${resourceAppId}`),
    ),
    ...keyCredentials.map(({ keyId }) => keyElement(keyId)),
  ];
}

/** With its texts, since a write sends those of every scope. */
function scopeElement(scope: PublishedScope): string {
  const { id, value, type, isEnabled } = scope;
  const { adminConsentDisplayName, adminConsentDescription } = scope;
  const { userConsentDisplayName, userConsentDescription } = scope;
  const texts = [
    adminConsentDisplayName,
    adminConsentDescription,
    userConsentDisplayName,
    userConsentDescription,
  ];
  return `scope ${JSON.stringify([id, value, type, isEnabled, ...texts])}`;
}

function keyElement(keyId: string): string {
  return `certificate ${keyId.toLowerCase()}`;
}
