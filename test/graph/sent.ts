import { scopeIdFor } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { type RunState, runStateOf } from '../../src/graph/run-state.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { type Exchange, NO_CONTENT, recorded } from '../support/scripted-graph.ts';
import { EMPTY_TENANT, healthyTenant } from '../support/tenants.ts';

export const SELECT =
  '$select=id,appId,displayName,uniqueName,createdDateTime,signInAudience,isFallbackPublicClient,publicClient,web,spa,identifierUris,api,requiredResourceAccess,passwordCredentials,keyCredentials,tags';
/** What is known of ids alone: what was observed of the apps is another file's subject. */
export const unobserved = (runState: RunState): RunState => ({
  ...runState,
  client: { ...runState.client, observed: null },
  server: { ...runState.server, observed: null },
});
export const KNOWN = unobserved(runStateOf(healthyTenant()));
export const NOTHING_KNOWN = runStateOf(EMPTY_TENANT);
export const CLIENT = `/applications/${IDS.client.objectId}`;
export const SERVER = `/applications/${IDS.server.objectId}`;

/** The application of recording 06, as the app with these ids. */
export function application(app: 'client' | 'server', change: object = {}) {
  const { body } = recorded('06');
  return {
    status: 200,
    body: { ...(body as object), id: IDS[app].objectId, appId: IDS[app].appId, ...change },
  };
}

export const reading = (app: 'client' | 'server', change: object = {}): Exchange => ({
  method: 'GET',
  path: `${app === 'client' ? CLIENT : SERVER}?${SELECT}`,
  reply: application(app, change),
});
export const patching = (app: 'client' | 'server', body: object): Exchange => ({
  method: 'PATCH',
  path: app === 'client' ? CLIENT : SERVER,
  body,
  reply: NO_CONTENT,
});
export const TEXTS = {
  adminConsentDisplayName: 'Access MCP Server',
  adminConsentDescription: 'Allow access to MCP server functionality',
  userConsentDisplayName: 'Access MCP Server',
  userConsentDescription: 'Allow access to MCP server on your behalf',
};
export const scopeBody = (value: string | null, change: object = {}) => ({
  id: scopeIdFor('access'),
  value,
  type: 'User',
  isEnabled: true,
  ...TEXTS,
  ...change,
});
export const withScopes = (...oauth2PermissionScopes: readonly object[]) => ({
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes },
});
export const SECRET_ENDS = '2028-11-23T10:00:00Z';
export const grantBody = (change: object = {}) => ({
  clientId: IDS.client.principalId,
  consentType: 'AllPrincipals',
  id: 'grant-1',
  principalId: null,
  resourceId: IDS.server.principalId,
  scope: 'access',
  ...change,
});
export const findGrants = (...value: readonly object[]): Exchange => ({
  method: 'GET',
  path: `/oauth2PermissionGrants?$filter=clientId eq '${IDS.client.principalId}' and consentType eq 'AllPrincipals'`,
  reply: { status: 200, body: { value } },
});
/** The grants of the client, one for each of these lists of scopes. */
export const findScopes = (...scopes: readonly string[]): Exchange =>
  findGrants(...scopes.map((scope) => grantBody({ scope })));
export const grantConsent = (reply: Exchange['reply'], scope = 'access'): Exchange => ({
  method: 'POST',
  path: '/oauth2PermissionGrants',
  body: {
    clientId: IDS.client.principalId,
    resourceId: IDS.server.principalId,
    scope,
    consentType: 'AllPrincipals',
    principalId: null,
  },
  reply,
});
export const addPassword = (reply: Exchange['reply'], endDateTime = SECRET_ENDS): Exchange => ({
  method: 'POST',
  path: `${SERVER}/addPassword`,
  body: { passwordCredential: { displayName: 'MCP Server Secret', endDateTime } },
  reply,
});
export const ADD_SECRET = {
  kind: 'add-secret',
  app: 'server',
  displayName: 'MCP Server Secret',
  endDateTime: SECRET_ENDS,
  cappedFromMonths: null,
} as const satisfies Change;
export const GRANT: Change = {
  kind: 'grant-consent',
  app: 'client',
  resource: 'server-api',
  before: [],
  scopes: ['access'],
};

export interface Sent {
  readonly title: string;
  readonly change: Change;
  readonly runState?: RunState;
  readonly script: readonly Exchange[];
}

export const draft = serverDraft(BLUEPRINT);
