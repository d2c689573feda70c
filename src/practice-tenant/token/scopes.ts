import { type Principal, principalByResourceName } from '../principals.ts';
import { GRAPH_RESOURCES, MICROSOFT_GRAPH_APP_ID } from '../well-known.ts';
import { resourceDisabled } from './aadsts.ts';
import type { AadstsError } from './aadsts-error.ts';
import {
  defaultScopeMixed,
  resourceNotFound,
  resourceParameterMismatch,
  scopeMalformed,
  scopeNotOnResource,
  scopesOfSeveralResources,
  scopeUnknown,
} from './aadsts-requests.ts';
import type { TokenExchange } from './exchange.ts';

const OIDC_SCOPES: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** What a request's `scope` asks for: one resource, and permissions on it by name or all that were granted. */
export interface Wanted {
  readonly resource: Principal;
  /** The resource as the request spelled it; becomes `aud` of a v1 token. */
  readonly identifier: string;
  readonly names: readonly string[] | 'default';
  readonly oidc: readonly string[];
}

interface Part {
  readonly identifier: string;
  readonly name: string;
}

/** `<identifier>/<name>`; a bare name is Microsoft Graph's (facts: troubleshooting.md §2.5). */
function partOf(text: string, graph: string): Part {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return { identifier: graph, name: text };
  const identifier = text.slice(0, slash);
  return {
    identifier: identifier.endsWith('/') ? identifier.slice(0, -1) : identifier,
    name: text.slice(slash + 1),
  };
}

/** Graph's own address in the cloud of the token endpoint. */
function graphFor(host: string): string {
  if (host.endsWith('.us')) return GRAPH_RESOURCES[1] ?? '';
  if (host.endsWith('.cn')) return GRAPH_RESOURCES[3] ?? '';
  return GRAPH_RESOURCES[0] ?? '';
}

function resourceOf(exchange: TokenExchange, identifier: string): Principal {
  const { directory } = exchange;
  const resource = principalByResourceName(directory, identifier);
  if (resource === null) throw resourceNotFound(identifier, directory.state.tenant.displayName);
  if (!resource.record.accountEnabled) throw resourceDisabled(identifier);
  return resource;
}

/** Which endpoint asks: the same mistake has another number at each. */
export type TokenEndpointName = 'authorize' | 'token';

function assertParts(parts: readonly Part[], scope: string, endpoint: TokenEndpointName): void {
  if (parts.some(({ identifier, name }) => identifier === '' || name === '')) throw scopeMalformed(scope);
  const defaults = parts.filter(({ name }) => name === '.default');
  if (defaults.length > 0 && defaults.length < parts.length) throw defaultScopeMixed(scope);
  const identifiers = new Set(parts.map(({ identifier }) => identifier.toLowerCase()));
  if (identifiers.size > 1) throw scopesOfSeveralResources(endpoint === 'token' ? 28000 : 700022, scope);
}

/**
 * Refuses a `resource` (RFC 8707) that is not, byte for byte, an App ID URI of the application that owns the scopes
 * (anthropics/claude-code#73460; a slash more is another text: anthropics/claude-code#52871).
 */
function assertResourceParameter(exchange: TokenExchange, resource: Principal): void {
  const named = exchange.form.get('resource');
  if (named === null || resource.identifierUris.includes(named)) return;
  throw resourceParameterMismatch();
}

export function wantedFrom(exchange: TokenExchange, scope: string, endpoint: TokenEndpointName): Wanted {
  const words = scope.split(/\s+/).filter((word) => word !== '');
  const oidc = words.filter((word) => OIDC_SCOPES.has(word));
  const graph = graphFor(exchange.host);
  const parts = words.filter((word) => !OIDC_SCOPES.has(word)).map((word) => partOf(word, graph));
  assertParts(parts, scope, endpoint);
  const identifier = parts[0]?.identifier ?? graph;
  const resource = resourceOf(exchange, identifier);
  assertResourceParameter(exchange, resource);
  const names = parts[0]?.name === '.default' ? 'default' : parts.map(({ name }) => name);
  return { resource, identifier, names, oidc };
}

function unknownScope(client: Principal, wanted: Wanted, name: string, asked: ScopeRequest): AadstsError {
  return asked.endpoint === 'authorize'
    ? scopeNotOnResource(client.displayName, name, wanted.resource.appId)
    : scopeUnknown(asked.scope);
}

export interface ScopeRequest {
  readonly scope: string;
  readonly endpoint: TokenEndpointName;
}

/** Refuses names that the resource does not publish as enabled scopes. */
export function assertScopesExist(client: Principal, wanted: Wanted, asked: ScopeRequest): void {
  if (wanted.names === 'default') return;
  const published = wanted.resource.scopes.filter((scope) => scope.isEnabled).map((scope) => scope.value);
  const missing = wanted.names.find(
    (name) => !published.some((value) => value?.toLowerCase() === name.toLowerCase()),
  );
  if (missing !== undefined) throw unknownScope(client, wanted, missing, asked);
}

export const isGraph = (principal: Principal): boolean => principal.appId === MICROSOFT_GRAPH_APP_ID;
