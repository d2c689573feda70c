import type { Secret } from '../core/secret.ts';
import type { RunState } from './run-state.ts';

/** A credential that was just created. A secret's value is shown by Graph this once. */
export interface IssuedCredential {
  readonly kind: 'secret' | 'certificate' | 'federated';
  readonly keyId: string;
  readonly displayName: string;
  readonly endDateTime: string | null;
  readonly secret: Secret | null;
}

export interface Performed {
  readonly runState: RunState;
  readonly issued: IssuedCredential | null;
  /** What people should know beyond the plan, such as a lifetime that policy cut. */
  readonly notice: string | null;
}
