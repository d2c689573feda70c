import type { Secret } from '../core/secret.ts';
import type { RunState } from './run-state.ts';

/** A credential that was just created. `secret` is the value of a client secret, which Graph shows only now; else null. */
export interface IssuedCredential {
  readonly kind: 'secret' | 'certificate' | 'federated';
  readonly keyId: string;
  readonly displayName: string;
  readonly endDateTime: string | null;
  readonly secret: Secret | null;
}

/** What a change did: the state of the run after it, and the credential that it created. */
export interface ChangeResult {
  readonly runState: RunState;
  readonly issued: IssuedCredential | null;
  /** What people should know beyond the plan, such as a lifetime that policy cut. */
  readonly notice: string | null;
}
