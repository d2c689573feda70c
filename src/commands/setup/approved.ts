import { fingerprint } from '../../core/fingerprint.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { WizardOutcome } from '../../ui/wizard/run.ts';
import { settlePlan } from '../apply/apply.ts';
import { type FinishedSetup, type FinishOutside, finishSetup } from '../apply/finish.ts';
import { proveMergeable } from '../files/env-precheck.ts';
import { proveWritable } from '../files/files.ts';
import { type Inputs, requireBlueprint } from '../run/inputs.ts';
import { readExpectedTenant } from '../run/observe.ts';
import type { StoppedError } from '../run/result.ts';
import { inputsFrom } from './chosen-inputs.ts';
import type { SetupFlags } from './command.ts';
import type { WizardDesk } from './desk.ts';

interface Place {
  readonly flags: SetupFlags;
  readonly inputs: Inputs;
  readonly desk: WizardDesk;
}

/** Carries out the plan that was approved. Null where the tenant has changed since the plan was shown. */
export async function approved(
  outside: FinishOutside & Pick<Outside, 'practice' | 'random'>,
  { flags, inputs, desk }: Place,
  { answers, consent, isBarred }: Extract<WizardOutcome, { outcome: 'apply' }>,
): Promise<FinishedSetup | null> {
  const chosen = inputsFrom(inputs, { ...answers, grantAdminConsent: consent });
  const asked = requireBlueprint(chosen);
  await proveWritable(outside, chosen, flags);
  await proveMergeable(outside, chosen, flags, asked);
  const connection = await desk.connection(answers);
  const seen = await readExpectedTenant(outside, connection, { ...asked, marker: null }, flags);
  if (desk.shown() !== null && fingerprint(seen, asked) !== desk.shown()) return null;
  const planning = { asked: desk.marked(asked, seen, answers), seen, saved: null, inputs: chosen, flags };
  const { blueprint, changes } = await settlePlan(outside, planning);
  const handOff = consent ? null : isBarred ? 'barred' : 'chosen';
  return finishSetup(outside, {
    connection,
    blueprint,
    tenant: seen,
    changes,
    flags,
    inputs: chosen,
    handOff,
  });
}

/** Whether a policy refused the client secret; it is met this late where the sign-in may not read policies. */
export function isSecretRefused({ cause, applied }: StoppedError): boolean {
  return hasCode(cause, 'POLICY') && /client secret/.test(applied.stoppedAt ?? '');
}

/** Whether somebody's app took the unique name of one that was to be created. */
export function isNameTakenMeanwhile({ cause, applied }: StoppedError): boolean {
  return hasCode(cause, 'CONFLICT') && /Create the app registration/.test(applied.stoppedAt ?? '');
}

function hasCode(cause: unknown, code: SetupError['code']): boolean {
  return cause instanceof SetupError && cause.code === code;
}
