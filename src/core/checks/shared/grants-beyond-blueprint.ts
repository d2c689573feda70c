import type { Blueprint } from '../../blueprint.ts';
import { defineCheck } from '../../check.ts';
import { dayOf } from '../../days.ts';
import type { AppWord, ServicePrincipalId } from '../../ids.ts';
import type { Facets, Grant, GrantedRole } from '../../tenant.ts';
import { applicationPermissionName } from './application-permissions.ts';
import { APP_WORDS, FACETS, noPrincipal } from './facets.ts';
import { HARMLESS_PERMISSIONS } from './harmless.ts';
import { shownGrants } from './shown.ts';

/** Grants on one API beyond the blueprint. Of application permissions any is: the blueprint never asks for one. */
type Beyond =
  | { readonly kind: 'delegated'; readonly resource: string; readonly scopes: readonly string[] }
  | {
      readonly kind: 'application';
      readonly resource: string;
      readonly permissions: readonly GrantedPermission[];
    };

interface GrantedPermission {
  readonly permission: string;
  /** ISO 8601; null where Graph shows none. */
  readonly since: string | null;
}

type Principals = Pick<Facets, 'serverPrincipal' | 'graphPrincipal'>;
type Read = 'clientPrincipal' | 'serverPrincipal' | 'graphPrincipal';
type OptionalRead = 'clientGrants' | 'clientRoles' | 'serverGrants' | 'serverRoles';

/** A tenant-wide grant is in force whether or not the registration asks for it, and nobody is asked again. */
export const grantsBeyondBlueprintCheck = (app: AppWord) =>
  defineCheck<Read, Beyond, OptionalRead>({
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
    shows: shownGrants,
    configPath: app === 'server' ? 'graphPermissions' : 'signInPermissions',
    reads: [FACETS[app].principal, 'serverPrincipal', 'graphPrincipal'],
    optionalReads: [FACETS[app].grants, FACETS[app].roles],
    expected: () => 'only what the blueprint names',
    find: (blueprint, facets) => {
      if (facets[FACETS[app].principal] === null) return noPrincipal(app);
      const wide = (facets[FACETS[app].grants] ?? []).filter(
        ({ consentType }) => consentType === 'AllPrincipals',
      );
      return [
        ...wide.flatMap((grant) =>
          beyond(grant, allowedOn(grant.resourceId, app, blueprint, facets), facets),
        ),
        ...applicationGrants(facets[FACETS[app].roles] ?? [], facets),
      ];
    },
    actual: (evidence) =>
      evidence.flatMap((one) =>
        one.kind === 'delegated'
          ? one.scopes.map((scope) => `${scope} on ${one.resource}`)
          : one.permissions.map((role) => `${roleWords(role)} on ${one.resource}`),
      ),
    explain: (evidence) =>
      evidence.kind === 'delegated'
        ? `${APP_WORDS[app]} is also granted ${evidence.scopes.join(', ')} on ${evidence.resource} for every user of the tenant.`
        : `${APP_WORDS[app]} also holds ${evidence.permissions.map(roleWords).join(', ')} on ${evidence.resource}, and can use it as itself, without any user.`,
    remedy: (evidence) => ({ by: 'you', summary: revokeWords(evidence) }),
  });

function revokeWords(evidence: Beyond): string {
  const where = `on ${evidence.resource} under Enterprise applications > Permissions`;
  if (evidence.kind === 'delegated')
    return `Revoke ${evidence.scopes.join(', ')} ${where}, or name it in the blueprint if it is needed`;
  return `Revoke ${evidence.permissions.map(({ permission }) => permission).join(', ')} ${where}; this set-up acts for its users, so it needs no application permission`;
}

function roleWords({ permission, since }: GrantedPermission): string {
  const day = since === null ? '' : `, granted ${dayOf(since)}`;
  return `${permission} (application permission${day})`;
}

/** App role id of an assignment without a role, which admits an app to an API that requires assignment. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

function applicationGrants(roles: readonly GrantedRole[], principals: Principals): readonly Beyond[] {
  const resources = [...new Set(roles.map(({ resourceId }) => resourceId))];
  return resources.map((resourceId) => {
    const on = roles.filter((role) => role.resourceId === resourceId);
    const permissions = on.map(({ appRoleId, permission, createdDateTime: since }) => ({
      permission:
        permission ??
        (appRoleId === DEFAULT_ACCESS ? 'default access' : applicationPermissionName(appRoleId)),
      since,
    }));
    return {
      kind: 'application',
      resource: resourceNamed(resourceId, principals, on[0]?.resource ?? null),
      permissions,
    };
  });
}

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
  const resource = resourceNamed(resourceId, { serverPrincipal, graphPrincipal }, null);
  return [{ kind: 'delegated', resource, scopes: others }];
}

function resourceNamed(
  resourceId: string,
  { serverPrincipal, graphPrincipal }: Principals,
  displayName: string | null,
): string {
  if (resourceId === graphPrincipal?.objectId) return 'Microsoft Graph';
  if (resourceId === serverPrincipal?.objectId) return APP_WORDS.server;
  return displayName ?? `the service principal ${resourceId}`;
}
