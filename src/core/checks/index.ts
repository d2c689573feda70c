import { type Check, STAGES } from '../check.ts';
import type { AppWord } from '../ids.ts';
import { adviceChecks } from './advice/advice.ts';
import { adminConsent } from './client-app/admin-consent.ts';
import { apiPermission } from './client-app/api-permission.ts';
import { backupRedirectUrisCheck } from './client-app/backup-redirect-uris.ts';
import { noCredentials } from './client-app/no-credentials.ts';
import { scopeOnWrongApp } from './client-app/scope-on-wrong-app.ts';
import { signInConsent } from './client-app/sign-in-consent.ts';
import { ENDPOINT_CHECKS } from './endpoint/index.ts';
import { additionalIdentifierUris } from './server-api/additional-identifier-uris.ts';
import { credential } from './server-api/credential.ts';
import { credentialExpiry } from './server-api/credential-expiry.ts';
import { credentialsBeyondBlueprint } from './server-api/credentials-beyond-blueprint.ts';
import { graphConsent } from './server-api/graph-consent.ts';
import { graphPermissions } from './server-api/graph-permissions.ts';
import { identifierUri } from './server-api/identifier-uri.ts';
import { leastPrivilege } from './server-api/least-privilege.ts';
import { preAuthorizedClients } from './server-api/pre-authorized-clients.ts';
import { scope } from './server-api/scope.ts';
import { tokenVersion } from './server-api/token-version.ts';
import { clientTypeCheck } from './shared/client-type.ts';
import { duplicatesCheck } from './shared/duplicates.ts';
import { existsCheck } from './shared/exists.ts';
import { grantsBeyondBlueprintCheck } from './shared/grants-beyond-blueprint.ts';
import { moreOwnersCheck } from './shared/more-owners.ts';
import { ownersCheck } from './shared/owners.ts';
import { perUserGrantsCheck } from './shared/per-user-grants.ts';
import { permissionsBeyondBlueprintCheck } from './shared/permissions-beyond-blueprint.ts';
import { publicClientFlowsCheck } from './shared/public-client-flows.ts';
import { redirectNearMissCheck } from './shared/redirect-near-miss.ts';
import { redirectUriCheck } from './shared/redirect-uri.ts';
import { redirectUrisBeyondBlueprintCheck } from './shared/redirect-uris-beyond-blueprint.ts';
import { servicePrincipalCheck } from './shared/service-principal.ts';
import { singleTenantCheck } from './shared/single-tenant.ts';
import { userAssignmentCheck } from './shared/user-assignment.ts';

/**
 * The checks of the registrations, in the order in which they are shown and planned: by stage, then server before client, then as
 * listed here.
 */
export const CHECKS: readonly Check[] = [
  ...ofBothApps(existsCheck, singleTenantCheck, publicClientFlowsCheck, redirectUriCheck, clientTypeCheck),
  ...ofBothApps(redirectNearMissCheck),
  backupRedirectUrisCheck,
  tokenVersion,
  identifierUri,
  additionalIdentifierUris,
  scope,
  preAuthorizedClients,
  graphPermissions,
  apiPermission,
  ...ofBothApps(permissionsBeyondBlueprintCheck),
  leastPrivilege,
  scopeOnWrongApp,
  noCredentials,
  ...ofBothApps(servicePrincipalCheck, userAssignmentCheck, ownersCheck),
  credential,
  credentialExpiry,
  adminConsent,
  signInConsent,
  graphConsent,
  ...ofBothApps(perUserGrantsCheck, grantsBeyondBlueprintCheck, redirectUrisBeyondBlueprintCheck),
  credentialsBeyondBlueprint,
  ...ofBothApps(moreOwnersCheck, duplicatesCheck),
  ...adviceChecks,
].toSorted((a, b) => placeOf(a) - placeOf(b));

/** Every check. Those of the endpoint send requests to the MCP server, so they are judged only on request. */
export const ALL_CHECKS: readonly Check[] = [...CHECKS, ...ENDPOINT_CHECKS].toSorted(
  (a, b) => placeOf(a) - placeOf(b),
);

function ofBothApps(...checks: readonly ((app: AppWord) => Check)[]): readonly Check[] {
  return checks.flatMap((check) => [check('server'), check('client')]);
}

function placeOf({ stage, app }: Check): number {
  return STAGES.indexOf(stage) * 2 + Number(app === 'client');
}
