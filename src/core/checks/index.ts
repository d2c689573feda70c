import type { Check } from '../check.ts';
import { adminConsent } from './client-app/admin-consent.ts';
import { apiPermission } from './client-app/api-permission.ts';
import { noCredentials } from './client-app/no-credentials.ts';
import { scopeOnWrongApp } from './client-app/scope-on-wrong-app.ts';
import { adviceChecks } from './practice/advice.ts';
import { credential } from './server-api/credential.ts';
import { credentialExpiry } from './server-api/credential-expiry.ts';
import { graphConsent } from './server-api/graph-consent.ts';
import { graphPermissions } from './server-api/graph-permissions.ts';
import { identifierUri } from './server-api/identifier-uri.ts';
import { leastPrivilege } from './server-api/least-privilege.ts';
import { scope } from './server-api/scope.ts';
import { tokenVersion } from './server-api/token-version.ts';
import { clientTypeCheck } from './shared/client-type.ts';
import { duplicatesCheck } from './shared/duplicates.ts';
import { existsCheck } from './shared/exists.ts';
import { ownersCheck } from './shared/owners.ts';
import { perUserGrantsCheck } from './shared/per-user-grants.ts';
import { permissionsBeyondBlueprintCheck } from './shared/permissions-beyond-blueprint.ts';
import { publicClientFlowsCheck } from './shared/public-client-flows.ts';
import { redirectNearMissCheck } from './shared/redirect-near-miss.ts';
import { redirectUriCheck } from './shared/redirect-uri.ts';
import { servicePrincipalCheck } from './shared/service-principal.ts';
import { singleTenantCheck } from './shared/single-tenant.ts';
import { userAssignmentCheck } from './shared/user-assignment.ts';

/** Every check, in the order people read them and the planner tries them: the server first, since the client asks for its scope. */
export const CHECKS: readonly Check[] = [
  existsCheck('server'),
  singleTenantCheck('server'),
  publicClientFlowsCheck('server'),
  redirectUriCheck('server'),
  clientTypeCheck('server'),
  redirectNearMissCheck('server'),
  tokenVersion,
  identifierUri,
  scope,
  graphPermissions,
  permissionsBeyondBlueprintCheck('server'),
  leastPrivilege,
  existsCheck('client'),
  singleTenantCheck('client'),
  publicClientFlowsCheck('client'),
  redirectUriCheck('client'),
  clientTypeCheck('client'),
  redirectNearMissCheck('client'),
  apiPermission,
  permissionsBeyondBlueprintCheck('client'),
  scopeOnWrongApp,
  noCredentials,
  servicePrincipalCheck('server'),
  userAssignmentCheck('server'),
  servicePrincipalCheck('client'),
  userAssignmentCheck('client'),
  ownersCheck('server'),
  ownersCheck('client'),
  credential,
  credentialExpiry,
  adminConsent,
  perUserGrantsCheck('client'),
  graphConsent,
  perUserGrantsCheck('server'),
  duplicatesCheck('server'),
  duplicatesCheck('client'),
  ...adviceChecks,
];

/** The eleven lines of the guide's verification checklist (Step 4), each a required check. */
export const GUIDE_CHECKLIST: readonly string[] = [
  'client-app.public-client',
  'client-app.public-client-flows',
  'client-app.redirect-uri',
  'client-app.api-permission',
  'client-app.admin-consent',
  'server-api.confidential-client',
  'server-api.public-client-flows',
  'server-api.redirect-uri',
  'server-api.identifier-uri',
  'server-api.scope',
  'server-api.credential',
  'server-api.graph-permissions',
  'server-api.graph-consent',
];
