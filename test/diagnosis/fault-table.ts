import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import type { Knowledge } from '../../src/diagnosis/index.ts';
import { CERTIFICATE_BLUEPRINT, IDS, key, password } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { PROBE, tokenError } from './known.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const TENANT = healthyTenant();

/** A practice fault, the tenant it leaves behind, and the error it gives. */
export interface Fault {
  readonly fault: string;
  readonly tenant?: Tenant;
  readonly blueprint?: Blueprint;
  readonly more?: Partial<Knowledge>;
  readonly text: string;
  /** The cause that must be proved, first and alone. */
  readonly cause: string;
}

const scopeUnknown = (scope: string): string =>
  `AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope '${scope}' does not exist.`;
export const notConsented = (appId: string): string =>
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${appId}' named 'An app'. Send an interactive authorization request for this user and resource.`;
const secretInvalid = `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${SERVER}'.`;
const audienceWrong = (audience: string): string =>
  `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${audience}' and the expected audience is '${SERVER}' or one of the Application Uris of this application with App ID '${SERVER}'(MCP Server API).`;
const graphError = (code: string, message: string): string =>
  JSON.stringify({ error: { code, message, innerError: { date: '2026-11-23T09:59:00' } } });

export const PERMISSION_LESS = changed(having(TENANT, 'serverGrants', []), 'server', {
  requiredResources: [],
});
const ON_WEB = changed(TENANT, 'client', ({ redirectUris }) => ({
  redirectUris: { publicClient: [], web: redirectUris.publicClient, spa: [] },
}));
const required = (app: 'client' | 'server') => ({
  objectId: IDS[app].principalId,
  appId: IDS[app].appId,
  accountEnabled: true,
  assignmentRequired: true,
});

