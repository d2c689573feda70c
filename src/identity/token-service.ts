/** The token service by requests of our own, which can be shown: for `test`, the probes and the GitHub token. Operators sign in by `sign-in.ts`. */
export { type AuthorizeAnswer, probeAuthorize } from './authorize-probe.ts';
export { type ClientCredential, type ConfidentialClient, parseCertificateFile } from './client-credential.ts';
export { exchangeOnBehalfOf, type OnBehalfOfResult } from './exchange.ts';
export { requestGitHubToken } from './github-token.ts';
export type { PagePrompt, UserSignInRequest } from './grants.ts';
export { type ProbeOutcome, probeCredential } from './probe.ts';
export type { TokenServiceError } from './token-error.ts';
export {
  bearerOf,
  type DescribedRequest,
  describeRequest,
  type RefusedOutcome,
  type TokenEndpoint,
  type TokenOutcome,
  type TokenRequest,
  traitsOfSecret,
} from './token-request.ts';
export { type BrowserSignInRequest, signInUserByBrowser } from './user-browser.ts';
export { signInUserByDeviceCode } from './user-device-code.ts';
export type { NoAnswer, SignInLimits, UserSignIn } from './user-sign-in.ts';
