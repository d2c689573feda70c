import type { Blueprint } from '../../blueprint.ts';
import type { ResourceWord } from '../../changes/vocabulary.ts';
import type { Remedy } from '../../check.ts';
import type { AppWord, ServicePrincipalId } from '../../ids.ts';
import type { Grant } from '../../tenant.ts';
import { RESOURCE_WORDS } from '../../words.ts';
import { APP_WORDS } from './facets.ts';

/** A tenant-wide grant that lacks wanted scopes, or is not there. */
export interface ConsentGap {
  readonly granted: readonly string[];
  readonly missing: readonly string[];
  /** Whether the resource publishes the missing scopes. Graph may accept a grant of others too (facts: graph.md §7). */
  readonly published: boolean;
  /** Scopes that single users consented to, which makes testers believe that consent is there. */
  readonly perUser: readonly string[];
}

/** An API and the scopes that it publishes. */
export interface ConsentResource {
  readonly objectId: ServicePrincipalId;
  readonly scopes: readonly string[];
}

/** The wanted scopes that no tenant-wide grant on the resource covers. Compared without case (facts: graph.md §1.9). */
export function consentGaps(
  grants: readonly Grant[],
  resource: ConsentResource | null,
  wanted: readonly string[],
): readonly ConsentGap[] {
  const granted = tenantWideScopes(grants, resource?.objectId);
  const perUser = scopesOn(grants, resource?.objectId, 'Principal');
  const missing = wanted.filter((scope) => !holds(granted, scope));
  const gapOf = (published: boolean): readonly ConsentGap[] => {
    const these = missing.filter((scope) => holds(resource?.scopes ?? [], scope) === published);
    return these.length === 0 ? [] : [{ granted, missing: these, published, perUser }];
  };
  return [...gapOf(true), ...gapOf(false)];
}

/** Every scope of the resource that is granted for the whole tenant. */
export function tenantWideScopes(
  grants: readonly Grant[],
  resourceId: ServicePrincipalId | undefined,
): readonly string[] {
  return scopesOn(grants, resourceId, 'AllPrincipals');
}

function scopesOn(
  grants: readonly Grant[],
  resourceId: ServicePrincipalId | undefined,
  type: Grant['consentType'],
): readonly string[] {
  return grants
    .filter((grant) => grant.resourceId === resourceId && grant.consentType === type)
    .flatMap(({ scopes }) => scopes);
}

function holds(scopes: readonly string[], scope: string): boolean {
  return scopes.some((one) => one.toLowerCase() === scope.toLowerCase());
}

export function explainConsent(app: AppWord, resource: string, { missing, perUser }: ConsentGap): string {
  const some = missing.some((scope) => holds(perUser, scope)) ? ' Only single users have consented.' : '';
  return `${APP_WORDS[app]} has no tenant-wide grant for ${missing.join(', ')} on ${resource}.${some}`;
}

/** Consent for every user is granted only where the blueprint allows it; else it is left to an administrator. */
export function consentRemedy(
  app: AppWord,
  resource: ResourceWord,
  gap: ConsentGap,
  blueprint: Blueprint,
): Remedy {
  if (!gap.published) {
    return {
      by: 'you',
      summary: `Have ${gap.missing.join(', ')} published on ${RESOURCE_WORDS[resource]}, or correct the name, before it is consented to`,
    };
  }
  if (!blueprint.grantAdminConsent) {
    return {
      by: 'admin',
      summary: `Grant admin consent to ${APP_WORDS[app]} for ${gap.missing.join(', ')}`,
      command: 'entra-mcp-setup apply --grant-admin-consent --yes',
    };
  }
  return {
    by: 'us',
    change: { kind: 'grant-consent', app, resource, before: gap.granted, scopes: gap.missing },
  };
}
