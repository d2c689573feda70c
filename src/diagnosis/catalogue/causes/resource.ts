import { seenReplicating, setupIsFresh } from '../../evidence/replication.ts';
import { resourceIsSent, resourceIsUnregistered } from '../../evidence/request.ts';
import {
  resourceCutShort,
  resourceIsServerUrl,
  resourceIsWhole,
  resourceLooksLikeUrl,
  resourceMisspelled,
} from '../../evidence/resource.ts';
import { scopeNotExposed, scopeWithoutResource } from '../../evidence/scope.ts';
import { cause } from '../entry.ts';
import { byApply, byHand } from '../fixes.ts';

const isNotOnlyWording = ({ problem }: Readonly<Record<string, unknown>>): boolean => problem !== 'texts';

/** The URI is missing altogether: one in another spelling is a cause of its own. */
const isNotRespelled = ({ respelled }: Readonly<Record<string, unknown>>): boolean =>
  !Array.isArray(respelled) || respelled.length === 0;

export const IDENTIFIER_URI_MISSING = cause(
  'identifier-uri-missing',
  'The Application ID URI that the chain uses is not registered on {server}',
  byApply('Register {identifierUri} on {server}', 'server', 'ExposeAnApi'),
  { check: 'server-api.identifier-uri', checkMeans: isNotRespelled, resource: 'server' },
);

export const RESOURCE_MISSPELLED = cause(
  'resource-misspelled',
  'The scope begins with another spelling of the Application ID URI: a typo, a lost api://, a lost part at the end',
  byHand('Send {scope}, character for character', 'server', 'ExposeAnApi'),
  { evidence: resourceMisspelled },
);

export const RESOURCE_CUT_SHORT = cause(
  'resource-cut-short',
  'The scope was put together from a setting that is empty, so only a piece of the Application ID URI is left',
  byHand('Fill in the setting; the whole scope is {scope}'),
  { sign: resourceCutShort, evidence: resourceIsWhole },
);

export const RESOURCE_IS_URL = cause(
  'resource-is-server-url',
  'The address of the MCP server or gateway was used as the prefix of the scope, and no app is registered under it',
  byHand(
    'Advertise and request {scope}; an https address works only once it is an Application ID URI',
    'server',
    'ExposeAnApi',
  ),
  { evidence: resourceIsServerUrl, names: 'any', sign: resourceLooksLikeUrl },
);

export const URI_CHANGED_JUST_NOW = cause(
  'uri-changed-just-now',
  'The Application ID URI or the service principal is only minutes old and not yet known everywhere',
  byHand('Wait a few minutes and try again'),
  {
    sign: setupIsFresh,
    evidence: seenReplicating,
    follows: [
      'identifier-uri-missing',
      'server-principal-missing',
      'server-app-missing',
      'resource-misspelled',
    ],
  },
);

export const SCOPE_NOT_EXPOSED = cause(
  'scope-not-exposed',
  'The scope asked for is not one that {server} exposes: it is missing, disabled, or named otherwise',
  byApply('Expose {scopeName} on {server}, and request {scope}', 'server', 'ExposeAnApi'),
  { check: 'server-api.scope', checkMeans: isNotOnlyWording, resource: 'server', evidence: scopeNotExposed },
);

export const SCOPE_WITHOUT_RESOURCE = cause(
  'scope-without-resource',
  'The scope was sent by its bare name, which Entra looks up on Microsoft Graph; some clients lose the prefix when they reconnect',
  byHand('Send the whole scope, {scope}', 'server', 'ExposeAnApi'),
  { evidence: scopeWithoutResource, resource: 'graph' },
);

export const RESOURCE_PARAMETER = cause(
  'resource-parameter-sent',
  'The MCP client adds a resource parameter with the address of the server, which is not the Application ID URI of {server}',
  byHand(
    'Let the gateway drop the parameter, or switch it off in the client (mcp-remote: --disable-resource-parameter)',
  ),
  { sign: resourceIsSent, evidence: resourceIsUnregistered },
);
