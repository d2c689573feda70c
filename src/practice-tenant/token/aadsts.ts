import { AadstsError } from './aadsts-error.ts';

/** Texts are those of the recordings and of test/fixtures/aadsts-samples.json unless said otherwise. */

interface Named {
  readonly appId: string;
  readonly displayName: string;
}

export const missingParameter = (name: string): AadstsError =>
  new AadstsError(
    900144,
    'invalid_request',
    `The request body must contain the following parameter: '${name}'.`,
  );

export const tenantNotFound = (tenant: string): AadstsError =>
  new AadstsError(
    90002,
    'invalid_tenant',
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    { shown: 'page' },
  );

export const noTenantNamed = (): AadstsError =>
  new AadstsError(
    50059,
    'invalid_request',
    'No tenant-identifying information found in either the request or implied by any provided credentials.',
  );

export const appNotFound = (clientId: string, directoryName: string): AadstsError =>
  new AadstsError(
    700016,
    'unauthorized_client',
    `Application with identifier '${clientId}' was not found in the directory '${directoryName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    { shown: 'page' },
  );

export const appDisabled = (app: Named): AadstsError =>
  new AadstsError(
    7000112,
    'unauthorized_client',
    `Application '${app.appId}'(${app.displayName}) is disabled.`,
    {
      shown: 'page',
    },
  );

export const notMultiTenant = (app: Named): AadstsError =>
  new AadstsError(
    50194,
    'invalid_request',
    `Application '${app.appId}'(${app.displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    { shown: 'page' },
  );

export const unsupportedGrant = (grant: string): AadstsError =>
  new AadstsError(70003, 'unsupported_grant_type', `The app requested an unsupported grant type '${grant}'.`);

export const unknownUser = (name: string): AadstsError =>
  new AadstsError(
    50034,
    'invalid_grant',
    `The user account ${name} does not exist in this directory. To sign into this application, the account must be added to the directory.`,
    { shown: 'page' },
  );

/** Wording of the sign-in page since about 2021; the support article has a shorter form (recording 36). */
export const notAssigned = (app: Named, user: string): AadstsError =>
  new AadstsError(
    50105,
    'invalid_grant',
    `Your administrator has configured the application ${app.displayName} ('${app.appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
    { shown: 'page' },
  );

export const blockedByPolicy = (): AadstsError =>
  new AadstsError(
    53003,
    'interaction_required',
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    { suberror: 'message_only', shown: 'page' },
  );

export const multiFactorNeeded = (resourceAppId: string, policyId: string): AadstsError =>
  new AadstsError(
    50076,
    'interaction_required',
    `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resourceAppId}'.`,
    {
      suberror: 'basic_action',
      claims: JSON.stringify({ access_token: { capolids: { essential: true, values: [policyId] } } }),
    },
  );

export const notConsented = (app: Named): AadstsError =>
  new AadstsError(
    65001,
    'invalid_grant',
    `The user or administrator has not consented to use the application with ID '${app.appId}' named '${app.displayName}'. Send an interactive authorization request for this user and resource.`,
    { suberror: 'consent_required' },
  );

export const notPreauthorized = (clientId: string, resourceId: string): AadstsError =>
  new AadstsError(
    65002,
    'invalid_request',
    `Consent between first party application '${clientId}' and first party resource '${resourceId}' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.`,
  );

export const resourceDisabled = (name: string): AadstsError =>
  new AadstsError(
    500014,
    'invalid_resource',
    `The service principal for resource '${name}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
  );
