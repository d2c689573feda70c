import { isOidcScope } from '../../core/endpoint.ts';
import { type CauseTest, ourApp, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf } from './facets.ts';
import { says } from './says.ts';

/** Asks for the consent page although consent is there (facts: mcp.md §3). */
export const promptIsConsent: Sign = ({ failure: { request } }) =>
  request.prompt === 'consent' ? 'The request in the text carries prompt=consent.' : null;

export const isRefresh: Sign = says(/refresh/i, 'The text comes from the refresh of a token.');

export const resourceIsSent: Sign = ({ failure: { request } }) =>
  request.resource === null ? null : `The request sends resource=${request.resource}.`;

/** Whether the failure is about one of our apps. */
function isOurs(situation: Situation): boolean {
  return ourApp(situation) !== null || situation.named.resource === 'server';
}

/** Whether `resource` is an Application ID URI of the server, byte for byte, as Entra requires (facts: mcp.md §1). */
export const resourceIsUnregistered: CauseTest = (situation) => {
  const { resource } = situation.failure.request;
  const uris = applicationOf(situation.knowledge, 'server')?.identifierUris;
  if (resource === null || uris === undefined || !isOurs(situation)) return null;
  return uris.includes(resource)
    ? refuted(`${resource} is an Application ID URI of {server}.`)
    : proved(
        `The request sends resource=${resource}; {server} is registered as ${uris.join(', ') || 'nothing'}.`,
      );
};

export const addressIsV1: Sign = ({ failure: { request } }) =>
  request.isVersionOne ? 'The address in the text is /oauth2/authorize, without v2.0.' : null;

const BARE = /^[a-z][\w.-]*$/;

/** Scopes without their resource, as some MCP servers advertise them. Graph's permissions, which need none, begin with a capital. */
export const scopeIsBare: Sign = ({ failure: { scopes } }) => {
  const bare = scopes.filter((scope) => BARE.test(scope) && !isOidcScope(scope));
  return bare.length === 0 ? null : `The request asks for ${bare.join(' ')}, without the Application ID URI.`;
};

export const tenantIsShared: Sign = ({ failure: { request } }) =>
  /^(?:common|organizations|consumers)$/i.test(request.tenant ?? '')
    ? `The request goes to /${request.tenant}.`
    : null;

/** The message is about another API than Microsoft Graph, the only one that operators use. */
export const asksNoGraph: Sign = ({ failure: { resource }, named }) =>
  resource !== null && named.resource !== 'graph'
    ? `The message is about ${resource}, which no operator of this setup asks for.`
    : null;
