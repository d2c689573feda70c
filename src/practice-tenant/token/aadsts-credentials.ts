import { AadstsError } from './aadsts-error.ts';

/** Texts are those of the recordings and of test/fixtures/aadsts-samples.json unless said otherwise. */

export const invalidClientSecret = (appId: string): AadstsError =>
  new AadstsError(
    7000215,
    'invalid_client',
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
  );

export const secretExpired = (appId: string): AadstsError =>
  new AadstsError(
    7000222,
    'invalid_client',
    `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  );

export const credentialMissing = (): AadstsError =>
  new AadstsError(
    7000218,
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );

export const credentialMissingForGrant = (): AadstsError =>
  new AadstsError(
    7000216,
    'invalid_client',
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  );

export const clientIsPublic = (): AadstsError =>
  new AadstsError(
    700025,
    'invalid_client',
    "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  );

export const invalidAssertionKey = (appId: string): AadstsError =>
  new AadstsError(
    700027,
    'invalid_client',
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${appId}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${appId}'].`,
  );

/** The text fills in the pattern of Microsoft's list of error codes. */
export const assertionSignatureWrong = (reason: string, thumbprint: string): AadstsError =>
  new AadstsError(
    700027,
    'invalid_client',
    `Client assertion failed signature validation. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}']`,
  );

export const assertionAudienceWrong = (): AadstsError =>
  new AadstsError(
    50027,
    'invalid_client',
    'Invalid JWT token. Client assertion audience claim does not match Realm issuer.',
  );

export const assertionMalformed = (): AadstsError =>
  new AadstsError(50027, 'invalid_client', 'Invalid JWT token. The client assertion is malformed.');

export interface AssertionTimes {
  readonly now: Date;
  readonly from: number;
  readonly until: number;
}

/** Entra prints seven fractional digits and takes a missing nbf for 1970. */
const long = (at: Date): string => at.toISOString().replace('Z', '0000Z');

const spell = ({ now, from, until }: AssertionTimes): string =>
  `Current time: ${long(now)}, assertion valid from ${long(new Date(from * 1000))}, expiry time of assertion ${long(new Date(until * 1000))}.`;

export const clientAssertionExpired = (times: AssertionTimes): AadstsError =>
  new AadstsError(
    700024,
    'invalid_client',
    `Client assertion is not within its valid time range. ${spell(times)} Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  );

export const noFederatedMatch = (part: 'issuer' | 'subject' | 'audience', presented: string): AadstsError =>
  new AadstsError(
    { issuer: 700211, audience: 700212, subject: 700213 }[part],
    'invalid_client',
    `No matching federated identity record found for presented assertion ${part} '${presented}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
  );

export const assertionIsIdToken = (): AadstsError =>
  new AadstsError(
    240002,
    'invalid_request',
    "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.",
  );

export const onBehalfOfNotAllowed = (appId: string): AadstsError =>
  new AadstsError(
    7000114,
    'unauthorized_client',
    `Application '${appId}' is not allowed to make application on-behalf-of calls.`,
  );

export const userAssertionInvalid = (): AadstsError =>
  new AadstsError(
    50013,
    'invalid_grant',
    'Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]',
  );

export const userAssertionExpired = (times: AssertionTimes): AadstsError =>
  new AadstsError(500133, 'invalid_grant', `Assertion is not within its valid time range. ${spell(times)}`);

export const userAssertionForAnother = (
  audience: string,
  app: { readonly appId: string; readonly displayName: string },
): AadstsError =>
  new AadstsError(
    500131,
    'invalid_grant',
    `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${audience}' and the expected audience is '${app.appId}' or one of the Application Uris of this application with App ID '${app.appId}'(${app.displayName}). The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.`,
  );
