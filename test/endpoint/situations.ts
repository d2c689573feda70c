import type { Blueprint } from '../../src/core/blueprint.ts';
import type { CheckId } from '../../src/core/check.ts';
import { ENDPOINT_CHECKS } from '../../src/core/checks/endpoint/index.ts';
import { judge } from '../../src/core/judge.ts';
import type { Verdict } from '../../src/core/report.ts';
import { type Application, facetOf, read, type Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { healthyTenant, MOMENT } from '../support/tenants.ts';
import {
  AT_PATH,
  CONFIGURATION,
  ISSUER,
  json,
  type Page,
  URL_OF_CLIENTS,
  unauthorized,
  visit,
} from './web.ts';

export const SCOPE = `api://${IDS.server.appId}/access`;
export const DOCUMENT = {
  resource: URL_OF_CLIENTS,
  authorization_servers: [ISSUER],
  scopes_supported: [SCOPE],
};
export const CHALLENGE = `Bearer resource_metadata="${AT_PATH}", scope="${SCOPE}"`;
export const PAGES: Readonly<Record<string, Page>> = {
  [URL_OF_CLIENTS]: unauthorized(CHALLENGE),
  [AT_PATH]: json(DOCUMENT),
  [CONFIGURATION]: json({ issuer: ISSUER, code_challenge_methods_supported: ['S256'] }),
};

/** The server published directly: its address is an Application ID URI. */
export const PUBLISHED = withUris([`api://${IDS.server.appId}`, URL_OF_CLIENTS]);

export function withUris(identifierUris: readonly string[]): Tenant {
  const tenant = healthyTenant();
  const application = facetOf(tenant, 'serverApplication');
  return { ...tenant, serverApplication: read({ ...(application as Application), identifierUris }) };
}

export interface Situation {
  readonly pages?: Readonly<Record<string, Page>>;
  readonly tenant?: Tenant;
  readonly blueprint?: Blueprint;
}

export async function verdictsIn({
  pages = {},
  tenant = PUBLISHED,
  blueprint = BLUEPRINT,
}: Situation): Promise<readonly Verdict[]> {
  const { endpoint } = await visit({ ...PAGES, ...pages }, blueprint);
  return judge(ENDPOINT_CHECKS, blueprint, { ...tenant, endpoint: read(endpoint) }, MOMENT).map(
    ({ verdict }) => verdict,
  );
}

export async function verdictOf(id: CheckId, situation: Situation): Promise<Verdict | undefined> {
  return (await verdictsIn(situation)).find((verdict) => verdict.id === id);
}

export const document = (change: object): Situation => ({
  pages: { [AT_PATH]: json({ ...DOCUMENT, ...change }) },
});
export const gateway = new URL(BLUEPRINT.gateway.callbackUrl).origin;
export const atGateway = (metadata: object): Situation => ({
  pages: {
    [AT_PATH]: json({ resource: URL_OF_CLIENTS, authorization_servers: [gateway] }),
    [`${gateway}/.well-known/oauth-authorization-server`]: json(metadata),
  },
});
