import { type Blueprint, clientUrlOf, fullScopeFor } from './blueprint.ts';
import { CLOUDS, MULTI_TENANT_PATHS } from './cloud.ts';
import { type AppId, asId } from './ids.ts';
import { parseUrl } from './parse-url.ts';

/** The outcome of one request, or of several of which one had to succeed. */
export type Fetched<Value> =
  | { readonly state: 'answered'; readonly value: Value }
  /** Definitely not to be had: the host is unknown, the connection was refused, the document is not there. */
  | { readonly state: 'refused'; readonly because: string }
  /** Not known: no answer came in time, or the limit of requests was reached. */
  | { readonly state: 'silent'; readonly because: string }
  /** Not requested: an answer that it depends on is missing, or its host is one that is not to be contacted. */
  | { readonly state: 'not-asked'; readonly because: string };

/** The `Bearer` part of a `WWW-Authenticate` header (RFC 6750, RFC 9728 part 5.1). */
export interface BearerChallenge {
  readonly resourceMetadata: string | null;
  readonly scope: string | null;
}

/** The response to an MCP `initialize` request. */
export interface AddressAnswer {
  readonly status: number;
  readonly wwwAuthenticate: string | null;
  readonly challenge: BearerChallenge | null;
  /** Target of a redirect, which was not followed; null where there was none. */
  readonly location: string | null;
}

/** True for a status that speaks of the moment and not of the server: too many requests, or none taken just now. */
export function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}

/** A metadata document with the address that it was found at. */
export interface FoundDocument<Document> {
  readonly url: string;
  readonly document: Document;
  /** Its content type where that is not JSON's, else null. It is read all the same, as clients do. */
  readonly oddContentType: string | null;
}

/** The members of an RFC 9728 document that clients go by; null where one is missing or of another type. */
export interface ResourceMetadata {
  readonly resource: string | null;
  readonly authorizationServers: readonly string[];
  readonly scopes: readonly string[] | null;
}

/** The members of authorization server metadata (RFC 8414, OpenID Connect Discovery) that clients go by. */
export interface ServerMetadata {
  readonly issuer: string | null;
  readonly codeChallengeMethods: readonly string[];
}

/** Who an entry of `authorization_servers` is: this cloud's sign-in service, the gateway, or somebody else. */
export type ServerKind = 'entra' | 'gateway' | 'other';

export interface AuthorizationServer {
  /** The entry, byte for byte. */
  readonly issuer: string;
  readonly kind: ServerKind;
  readonly metadata: Fetched<FoundDocument<ServerMetadata>>;
}

/** The RFC 9728 document, its members in the order in which they are printed. */
export interface WantedDocument {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly string[];
}

/** What the MCP server has to serve: the RFC 9728 document, its URL, and the header of the 401 that points to it. */
export interface WantedMetadata {
  readonly url: string;
  readonly document: WantedDocument;
  /** The value of `WWW-Authenticate`. */
  readonly header: string;
}

/** What the MCP server's address tells an MCP client, in the order in which clients read. */
export interface Endpoint {
  /** The URL that clients use. */
  readonly url: string;
  readonly withoutToken: Fetched<AddressAnswer>;
  readonly metadata: Fetched<FoundDocument<ResourceMetadata>>;
  readonly servers: readonly AuthorizationServer[];
  readonly withWorthlessToken: Fetched<AddressAnswer>;
  readonly wanted: WantedMetadata;
}

/** The scopes that the challenge of a 401 names, as they stand; none where there is no challenge. */
export function challengedScopes({ withoutToken }: Pick<Endpoint, 'withoutToken'>): readonly string[] {
  const answer = withoutToken.state === 'answered' ? withoutToken.value : null;
  return answer?.challenge?.scope?.match(/\S+/g) ?? [];
}

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** The URLs at which clients look for the RFC 9728 document when no header names one: below the path, then at the root. */
export function resourceMetadataUrls(url: string): readonly string[] {
  const { origin, pathname, search } = new URL(url);
  const path = pathname.replace(/\/$/, '');
  return [...new Set([`${origin}${WELL_KNOWN}${path}${search}`, `${origin}${WELL_KNOWN}`])];
}

