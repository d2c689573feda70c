import type { Blueprint } from '../../blueprint.ts';
import { defineCheck } from '../../check.ts';
import type { AppWord, ServicePrincipalId } from '../../ids.ts';
import type { Facets, Grant } from '../../tenant.ts';
import { APP_WORDS, FACETS, noPrincipal } from './facets.ts';
import { HARMLESS_PERMISSIONS } from './harmless.ts';

interface Beyond {
  /** What it is granted on, in words. */
  readonly resource: string;
  readonly scopes: readonly string[];
}

type Principals = Pick<Facets, 'serverPrincipal' | 'graphPrincipal'>;

/** A tenant-wide grant is in force whether or not the registration asks for it, and nobody is asked again. */
export const grantsBeyondBlueprintCheck = (app: AppWord) =>
  defineCheck<
    'clientPrincipal' | 'clientGrants' | 'serverPrincipal' | 'serverGrants' | 'graphPrincipal',
    Beyond
  >({
    id: `${FACETS[app].section}.grants-beyond-blueprint`,
    app,
    title: `${APP_WORDS[app]} is granted nothing beyond the blueprint`,
    severity: 'warning',
    stage: 'surroundings',
    link: null,
    guide: 'Security Best Practices, Access Control',
    why: 'Whoever has a token or the credential of this app can do everything that was ever granted to it for the tenant.',
    explains: [],
    portal: 'EnterpriseApplication',
    configPath: app === 'server' ? 'graphPermissions' : 'signInPermissions',
    reads: [FACETS[app].principal, FACETS[app].grants, 'serverPrincipal', 'graphPrincipal'],
    expected: () => 'only what the blueprint names',
    find: (blueprint, facets) => {
      if (facets[FACETS[app].principal] === null) return noPrincipal(app);
      return facets[FACETS[app].grants]
        .filter(({ consentType }) => consentType === 'AllPrincipals')
        .flatMap((grant) => beyond(grant, allowedOn(grant.resourceId, app, blueprint, facets), facets));
    },
    actual: (evidence) =>
      evidence.flatMap(({ resource, scopes }) => scopes.map((one) => `${one} on ${resource}`)),
    explain: ({ resource, scopes }) =>
      `${APP_WORDS[app]} is also granted ${scopes.join(', ')} on ${resource} for every user of the tenant.`,
    remedy: ({ resource, scopes }) => ({
      by: 'you',
      summary: `Revoke ${scopes.join(', ')} on ${resource} under Enterprise applications > Permissions, or name it in the blueprint if it is needed`,
    }),
  });

function allowedOn(
  resourceId: ServicePrincipalId,
  app: AppWord,
  { serverApi, graphPermissions, signInPermissions }: Blueprint,
  { serverPrincipal, graphPrincipal }: Principals,
): readonly string[] {
  if (resourceId === graphPrincipal?.objectId) {
    return [...HARMLESS_PERMISSIONS, ...(app === 'server' ? graphPermissions : signInPermissions)];
  }
  return app === 'client' && resourceId === serverPrincipal?.objectId ? [serverApi.scope.value] : [];
}

function beyond(
  { resourceId, scopes }: Grant,
  allowed: readonly string[],
  { serverPrincipal, graphPrincipal }: Principals,
): readonly Beyond[] {
  const known = allowed.map((scope) => scope.toLowerCase());
  const others = scopes.filter((scope) => !known.includes(scope.toLowerCase()));
  if (others.length === 0) return [];
  if (resourceId === graphPrincipal?.objectId) return [{ resource: 'Microsoft Graph', scopes: others }];
  const isServer = resourceId === serverPrincipal?.objectId;
  return [{ resource: isServer ? APP_WORDS.server : `the service principal ${resourceId}`, scopes: others }];
}
