import type { PracticeState } from '../state.ts';
import { assertTenantSegment } from './clients.ts';
import type { TokenExchange } from './exchange.ts';
import { signingKeyOf } from './signing.ts';

const GRAPH_HOSTS: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': 'graph.microsoft.com',
  'login.microsoftonline.us': 'graph.microsoft.us',
  'login.partner.microsoftonline.cn': 'microsoftgraph.chinacloudapi.cn',
};

/** The OpenID Connect document. A wrong tenant fails here already, before any sign-in (facts: graph.md §4). */
export function openIdConfiguration(exchange: TokenExchange): object {
  assertTenantSegment(exchange);
  const { host, tenant, directory } = exchange;
  const isShared = ['common', 'organizations'].includes(tenant.toLowerCase());
  const id = isShared ? '{tenantid}' : directory.state.tenant.id;
  const base = `https://${host}/${isShared ? tenant : id}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `https://${host}/${id}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: host.split('.').slice(1).join('.'),
    msgraph_host: GRAPH_HOSTS[host] ?? 'graph.microsoft.com',
  };
}

/** Which hosts are one cloud; MSAL asks it for authorities it does not know. */
export function instanceDiscovery(host: string): object {
  const aliases = [host];
  return {
    tenant_discovery_endpoint: `https://${host}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases }],
  };
}

export async function publicKeys(state: PracticeState): Promise<object> {
  const { kid, publicJwk } = await signingKeyOf(state);
  return { keys: [{ ...publicJwk, use: 'sig', kid, x5t: kid }] };
}
