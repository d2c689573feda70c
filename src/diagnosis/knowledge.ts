import type { Blueprint } from '../core/blueprint.ts';
import type { PortalPage } from '../core/check.ts';
import type { AppWord } from '../core/ids.ts';
import type { Person } from '../core/person.ts';
import type { Hop, Verdict } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import type { TokenFacts } from './token/token-facts.ts';

/**
 * The outcome of requesting a token with the server's own credential. `rejected` is final: for a young credential the caller
 * tries again first.
 */
export interface ProbeResult {
  readonly outcome: 'accepted' | 'rejected' | 'not-run';
  /** The AADSTS number of the refusal; null where there is none. */
  readonly aadsts: string | null;
  readonly secretLooksLikeGuid: boolean;
  /** The value equals the id of one of the app's secrets. */
  readonly secretIsKeyId: boolean;
  /** Whether its first characters are the hint of a secret of the app; null where no hint was readable. */
  readonly hintMatches: boolean | null;
  /** Age of the newest secret or certificate of the app. */
  readonly createdSecondsAgo: number | null;
  readonly certificateThumbprint: string | null;
}

/** The hop of a live test that failed, and how the user had signed in for it. */
export interface WalkedHop {
  readonly hop: Hop;
  readonly userAuth: 'browser' | 'device-code';
}

/** Something that the caller observed and that no check covers. */
export type Observation =
  | { readonly kind: 'device-code-blocked'; readonly policy: string | null }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number | null }
  /** Two reads of one object differed, or one did not show what was just written. */
  | { readonly kind: 'replicating' };

/** Everything that a diagnosis may compare a failure with; null or empty for what is not known. Nothing is requested here. */
export interface Knowledge {
  readonly blueprint: Blueprint | null;
  readonly verdicts: readonly Verdict[] | null;
  readonly tenant: Tenant | null;
  readonly clientAppId: string | null;
  readonly serverAppId: string | null;
  readonly probes: readonly ProbeResult[];
  readonly token: TokenFacts | null;
  readonly observations: readonly Observation[];
  readonly walked: WalkedHop | null;
  /** The user that was asked about. */
  readonly person: Person | null;
  /** The ids of the snapshot are masked, so they are not compared with those of a message. */
  readonly isMasked: boolean;
  readonly portalUrl: ((app: AppWord, page: PortalPage) => string | null) | null;
}

export const NOTHING_KNOWN: Knowledge = {
  blueprint: null,
  verdicts: null,
  tenant: null,
  clientAppId: null,
  serverAppId: null,
  probes: [],
  token: null,
  observations: [],
  walked: null,
  person: null,
  isMasked: false,
  portalUrl: null,
};
