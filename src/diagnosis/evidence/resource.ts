import { type CauseTest, proved, refuted, type Sign } from '../situation.ts';
import { applicationOf, comparableUri, same } from './facets.ts';

/** Whether the resource in the message is an Application ID URI of the server in another spelling. */
export const resourceMisspelled: CauseTest = ({ failure: { resource }, knowledge, serverAppId }) => {
  const uris = applicationOf(knowledge, 'server')?.identifierUris ?? [];
  if (resource === null || uris.length === 0) return null;
  if (uris.includes(resource) || same(resource, serverAppId))
    return refuted(`${resource} is registered on {server}.`);
  const meant = uris.find((uri) => comparableUri(uri) === comparableUri(resource));
  return meant === undefined
    ? null
    : proved(`The request named ${resource}; {server} is registered as ${meant}.`);
};

/** The part of the scope before its last slash, which Entra takes for the resource, has no name in it. */
export const resourceCutShort: Sign = ({ failure: { resource, excerpt } }) => {
  const cut = resource !== null && /^api:\/{0,2}$|^\/|^https?:\/{0,2}$/i.test(resource);
  if (cut)
    return `The resource in the message is only "${resource}": a setting that should hold the id is empty.`;
  return /named (?:api:\/{0,2}|\{\w{1,20}\}) was not found/i.test(excerpt)
    ? 'The resource in the message is no more than a prefix: a setting that should hold the id is empty.'
    : null;
};

/** Refutes that the resource is incomplete where it is the server's. */
export const resourceIsWhole: CauseTest = ({ named, failure: { resource } }) =>
  resource !== null && named.resource === 'server'
    ? refuted(`${resource} is the whole name of {server}.`)
    : null;

/** The resource is the URL of the MCP server, used in place of the Application ID URI. */
export const resourceIsServerUrl: CauseTest = ({
  failure: { resource },
  knowledge: { blueprint, tenant },
}) => {
  const endpoint = blueprint?.gateway.mcpServerEndpoint;
  if (tenant === null || resource === null || !endpoint) return null;
  return comparableUri(resource).startsWith(comparableUri(endpoint))
    ? proved(`${resource} is the address of the MCP server, not the Application ID URI of {server}.`)
    : null;
};

export const resourceLooksLikeUrl: Sign = ({ failure: { resource } }) =>
  resource !== null && /^https:/i.test(resource) && !/microsoft|windows\.net|azure/i.test(resource)
    ? `The resource in the message, ${resource}, is a web address.`
    : null;

/** The scope was written `<resource>./default`, which leaves a full stop at the end of the resource. */
export const resourceEndsInPoint: Sign = ({ failure: { resource, excerpt } }) => {
  const spelled = /\S\.\/default/.exec(excerpt)?.[0];
  if (spelled !== undefined) return 'The text spells ./default where /.default belongs.';
  return resource !== null && /[\w-]\.$/.test(resource)
    ? `The resource in the message, ${resource}, ends in a point.`
    : null;
};
