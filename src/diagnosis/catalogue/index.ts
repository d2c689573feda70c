import { ACCOUNT_ENTRIES } from './account.ts';
import { ANSWER_ENTRIES } from './answers.ts';
import { APPLICATION_ENTRIES } from './application.ts';
import { ASSERTION_ENTRIES } from './assertion.ts';
import { BEARER_ENTRIES } from './bearer.ts';
import { CHALLENGE_ENTRIES } from './challenge.ts';
import { CLIENT_TYPE_ENTRIES } from './client-type.ts';
import { CODE_REDEMPTION_ENTRIES } from './code-redemption.ts';
import { COMMAND_LINE_ENTRIES } from './command-line.ts';
import { CONDITIONAL_ACCESS_ENTRIES } from './conditional-access.ts';
import { CONSENT_ENTRIES, CONSENT_POLICY_ENTRIES } from './consent.ts';
import { CREDENTIAL_ENTRIES } from './credential.ts';
import { DEVICE_CODE_ENTRIES } from './device-code.ts';
import { DISCOVERY_ENTRIES } from './discovery.ts';
import type { Entry } from './entry.ts';
import { FEDERATED_ENTRIES } from './federated.ts';
import { FIELD_ENTRIES } from './field.ts';
import { GRAPH_ENTRIES } from './graph.ts';
import { GRAPH_ACCESS_ENTRIES } from './graph-access.ts';
import { GRAPH_TOKEN_ENTRIES } from './graph-token.ts';
import { LIBRARY_ENTRIES } from './libraries.ts';
import { MULTI_FACTOR_ENTRIES } from './multi-factor.ts';
import { NETWORK_ENTRIES } from './network.ts';
import { OAUTH_ENTRIES } from './oauth.ts';
import { PEOPLE_ENTRIES } from './people.ts';
import { PROXY_ENTRIES } from './proxies.ts';
import { REDIRECT_ENTRIES } from './redirect.ts';
import { REFUSAL_ENTRIES } from './refusals.ts';
import { REGISTERING_ENTRIES } from './registering.ts';
import { REQUEST_ENTRIES } from './request.ts';
import { RESOURCE_ENTRIES } from './resource.ts';
import { SCOPE_ENTRIES } from './scope.ts';
import { SESSION_ENTRIES } from './session.ts';
import { SETTING_ENTRIES } from './settings.ts';
import { SIGN_IN_ENTRIES } from './sign-in.ts';
import { SYMPTOM_ENTRIES } from './symptoms.ts';
import { TENANT_ENTRIES } from './tenant.ts';
import { VALIDATION_ENTRIES } from './validation.ts';

/** Every entry: numbers of the token service, errors of Microsoft Graph, OAuth errors and symptoms. */
export const ENTRIES: readonly Entry[] = [
  ...CONSENT_ENTRIES,
  ...CONSENT_POLICY_ENTRIES,
  ...SCOPE_ENTRIES,
  ...RESOURCE_ENTRIES,
  ...REDIRECT_ENTRIES,
  ...CLIENT_TYPE_ENTRIES,
  ...CREDENTIAL_ENTRIES,
  ...FEDERATED_ENTRIES,
  ...ASSERTION_ENTRIES,
  ...APPLICATION_ENTRIES,
  ...TENANT_ENTRIES,
  ...ACCOUNT_ENTRIES,
  ...MULTI_FACTOR_ENTRIES,
  ...CONDITIONAL_ACCESS_ENTRIES,
  ...SESSION_ENTRIES,
  ...CODE_REDEMPTION_ENTRIES,
  ...DEVICE_CODE_ENTRIES,
  ...REQUEST_ENTRIES,
  ...FIELD_ENTRIES,
  ...GRAPH_TOKEN_ENTRIES,
  ...GRAPH_ACCESS_ENTRIES,
  ...GRAPH_ENTRIES,
  ...OAUTH_ENTRIES,
  ...SYMPTOM_ENTRIES,
  ...VALIDATION_ENTRIES,
  ...BEARER_ENTRIES,
  ...CHALLENGE_ENTRIES,
  ...DISCOVERY_ENTRIES,
  ...SIGN_IN_ENTRIES,
  ...ANSWER_ENTRIES,
  ...NETWORK_ENTRIES,
  ...LIBRARY_ENTRIES,
  ...COMMAND_LINE_ENTRIES,
  ...REGISTERING_ENTRIES,
  ...SETTING_ENTRIES,
  ...REFUSAL_ENTRIES,
  ...PEOPLE_ENTRIES,
  ...PROXY_ENTRIES,
];

const BY_CODE: ReadonlyMap<string, Entry> = new Map(ENTRIES.map((one) => [one.code.toLowerCase(), one]));

/** The entry of a code in any letter case, since Graph writes both `accessDenied` and `AccessDenied`; null where there is none. */
export function entryFor(code: string): Entry | null {
  return BY_CODE.get(code.toLowerCase()) ?? null;
}

export function isKnownCode(code: string): boolean {
  return BY_CODE.has(code);
}

export function isKnownGraphCode(code: string): boolean {
  return BY_CODE.has(`graph:${code.toLowerCase()}`);
}
