/**
 * How a failure was recognised: by a number or code in the text (`number`), by its wording (`pattern`), as the page of a number
 * that the page does not show (`page`), or by its form or topic (`symptom`).
 */
export type RecognisedBy = 'number' | 'pattern' | 'page' | 'symptom';

/** The three values of a federated token that Entra compares with the app's federated credentials. */
export interface PresentedAssertion {
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audience: string | null;
}

/** Names of Graph permissions: any one of `required` would do, `carried` are those of the token. */
export interface PermissionLists {
  readonly required: readonly string[];
  readonly carried: readonly string[];
}

/** The parameters, except for scopes, of an authorization URL in the text; null for what it does not have. */
export interface RequestedSignIn {
  /** Whether the text has an authorization URL. */
  readonly isThere: boolean;
  readonly prompt: string | null;
  /** The `resource` parameter of RFC 8707. */
  readonly resource: string | null;
  /** The first part of the path: tenant id or domain, `common`, `organizations`. */
  readonly tenant: string | null;
  /** The URL is that of the v1 endpoint, without /v2.0. */
  readonly isVersionOne: boolean;
}

/** The values that the text around a failure contains; null or empty for those it does not. Ids are lower-case GUIDs. */
export interface LiftedFacts {
  readonly oauthError: string | null;
  readonly suberror: string | null;
  readonly httpStatus: number | null;
  /** App ids that the message names, the one that it is about first. */
  readonly appIds: readonly string[];
  /** The display name of the app the message is about. */
  readonly appName: string | null;
  /** Tenant by id or domain. */
  readonly tenant: string | null;
  /** The resource asked for, by app id or by URI. */
  readonly resource: string | null;
  readonly scopes: readonly string[];
  readonly redirectUri: string | null;
  /** Audience of the user token that was presented. */
  readonly audience: string | null;
  /** Issuer of the user token that was presented. */
  readonly issuer: string | null;
  /** SHA-1 thumbprint, upper-case, of the certificate that signed. */
  readonly thumbprint: string | null;
  readonly presented: PresentedAssertion | null;
  /** The claims challenge: a JSON text to pass on to the next sign-in. */
  readonly claims: string | null;
  readonly permissions: PermissionLists;
  readonly request: RequestedSignIn;
  readonly correlationId: string | null;
  readonly traceId: string | null;
  /** ISO 8601, UTC. */
  readonly timestamp: string | null;
}

/** One failure found in a text. */
export interface Failure extends LiftedFacts {
  /** AADSTS number or `graph:<code>` that the text contains; null where it has none. */
  readonly code: string | null;
  readonly by: RecognisedBy;
  /** Key of the catalogue entry that explains it; equals `code` where the text has one. */
  readonly entry: string;
  /** Codes that only wrapped this one, such as 70002. */
  readonly envelopes: readonly string[];
  /** The decoded text around it, for matching. Not to be shown, since it may hold secrets. */
  readonly excerpt: string;
}
