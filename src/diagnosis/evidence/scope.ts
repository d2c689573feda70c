import { isOidcScope } from '../../core/endpoint.ts';
import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf, readFacet, same } from './facets.ts';
import { says } from './says.ts';

/** The name of a scope without the resource before it. */
function bareName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1);
}

/** Whether a scope of the server was sent without its resource, so that Entra looked for it on Microsoft Graph (facts: troubleshooting.md §2.5). */
export const scopeWithoutResource: CauseTest = ({ failure: { scopes }, knowledge, named: { resource } }) => {
  const server = applicationOf(knowledge, 'server');
  if (resource !== 'graph' || server === null) return null;
  const ours = scopes.find((scope) => server.scopes.some(({ value }) => same(value, scope)));
  if (ours !== undefined)
    return proved(`${ours} is a scope of {server}, but was looked up on Microsoft Graph.`);
  return scopes.length === 0 ? null : refuted(`${scopes.join(' ')} is no scope of {server}.`);
};

/** Whether the request names the server's scope without its resource, which only a client does. */
export function asksOurScope({ failure: { scopes }, knowledge: { blueprint } }: Situation): boolean {
  return blueprint !== null && scopes.some((scope) => same(scope, blueprint.serverApi.scope.value));
}

/** A scope has the form of Graph's permissions, capitals with a full stop between, unlike the guide's own scope. */
export const writtenLikeGraph: Sign = ({ failure: { scopes } }) =>
  scopes.some((scope) => /^[A-Z]\w+\.[A-Z]/.test(bareName(scope)))
    ? `${scopes.join(' ')} is written like a permission of Microsoft Graph.`
    : null;

/** Whether the server exposes the scopes in the message; null without any, so that the check decides. */
export const scopeNotExposed: CauseTest = ({ failure: { scopes }, knowledge, named: { resource } }) => {
  if (resource === 'graph') return refuted('The scope was looked up on Microsoft Graph, not on {server}.');
  const server = applicationOf(knowledge, 'server');
  if (server === null || resource !== 'server' || scopes.length === 0) return null;
  const exposed = server.scopes.filter(({ isEnabled }) => isEnabled).map(({ value }) => value);
  const asked = scopes.map(bareName).filter((name) => !isOidcScope(name) && name !== '.default');
  const missing = asked.filter((name) => !exposed.some((value) => same(value, name)));
  if (asked.length === 0) return null;
  if (missing.length === 0) return refuted(`{server} exposes ${asked.join(', ')}.`);
  return proved(
    `The request asked for ${missing.join(', ')}; {server} exposes ${exposed.join(', ') || 'no enabled scope'}.`,
  );
};

/** Whether Microsoft Graph in this tenant lacks a permission that the server asked for. */
export const graphScopeUnknown: CauseTest = (situation) => {
  const { knowledge, named } = situation;
  const { scopes } = situation.failure;
  const graph = readFacet(knowledge, 'graphPrincipal');
  // Only the server uses Graph: what a client asks for there proves nothing about the server's permissions.
  const ours = named.app === 'server';
  if (named.resource !== 'graph' || !graph || !ours || scopes.length === 0) return null;
  const unknown = scopes.filter((scope) => !graph.scopes.some(({ value }) => same(value, bareName(scope))));
  if (asksOurScope(situation)) return refuted(`{scopeName} is the scope of {server}.`);
  if (unknown.length === 0) return refuted(`Microsoft Graph has ${scopes.join(', ')}.`);
  return proved(`Microsoft Graph has no permission named ${unknown.join(', ')}.`);
};

function asked({ failure }: Situation): string {
  return failure.scopes.join(' ');
}

export const defaultMixed: Sign = says(
  /scope (?:can't|cannot|can not) be combined/i,
  'The message says that .default was combined with named scopes.',
);

export const separatedByComma: Sign = (situation) =>
  asked(situation).includes(',') ? `The scope in the message holds a comma: ${asked(situation)}.` : null;

export const emptyResource: Sign = (situation) =>
  /(?:^|\s)\/\.default/.test(asked(situation)) || /scope '' /.test(situation.failure.excerpt)
    ? 'The scope in the message has no resource before the slash.'
    : null;

export const openidMissing: Sign = says(
  /openid scope is required/i,
  'The message says that openid is missing.',
);

export const offlineAccessAlone: Sign = ({ failure }) =>
  failure.scopes.length === 1 && failure.scopes[0] === 'offline_access'
    ? 'The only scope of the request is offline_access.'
    : null;

export const formatInvalid: Sign = says(
  /scope format is invalid/i,
  'The message says that the format of the scope is invalid.',
);

export const severalResources: Sign = ({ failure: { scopes } }) => {
  const resources = new Set(
    scopes.filter((scope) => scope.includes('/')).map((scope) => scope.slice(0, scope.lastIndexOf('/'))),
  );
  return resources.size > 1 ? `The scopes in the message belong to ${[...resources].join(' and ')}.` : null;
};

export const nothingButOidc: Sign = ({ failure: { scopes } }) =>
  scopes.length > 0 && scopes.every(isOidcScope) ? `The request asked for ${scopes.join(' ')} only.` : null;

/** What makes the scope string invalid for any API, in a sentence; null where nothing does. */
export function malformedScope(situation: Situation): string | null {
  const signs = [
    separatedByComma,
    defaultMixed,
    emptyResource,
    openidMissing,
    offlineAccessAlone,
    formatInvalid,
    severalResources,
  ];
  return signs.map((sign) => sign(situation)).find((said) => said !== null) ?? null;
}