/** The three addresses of an authorization server's metadata, as clients try them; two where the issuer has no path. */
export function serverMetadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    ...new Set([
      `${origin}/.well-known/oauth-authorization-server${path}`,
      `${origin}/.well-known/openid-configuration${path}`,
      `${origin}${path}/.well-known/openid-configuration`,
    ]),
  ];
}

/** Classifies an issuer by its host. The gateway's is that of the URL for clients or of `callbackUrl`. */
export function serverKindOf(issuer: string, blueprint: Blueprint): ServerKind {
  const host = parseUrl(issuer)?.host;
  if (host === undefined) return 'other';
  if (host === new URL(CLOUDS[blueprint.cloud].authority).host) return 'entra';
  const ours = [clientUrlOf(blueprint) ?? '', blueprint.gateway.callbackUrl];
  return ours.some((one) => parseUrl(one)?.host === host) ? 'gateway' : 'other';
}

/** True for Entra's issuers that stand for many tenants, which the server of one tenant never means. */
export function isShared({ issuer, kind }: Pick<AuthorizationServer, 'issuer' | 'kind'>): boolean {
  if (kind !== 'entra') return false;
  const [tenant = ''] = new URL(issuer).pathname.slice(1).toLowerCase().split('/');
  return MULTI_TENANT_PATHS.includes(tenant);
}

/** The authorization servers that clients are meant to use: multi-tenant issuers listed beside another are a mistake and left out. */
export function intendedServers(servers: readonly AuthorizationServer[]): readonly AuthorizationServer[] {
  const meant = servers.filter((server) => !isShared(server));
  return meant.length > 0 ? meant : servers;
}

/** True where clients sign in at Entra itself. */
export function isDirect({ servers }: Pick<Endpoint, 'servers'>): boolean {
  return intendedServers(servers).some(({ kind }) => kind === 'entra');
}

/** Scopes of OpenID Connect, which belong to no app. */
const OIDC_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

export function isOidcScope(scope: string): boolean {
  return OIDC_SCOPES.includes(scope);
}

/** Ids that go into the document; for null it has a placeholder. */
export interface MetadataIds {
  readonly tenantId: string | null;
  readonly serverAppId: AppId | null;
}

const UNKNOWN_APP = asId<AppId>('<app id of MCP Server API>');

/** The tenant's own v2.0 issuer: the one value that tokens and metadata agree on. */
export function entraIssuer({ cloud }: Pick<Blueprint, 'cloud'>, tenantId: string): string {
  return `${CLOUDS[cloud].authority}/${tenantId}/v2.0`;
}

/**
 * What to serve for `resource`, the URL that clients use. `gateways` are the issuers of gateways that are themselves the
 * authorization server; those announce their own scopes, so the document then names none.
 */
export function wantedMetadata(
  blueprint: Blueprint,
  resource: string,
  { tenantId, serverAppId }: MetadataIds,
  gateways: readonly string[] = [],
): WantedMetadata {
  const [url = ''] = resourceMetadataUrls(resource);
  const scope = fullScopeFor(blueprint, serverAppId ?? blueprint.serverApi.appId ?? UNKNOWN_APP);
  const behindGateway = gateways.length > 0;
  const servers = behindGateway ? gateways : [entraIssuer(blueprint, tenantId ?? '<tenant id>')];
  return {
    url,
    document: {
      resource,
      authorization_servers: servers,
      ...(behindGateway ? {} : { scopes_supported: [scope] }),
      bearer_methods_supported: ['header'],
    },
    header: `Bearer resource_metadata="${url}"${behindGateway ? '' : `, scope="${scope}"`}`,
  };
}
