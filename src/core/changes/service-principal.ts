import { FACETS_OF } from '../app-facets.ts';
import { type AppId, type AppWord, asId, ENTERPRISE_TAG } from '../ids.ts';
import { facetOf, type ServicePrincipal } from '../tenant.ts';
import { APP_WORDS } from '../words.ts';
import type { OtherKind } from './definition.ts';
import { appIdIn, set } from './foreseen.ts';

export interface CreateServicePrincipal {
  readonly kind: 'create-service-principal';
  readonly app: AppWord;
}

export interface EnableServicePrincipal {
  readonly kind: 'enable-service-principal';
  readonly app: AppWord;
}

export const createServicePrincipal: OtherKind<CreateServicePrincipal> = {
  summary: ({ app }) => `Create the service principal of ${APP_WORDS[app]}`,
  describe: () => ({ before: null, after: { accountEnabled: true } }),
  simulate: (tenant, { app }) => {
    const { principal, grants, assignments } = FACETS_OF[app];
    const created: ServicePrincipal = {
      objectId: asId(`{${app}.servicePrincipalId}`),
      appId: appIdIn(tenant, app),
      accountEnabled: true,
      assignmentRequired: false,
    };
    return set(set(set(tenant, principal, created), grants, []), assignments, { any: false });
  },
};

export const enableServicePrincipal: OtherKind<EnableServicePrincipal> = {
  summary: ({ app }) => `Enable the service principal of ${APP_WORDS[app]}`,
  describe: () => ({ before: { accountEnabled: false }, after: { accountEnabled: true } }),
  simulate: (tenant, { app }) => {
    const { principal } = FACETS_OF[app];
    const before = facetOf(tenant, principal);
    return before === null ? tenant : set(tenant, principal, { ...before, accountEnabled: true });
  },
};

export function servicePrincipalBody(appId: AppId): object {
  return { appId, tags: [ENTERPRISE_TAG] };
}

export const ENABLED_BODY = { accountEnabled: true };
