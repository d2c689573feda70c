import type { Hop } from '../report.ts';

/** What a number means for the operator's own sign-in: a kind for each advice that helps. */
export type RefusalKind =
  | 'account-disabled'
  | 'account-locked'
  | 'account-unknown'
  | 'app-disabled'
  | 'app-unknown'
  | 'assertion-out-of-time'
  | 'busy'
  | 'certificate-refused'
  | 'code-expired'
  | 'code-unknown'
  | 'conditional-access'
  | 'confirmation-page'
  | 'declined'
  | 'federated-refused'
  | 'managed-device'
  | 'multifactor'
  | 'no-consent'
  | 'no-such-tenant'
  | 'not-a-public-client'
  | 'not-assigned'
  | 'not-of-this-tenant'
  | 'one-tenant-only'
  | 'other-cloud'
  | 'other-organisation'
  | 'password-expired'
  | 'password-wrong'
  | 'secret-expired'
  | 'secret-refused'
  | 'security-defaults'
  | 'session-over';

/** One AADSTS number: what it means in the chain and for the operator's own sign-in. */
export interface AadstsRow {
  /** Microsoft's own name of the error, where it has one. */
  readonly name: string | null;
  /** The stages of the chain that can fail with it, the likeliest first; `admin-signin` is the operator's sign-in. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly meaning: string;
  /** Null where the operator's sign-in cannot fail with it, or it tells no more than the OAuth error does. */
  readonly refusal: RefusalKind | null;
}

export type AadstsRows = Readonly<Record<string, AadstsRow>>;
