import { type Blueprint, clientUrlOf, fullScopeFor } from './blueprint.ts';
import { CLOUDS } from './cloud.ts';
import { type AppId, asId } from './ids.ts';

/** What became of one thing that was asked for over the network. */
export type Fetched<Value> =
  | { readonly state: 'answered'; readonly value: Value }
  /** It is certain that it cannot be had: the host is unknown, the connection refused, the document not there. */
  | { readonly state: 'refused'; readonly because: string }
  /** It could not be looked at: no answer in time, or the limit of requests was reached. */
  | { readonly state: 'silent'; readonly because: string }
  /** It rests on something that is missing, or on a host that is none of ours to ask. */
  | { readonly state: 'not-asked'; readonly because: string };

/** The `Bearer` part of a `WWW-Authenticate` header (RFC 6750, RFC 9728 part 5.1). */
export interface BearerChallenge {
  readonly resourceMetadata: string | null;
  readonly scope: string | null;
}

/** What the address said to an `initialize` request. */
export interface AddressAnswer {
  readonly status: number;
  readonly wwwAuthenticate: string | null;
  readonly challenge: BearerChallenge | null;
  /** Where a redirect pointed that was not followed. */
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
  /** Its content type where that is not JSON's; clients read it all the same. */
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

/** The members in the order in which they are shown. */
export interface WantedDocument {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly string[];
}

/** The RFC 9728 document as this set-up wants it served, where, and the header that leads there. */
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

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Where the RFC 9728 document of a URL is sought when no header names it: at the path, then at the root. */
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

/** Who an authorization server is. The gateway is who serves the endpoint, or whom `callbackUrl` names. */
export function serverKindOf(issuer: string, blueprint: Blueprint): ServerKind {
  if (!URL.canParse(issuer)) return 'other';
  const { host } = new URL(issuer);
  if (host === new URL(CLOUDS[blueprint.cloud].authority).host) return 'entra';
  const ours = [clientUrlOf(blueprint) ?? '', blueprint.gateway.callbackUrl];
  return ours.some((one) => URL.canParse(one) && new URL(one).host === host) ? 'gateway' : 'other';
}

/** The addresses of Entra for every tenant, which a server of one tenant never means. */
const SHARED: readonly string[] = ['common', 'organizations', 'consumers'];

/** True for an issuer of Entra that stands for every tenant. */
export function isShared({ issuer, kind }: Pick<AuthorizationServer, 'issuer' | 'kind'>): boolean {
  if (kind !== 'entra') return false;
  const [tenant = ''] = new URL(issuer).pathname.slice(1).toLowerCase().split('/');
  return SHARED.includes(tenant);
}

/** The authorization servers that clients are meant to use: a shared address beside another is a slip. */
export function meantServers(servers: readonly AuthorizationServer[]): readonly AuthorizationServer[] {
  const meant = servers.filter((server) => !isShared(server));
  return meant.length > 0 ? meant : servers;
}

/** True where clients sign in at Entra itself. */
export function isDirect({ servers }: Pick<Endpoint, 'servers'>): boolean {
  return meantServers(servers).some(({ kind }) => kind === 'entra');
}

/** Scopes of OpenID Connect, which belong to no app. */
const OIDC_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

export function isOidcScope(scope: string): boolean {
  return OIDC_SCOPES.includes(scope);
}

/** What is known of the tenant and the server app when the document is written; null stands as a placeholder. */
export interface MetadataIds {
  readonly tenantId: string | null;
  readonly serverAppId: AppId | null;
}

const UNKNOWN_APP = asId<AppId>('<app id of MCP Server API>');

/** The tenant's own v2.0 issuer: the one value that tokens and metadata agree on. */
export function entraIssuer({ cloud }: Pick<Blueprint, 'cloud'>, tenantId: string): string {
  return `${CLOUDS[cloud].authority}/${tenantId}/v2.0`;
}

/** The document to serve. A gateway that is the authorization server itself names its scopes itself. */
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
