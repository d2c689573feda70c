import { AadstsError } from './aadsts-error.ts';

/** Texts are those of the recordings and of test/fixtures/aadsts-samples.json unless said otherwise. */

export const resourceNotFound = (name: string, tenant: string): AadstsError =>
  new AadstsError(
    500011,
    'invalid_resource',
    `The resource principal named ${name} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );

export const scopeUnknown = (scope: string): AadstsError =>
  new AadstsError(
    70011,
    'invalid_scope',
    `The provided value for the input parameter 'scope' is not valid. The scope '${scope}' does not exist.`,
  );

const mustInclude = "The provided request must include a 'scope' input parameter.";

export const defaultScopeMixed = (scope: string): AadstsError =>
  new AadstsError(
    70011,
    'invalid_scope',
    `${mustInclude} The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. .default scope can't be combined with resource-specific scopes.`,
  );

export const scopeMalformed = (scope: string): AadstsError =>
  new AadstsError(
    70011,
    'invalid_scope',
    `${mustInclude} The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. The scope format is invalid. Scope must be in a valid URI form <https://example/scope> or a valid Guid <guid/scope>.`,
  );

/** The text fills in the pattern of Microsoft's list of error codes; 700022 is the number at `/authorize`. */
export const scopesOfSeveralResources = (number: 28000 | 700022, scope: string): AadstsError =>
  new AadstsError(
    number,
    'invalid_scope',
    `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
  );

export const onlyDefaultScope = (scope: string): AadstsError =>
  new AadstsError(
    1002012,
    'invalid_scope',
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  );

export const scopeNotOnResource = (client: string, scope: string, resourceAppId: string): AadstsError =>
  new AadstsError(
    650053,
    'invalid_client',
    `The application '${client}' asked for scope '${scope}' that doesn't exist on the resource '${resourceAppId}'. Contact the app vendor.`,
  );

export interface UnlistedResource {
  readonly clientAppId: string;
  readonly clientName: string;
  readonly requested: string;
  readonly resourceAppId: string;
  readonly listed: readonly string[];
}

export const resourceNotListed = (asked: UnlistedResource): AadstsError =>
  new AadstsError(
    650057,
    'invalid_client',
    `Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${asked.clientAppId}(${asked.clientName}). Resource value from request: ${asked.requested}. Resource app ID: ${asked.resourceAppId}. List of valid resources from app registration: ${asked.listed.join(', ')}.`,
  );

/** The text fills in the pattern of Microsoft's list of error codes. */
export const resourceParameterMismatch = (): AadstsError =>
  new AadstsError(
    9010010,
    'invalid_target',
    "The resource parameter provided in the request doesn't match with the requested scopes.",
  );

export const nobodySignedIn = (): AadstsError =>
  new AadstsError(50058, 'login_required', 'A silent sign-in request was sent but no user is signed in.');

export const redirectUriNotRegistered = (uri: string, appId: string): AadstsError =>
  new AadstsError(
    50011,
    'invalid_request',
    `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.`,
    { shown: 'page' },
  );

export const noReplyAddress = (): AadstsError =>
  new AadstsError(900971, 'invalid_request', 'No reply address provided.', { shown: 'page' });

export const redirectUriDiffers = (sent: string, earlier: string): AadstsError =>
  new AadstsError(
    500112,
    'invalid_client',
    `The reply address '${sent}' does not match the reply address '${earlier}' provided when requesting Authorization code.`,
  );

export const codeInvalid = (parameter: 'code' | 'refresh_token'): AadstsError =>
  new AadstsError(
    70000,
    'invalid_grant',
    `The provided value for the '${parameter}' parameter is not valid.`,
  );

export const codeExpired = (): AadstsError =>
  new AadstsError(
    70008,
    'invalid_grant',
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  );

export const codeRedeemed = (): AadstsError =>
  new AadstsError(
    54005,
    'invalid_grant',
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  );

export const verifierWrong = (): AadstsError =>
  new AadstsError(
    501481,
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  );

export const verifierMissing = (): AadstsError =>
  new AadstsError(
    50148,
    'invalid_grant',
    'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
  );

export const spaOnly = (): AadstsError =>
  new AadstsError(
    9002327,
    'invalid_request',
    "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  );

export const authorizationPending = (): AadstsError =>
  new AadstsError(
    70016,
    'authorization_pending',
    'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  );

export const deviceCodeExpired = (): AadstsError =>
  new AadstsError(
    70020,
    'expired_token',
    "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
  );

export const deviceCodeUnknown = (): AadstsError =>
  new AadstsError(
    70018,
    'bad_verification_code',
    'Invalid verification code due to User typing in wrong user code for device code flow. Authorization is not approved.',
  );

/** The error is documented, its text and number are not (facts: graph.md §7). */
export const authorizationDeclined = (): AadstsError =>
  new AadstsError(null, 'authorization_declined', 'The end user denied the authorization request.');

/** The text is that of Microsoft's list of error codes. */
export const accountDisabled = (): AadstsError =>
  new AadstsError(50057, 'invalid_grant', 'The user account is disabled.');