export const FAULTS: readonly Fault[] = [
  {
    fault: 'wrong-scope',
    tenant: changed(TENANT, 'server', ({ scopes }) => ({
      scopes: scopes.map((one) => ({ ...one, value: 'acces' })),
    })),
    text: tokenError('invalid_scope', scopeUnknown(`api://${SERVER}/access`)),
    cause: 'scope-not-exposed',
  },
  {
    fault: 'wrong-scope, at the sign-in page',
    tenant: changed(TENANT, 'server', ({ scopes }) => ({
      scopes: scopes.map((one) => ({ ...one, value: 'acces' })),
    })),
    text: tokenError(
      'invalid_client',
      `AADSTS650053: The application 'MCP Client App' asked for scope 'access' that doesn't exist on the resource '${SERVER}'. Contact the app vendor.`,
    ),
    cause: 'scope-not-exposed',
  },
  {
    fault: 'missing-consent',
    tenant: having(TENANT, 'clientGrants', []),
    text: tokenError('invalid_grant', notConsented(CLIENT)),
    cause: 'client-consent-missing',
  },
  {
    fault: 'missing-graph-consent',
    tenant: having(TENANT, 'serverGrants', []),
    text: tokenError('invalid_grant', notConsented(SERVER)),
    cause: 'graph-consent-missing',
  },
  {
    fault: 'wrong-secret',
    more: { probes: [PROBE] },
    text: tokenError('invalid_client', secretInvalid),
    cause: 'secret-wrong',
  },
  {
    fault: 'wrong-secret, moments after it was created',
    more: { probes: [{ ...PROBE, createdSecondsAgo: 3 }] },
    text: tokenError('invalid_client', secretInvalid),
    cause: 'secret-wrong',
  },
  {
    fault: 'expired-secret',
    tenant: changed(TENANT, 'server', { passwordCredentials: [password(1, '2026-11-22T10:00:00Z')] }),
    more: { probes: [{ ...PROBE, aadsts: '7000222' }] },
    text: tokenError(
      'invalid_client',
      `AADSTS7000222: The provided client secret keys for app '${SERVER}' are expired.`,
    ),
    cause: 'secret-expired',
  },
  {
    fault: 'secret-id-as-value',
    more: { probes: [{ ...PROBE, secretLooksLikeGuid: true, secretIsKeyId: true, hintMatches: false }] },
    text: tokenError('invalid_client', secretInvalid),
    cause: 'secret-id-as-value',
  },
  {
    fault: 'thumbprint-mismatch',
    tenant: changed(healthyTenant(CERTIFICATE_BLUEPRINT), 'server', {
      keyCredentials: [key('F'.repeat(40))],
    }),
    blueprint: CERTIFICATE_BLUEPRINT,
    text: tokenError(
      'invalid_client',
      `AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal to see configured keys for app Id '${SERVER}'.]`,
    ),
    cause: 'certificate-not-registered',
  },
  {
    fault: 'thumbprint-mismatch, where a secret was sent',
    tenant: changed(TENANT, 'server', { passwordCredentials: [], keyCredentials: [key('F'.repeat(40))] }),
    more: { probes: [PROBE] },
    text: tokenError('invalid_client', secretInvalid),
    cause: 'no-secret-on-server',
  },
  {
    fault: 'public-flows-on-server',
    tenant: changed(TENANT, 'server', { isFallbackPublicClient: true }),
    text: tokenError(
      'invalid_client',
      "AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    ),
    cause: 'public-flows-on-server',
  },
  {
    fault: 'wrong-audience',
    tenant: changed(TENANT, 'server', { identifierUris: [`api://${SERVER.toUpperCase()}`] }),
    text: tokenError('invalid_grant', audienceWrong(`api://${SERVER.toUpperCase()}`)),
    cause: 'identifier-uri-respelled',
  },
  {
    fault: 'v1-tokens',
    tenant: changed(TENANT, 'server', { tokenVersion: null }),
    text: 'IDX10205: Issuer validation failed. Issuer: https://sts.windows.net/',
    cause: 'v1-tokens',
  },
  {
    fault: 'no-identifier-uri',
    tenant: changed(TENANT, 'server', { identifierUris: [] }),
    text: tokenError(
      'invalid_resource',
      `AADSTS500011: The resource principal named api://${SERVER} was not found in the tenant named Contoso Ltd.`,
    ),
    cause: 'identifier-uri-missing',
  },
  {
    fault: 'missing-graph-permission',
    tenant: PERMISSION_LESS,
    text: tokenError('invalid_grant', notConsented(SERVER)),
    cause: 'graph-permission-missing',
  },
  {
    fault: 'missing-graph-permission, at Microsoft Graph',
    tenant: PERMISSION_LESS,
    text: graphError('accessDenied', 'Access denied'),
    cause: 'graph-permission-missing',
  },
  {
    fault: 'redirect-on-wrong-platform',
    tenant: ON_WEB,
    text: tokenError(
      'invalid_client',
      "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
    cause: 'redirect-on-wrong-platform',
  },
  {
    fault: 'user-not-assigned',
    tenant: having(TENANT, 'clientPrincipal', required('client')),
    text: `Message: AADSTS50105: Your administrator has configured the application MCP Client App ('${CLIENT}') to block users unless they are specifically granted ('assigned') access to the application.`,
    cause: 'user-not-assigned-to-client',
  },
  {
    fault: 'user-not-assigned, while others are',
    tenant: having(having(TENANT, 'clientPrincipal', required('client')), 'clientAssignments', { any: true }),
    text: `Message: AADSTS50105: Your administrator has configured the application MCP Client App ('${CLIENT}') to block users unless they are specifically granted ('assigned') access to the application.`,
    cause: 'user-not-assigned-to-client',
  },
  {
    fault: 'device-code-blocked',
    more: { observations: [{ kind: 'device-code-blocked', policy: null }] },
    text: tokenError(
      'interaction_required',
      'AADSTS53003: Access has been blocked by Conditional Access policies.',
    ),
    cause: 'device-code-blocked',
  },
  {
    fault: 'secrets-forbidden',
    tenant: having(TENANT, 'appManagementPolicy', {
      secretsForbidden: true,
      maxSecretDays: null,
      maxCertificateDays: null,
      onlyDefaultIdentifierUris: false,
      onlyUniqueIdentifierUris: false,
    }),
    text: graphError(
      'CredentialTypeNotAllowedAsPerAppPolicy',
      'Credential type not allowed as per assigned policy.',
    ),
    cause: 'secrets-forbidden',
  },
  {
    fault: 'slow-replication',
    tenant: changed(TENANT, 'client', { createdDateTime: '2026-11-23T09:58:00Z' }),
    text: tokenError(
      'unauthorized_client',
      `AADSTS700016: Application with identifier '${CLIENT}' was not found in the directory 'Contoso'.`,
    ),
    cause: 'app-just-created',
  },
  {
    fault: 'slow-replication, of a consent',
    more: { observations: [{ kind: 'replicating' }] },
    text: tokenError('invalid_grant', notConsented(CLIENT)),
    cause: 'consent-is-new',
  },
  {
    fault: 'missing-consent, while the tenant replicates something else',
    tenant: having(TENANT, 'clientGrants', []),
    more: { observations: [{ kind: 'replicating' }] },
    text: tokenError('invalid_grant', notConsented(CLIENT)),
    cause: 'client-consent-missing',
  },
  {
    fault: 'slow-replication, of a secret',
    more: { probes: [{ ...PROBE, createdSecondsAgo: 20 }], observations: [{ kind: 'replicating' }] },
    text: tokenError('invalid_client', secretInvalid),
    cause: 'secret-just-created',
  },
  {
    fault: 'throttled',
    more: { observations: [{ kind: 'throttled', retryAfterSeconds: 12 }] },
    text: graphError('TooManyRequests', 'Too many requests. Please try again later.'),
    cause: 'throttled',
  },
];
