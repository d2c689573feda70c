import type { PasswordRestriction, PracticeBehaviour } from '../state-settings.ts';
import type { Breaker, Breakers } from './breaker.ts';
import { faultEdit } from './edits.ts';
import { targetApp } from './targets.ts';

function behave<Name extends keyof PracticeBehaviour>(name: Name, value: PracticeBehaviour[Name]): Breaker {
  return ({ state }) => [faultEdit(state, ['behaviour', name], value)];
}

function forbid(
  restrictionType: PasswordRestriction['restrictionType'],
  maxLifetime: string | null,
): Breaker {
  const restriction: PasswordRestriction = {
    restrictionType,
    state: 'enabled',
    maxLifetime,
    restrictForAppsCreatedAfterDateTime: null,
  };
  return ({ state }) => {
    const { passwordCredentials } = state.policies.appManagement;
    const path = ['policies', 'appManagement', 'passwordCredentials'];
    return [faultEdit(state, path, [...passwordCredentials, restriction])];
  };
}

/** The policy that allows default URIs only, without Microsoft's exemption for apps that receive v2 tokens. */
const onlyDefaultUris: Breaker = ({ state }) => [
  faultEdit(state, ['policies', 'appManagement', 'nonDefaultUriAddition'], {
    state: 'enabled',
    excludeAppsReceivingV2Tokens: false,
    excludeSaml: true,
    isStateSetByMicrosoft: false,
    restrictForAppsCreatedAfterDateTime: null,
  }),
];

/** Device codes are refused on the page. They expire soon, so that practice need not wait the usual quarter of an hour. */
const blockedOnThePage: Breaker = ({ state }) => [
  faultEdit(state, ['behaviour', 'deviceCode'], 'blocked-on-page'),
  faultEdit(state, ['behaviour', 'deviceCodeLifetime'], 20),
];

/**
 * Only Entra minds a scope without its app, so that a server behind the gateway is published directly: with the address
 * as an Application ID URI, where it is known.
 */
const bareScopes: Breaker = ({ state, target }) => {
  const edits = [faultEdit(state, ['behaviour', 'endpointScopes'], 'bare')];
  const { mcpUrl } = target;
  if (mcpUrl === undefined) return edits;
  const { id, identifierUris } = targetApp(state, 'server', target);
  const uris = [...new Set([...identifierUris, mcpUrl])];
  return [...edits, faultEdit(state, ['applications', `#${id}`, 'identifierUris'], uris)];
};

/** Faults of the tenant itself. */
export const BEHAVIOUR_BREAKERS = {
  'upsert-refused': behave('upsert', 'refused'),
  'blocked-on-the-page': blockedOnThePage,
  'device-code-blocked': behave('deviceCode', 'blocked'),
  'secrets-forbidden': forbid('passwordAddition', null),
  'slow-replication': behave('replication', 'slow'),
  throttled: behave('throttling', 'frequent'),
  'secret-lifetime-capped': forbid('passwordLifetime', 'P180D'),
  'identifier-uri-policy': onlyDefaultUris,
  'no-consent-role': ({ state }) => [faultEdit(state, ['signedInUser'], 'dev@contoso.com')],
  'browser-blocked': behave('browser', 'blocked'),
  'interaction-required': behave('onBehalfOf', 'interaction-required'),
  'unlicensed-sign-ins': behave('signInLog', 'unlicensed'),
  'reads-forbidden': behave('directoryReads', 'forbidden'),
  'declined-sign-in': behave('deviceCode', 'declined'),
  'endpoint-no-challenge': behave('endpointChallenge', 'missing'),
  'endpoint-no-metadata': behave('endpointMetadata', 'missing'),
  'endpoint-other-resource': behave('endpointResource', 'other'),
  'endpoint-common-issuer': behave('endpointIssuer', 'common'),
  'endpoint-bare-scopes': bareScopes,
  'endpoint-accepts-anything': behave('endpointTokens', 'unchecked'),
  'endpoint-slash': behave('endpointResource', 'slash'),
} as const satisfies Breakers;
