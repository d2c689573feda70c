import type { AppWord } from './ids.ts';
import type { Reading } from './tenant.ts';

/** An account as the directory knows it. */
export interface Account {
  readonly objectId: string;
  readonly userPrincipalName: string;
  readonly isEnabled: boolean;
  readonly isGuest: boolean;
  readonly hasLicence: boolean;
}

/** A group that the account is a direct member of: nested groups do not assign anybody to an app. */
export interface Membership {
  readonly id: string;
  readonly displayName: string;
}

/** A failed sign-in of the account, from the log. */
export interface FailedSignIn {
  readonly appId: string;
  /** AADSTS number. */
  readonly code: string;
  readonly correlationId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A Conditional Access policy that names one of the apps, or all of them. Read, not evaluated. */
export interface PolicyOnApps {
  readonly displayName: string;
  readonly state: string;
  /** What it asks for, in Microsoft's words, such as `block` or `mfa`. */
  readonly controls: readonly string[];
}

/** What was read about one user whose sign-in fails. `account` is null where the tenant has no such user. */
export interface Person {
  readonly userPrincipalName: string;
  readonly account: Reading<Account | null>;
  readonly memberships: Reading<readonly Membership[]>;
  /** Ids of users and groups assigned to each app. */
  readonly assignees: Readonly<Record<AppWord, Reading<readonly string[]>>>;
  /** Whether a OneDrive is there. */
  readonly hasDrive: Reading<boolean>;
  readonly failures: Reading<readonly FailedSignIn[]>;
  readonly policies: Reading<readonly PolicyOnApps[]>;
}
