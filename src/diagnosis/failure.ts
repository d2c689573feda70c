/** How a failure was recognised: by a number or code in the text, by its wording, or by what it looks like. */
export type RecognisedBy = 'number' | 'pattern' | 'symptom';

/** The three values of a federated token that Entra compares with the app's federated credentials. */
export interface PresentedAssertion {
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audience: string | null;
}

/** Names of Graph permissions: one of `required` would do, `carried` are those on the request. */
export interface PermissionLists {
  readonly required: readonly string[];
  readonly carried: readonly string[];
}

/** What the address of a sign-in asks for beside its scopes. */
export interface RequestedSignIn {
  /** Whether the text holds such an address at all. */
  readonly isThere: boolean;
  readonly prompt: string | null;
  /** The `resource` parameter of RFC 8707. */
  readonly resource: string | null;
  /** The first part of the path: tenant id or domain, `common`, `organizations`. */
  readonly tenant: string | null;
  /** The address is the older one, without /v2.0. */
  readonly isVersionOne: boolean;
}

/** What was lifted out of the text around one failure. Ids are lower-case GUIDs. */
export interface LiftedFacts {
  readonly oauthError: string | null;
  readonly suberror: string | null;
  readonly httpStatus: number | null;
  /** Applications the message names, the one it is about first. */
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
  /** What Graph says it takes, any one of it, and what the token carries; both empty where it does not say. */
  readonly permissions: PermissionLists;
  /** Parameters of a sign-in address in the text. */
  readonly request: RequestedSignIn;
  readonly correlationId: string | null;
  readonly traceId: string | null;
  /** ISO 8601, UTC. */
  readonly timestamp: string | null;
}

/** One failure found in a text. */
export interface Failure extends LiftedFacts {
  /** AADSTS number, `graph:<code>`, or null: never a code that the text does not contain. */
  readonly code: string | null;
  readonly by: RecognisedBy;
  /** Key of the catalogue entry that explains it; equals `code` where the text has one. */
  readonly entry: string;
  /** Codes that only wrapped this one, such as 70002. */
  readonly envelopes: readonly string[];
  /** The text around it, decoded; for looking up wording, not for showing. */
  readonly excerpt: string;
}
