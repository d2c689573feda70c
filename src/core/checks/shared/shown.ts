import type { Check } from '../../check.ts';
import { placedUris } from '../../redirect-uris.ts';
import type { ShownCredential } from '../../registrations.ts';
import { PLATFORM_WORDS } from '../../words.ts';

type Shows = NonNullable<Check['shows']>;

// What several checks show of a registration in an inventory, one line for each item.

export const shownRedirectUris: Shows = ({ redirectUris: uris }) =>
  placedUris(uris).map(({ platform, uri }) => `${PLATFORM_WORDS[platform]}: ${uri}`);

export const shownPermissions: Shows = (app) =>
  app.permissions.flatMap(({ resource, delegated, application }) =>
    [...delegated, ...application].map((permission) => `${resource}: ${permission}`),
  );

export const shownGrants: Shows = (app) => [
  ...app.grants.map(
    ({ resource, scopes, for: whom, principal }) =>
      `${resource}: ${scopes.join(' ')} for ${principal ?? whom}`,
  ),
  ...(app.roles ?? []).map(({ resource, permission }) => `${resource}: ${permission} for the app itself`),
];

export const shownCredentials: Shows = (app) => app.credentials.map(credentialWords);
export const shownScopes: Shows = (app) =>
  app.scopes.map(({ value, enabled }) => `${value}: ${enabled ? 'enabled' : 'disabled'}`);

export const shownPrincipal: Shows = ({ servicePrincipal }) => {
  if (servicePrincipal === null) return [];
  const { objectId, accountEnabled, assignmentRequired } = servicePrincipal;
  return [
    `object id: ${objectId}`,
    `enabled: ${accountEnabled ? 'yes' : 'no'}`,
    `assignment required: ${assignmentRequired ? 'yes' : 'no'}`,
  ];
};

function credentialWords({ kind, displayName, keyId, endDateTime }: ShownCredential): string {
  const key = keyId === null ? '' : ` ${keyId}`;
  return `${kind}: ${displayName}${key}${endDateTime === null ? '' : ` until ${endDateTime}`}`;
}
