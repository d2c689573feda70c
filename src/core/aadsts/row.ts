import type { Hop } from '../report.ts';

/** What a number means to somebody who signs in to administer: one kind for each answer that helps them on. */
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

/** One AADSTS number, for the chain and for the operator alike. */
export interface AadstsRow {
  /** Microsoft's own name of the error, where it has one. */
  readonly name: string | null;
  /** The links of the chain that can fail so, the likeliest first; `admin-signin` is the operator of this tool. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly meaning: string;
  /** What it is to an operator; null where their sign-in cannot end so, or nothing more is known than the OAuth error. */
  readonly refusal: RefusalKind | null;
}

export type AadstsRows = Readonly<Record<string, AadstsRow>>;
