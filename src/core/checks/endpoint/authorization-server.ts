import type { Blueprint } from '../../blueprint.ts';
import { CLOUDS } from '../../cloud.ts';
import { type AuthorizationServer, type Endpoint, entraIssuer, isDirect, isShared } from '../../endpoint.ts';
import { parseUrl } from '../../parse-url.ts';
import type { Organization } from '../../tenant.ts';
import { defineEndpointCheck, notAnswered, SHOW_METADATA } from './shared.ts';

type Wrong = 'none' | 'shared' | 'version-1' | 'other-tenant' | 'other-cloud' | 'spelling' | 'stranger';

interface Evidence {
  /** The entry that is wrong; null where there is none at all. */
  readonly issuer: string | null;
  readonly wrong: Wrong;
  /** The list to serve. */
  readonly wanted: readonly string[];
}

/** Single-tenant apps sign in at their own tenant; what the shared addresses announce no client accepts (facts: mcp.md §1). */
export const authorizationServer = defineEndpointCheck<'endpoint' | 'organization', Evidence>({
  id: 'endpoint.authorization-server',
  title: "The authorization server is the tenant's own v2.0 issuer, or the gateway",
  severity: 'error',
  link: 'discovery',
  why: 'Clients sign in where this entry sends them. The shared addresses refuse apps of one tenant, and tokens of v1 or of another tenant are refused by the server.',
  explains: ['50194'],
  reads: ['endpoint', 'organization'],
  expected: (blueprint, { endpoint, organization }) => {
    const [only = null, ...others] = wantedServers(blueprint, endpoint, organization);
    return others.length === 0 ? only : [only, ...others];
  },
  find: (blueprint, { endpoint, organization }) => {
    const { metadata, servers } = endpoint;
    if (metadata.state !== 'answered') return notAnswered(metadata);
    const wanted = wantedServers(blueprint, endpoint, organization);
    if (servers.length === 0) return [{ issuer: null, wrong: 'none', wanted }];
    return servers.flatMap((server) => {
      const wrong = wrongWith(server, organization, blueprint);
      return wrong === null ? [] : [{ issuer: server.issuer, wrong, wanted }];
    });
  },
  actual: (evidence) => evidence.flatMap(({ issuer }) => (issuer === null ? [] : [issuer])),
  explain: ({ issuer, wrong }) =>
    issuer === null ? 'The metadata names no authorization server.' : WORDS[wrong](issuer),
  remedy: ({ wrong, wanted }) => ({
    by: 'you',
    summary: `Serve "authorization_servers": ${JSON.stringify(wanted)}${wrong === 'stranger' ? ', or name the host of the gateway in gateway.callbackUrl' : ''}`,
    command: SHOW_METADATA,
  }),
});

/** The gateways that are named already, where clients are meant to sign in there; else the tenant's own issuer. */
function wantedServers(
  blueprint: Blueprint,
  endpoint: Endpoint | null,
  { tenantId }: Organization,
): readonly string[] {
  const { servers } = endpoint ?? { servers: [] };
  const gateways = servers.filter(({ kind }) => kind === 'gateway').map(({ issuer }) => issuer);
  return isDirect({ servers }) || gateways.length === 0 ? [entraIssuer(blueprint, tenantId)] : gateways;
}

const WORDS: Readonly<Record<Wrong, (issuer: string) => string>> = {
  none: () => 'The metadata names no authorization server.',
  shared: (issuer) =>
    `${issuer} is the address for every tenant; apps of one tenant are refused there with AADSTS50194.`,
  'version-1': (issuer) => `${issuer} is the issuer of v1 tokens.`,
  'other-tenant': (issuer) => `${issuer} is the issuer of another tenant.`,
  'other-cloud': (issuer) => `${issuer} is the sign-in service of another cloud.`,
  spelling: (issuer) => `${issuer} is not spelled as an issuer is.`,
  stranger: (issuer) => `${issuer} is neither this tenant nor the gateway.`,
};

function wrongWith(
  server: AuthorizationServer,
  organization: Organization,
  { cloud }: Blueprint,
): Wrong | null {
  const { issuer, kind } = server;
  if (kind === 'gateway') return null;
  if (kind === 'other') return strangerIn(issuer);
  const { pathname } = new URL(issuer);
  const [tenant = '', version] = pathname.slice(1).toLowerCase().split('/');
  if (isShared(server)) return 'shared';
  const own = [organization.tenantId, ...organization.verifiedDomains].map((name) => name.toLowerCase());
  if (!own.includes(tenant)) return 'other-tenant';
  if (version !== 'v2.0') return 'version-1';
  return issuer.toLowerCase() === `${CLOUDS[cloud].authority}/${tenant}/v2.0` ? null : 'spelling';
}

function strangerIn(issuer: string): Wrong {
  const host = parseUrl(issuer)?.host;
  if (host === undefined) return 'spelling';
  if (host === 'sts.windows.net') return 'version-1';
  const signInHosts = Object.values(CLOUDS).map(({ authority }) => new URL(authority).host);
  return signInHosts.includes(host) ? 'other-cloud' : 'stranger';
}
