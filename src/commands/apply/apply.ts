import { ANSWER_NAMES, ANSWERS } from '../../core/answers.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { CHECKS } from '../../core/checks/index.ts';
import { hazardsOf } from '../../core/hazards.ts';
import { type PlannedChange, planFor } from '../../core/plan.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { prepareCertificate } from '../files/certificate.ts';
import { proveMergeable } from '../files/env-precheck.ts';
import { proveWritable } from '../files/files.ts';
import { ALLOWED_WITH_A_PLAN } from '../run/answer-groups.ts';
import { type Connection, connect } from '../run/connect.ts';
import { gatherInputs, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { checkContext } from '../run/limits.ts';
import type { JudgingOutside } from '../run/observe.ts';
import { recogniseSetup, warnBeforeChanges } from '../run/recognise.ts';
import { startReport } from '../run/result.ts';
import { refuseWrongKeyId, withAdopted } from './adopt-credential.ts';
import type { ApplyFlags } from './command.ts';
import { finishSetup } from './finish.ts';
import { refuseWrongApps } from './named-apps.ts';
import { parsePlanFile, refuseMoved, type SavedPlan } from './plan-file.ts';
import { recomputed } from './recomputed.ts';
import { restoreDeleted } from './restore.ts';

/** Carries out the blueprint, or exactly a saved plan. Asks nothing. */
export async function apply(
  { flags, operands }: Invocation<ApplyFlags>,
  outside: JudgingOutside,
): Promise<CommandResult> {
  const finish = startReport('apply', outside);
  const saved = await savedPlan(operands[0], flags, outside);
  const inputs = await gatherInputs(flags, outside);
  const wanted = saved?.blueprint ?? requireBlueprint(inputs);
  if (saved === null) refuseUnconfirmed(flags);
  refuseWrongKeyId(flags);
  await proveMergeable(outside, inputs, flags, wanted);
  await proveWritable(outside, inputs, flags);
  const asked = await prepareCertificate(outside, wanted, { mayCreate: false, inputs });
  const connection = await connect(outside, asked, { flags, access: 'write' });
  if (flags.restore) await restoreDeleted(outside, connection, { blueprint: asked, flags });
  const planning = await recognisedApps(outside, connection, { asked, saved, inputs, flags });
  const { blueprint, changes } = await settlePlan(outside, planning);
  const request = { connection, blueprint, tenant: planning.seen, changes, flags, inputs };
  const { body } = await finishSetup(outside, request);
  const document = finish(body);
  return { exitCode: document.exitCode, document };
}

/** Reads the tenant and recognises its apps. A saved plan of a tenant that has moved is refused before anything about apps. */
async function recognisedApps(
  outside: Pick<Outside, 'clock' | 'files' | 'interrupt' | 'random' | 'terminal' | 'transport'>,
  connection: Connection,
  planning: Omit<Planning, 'seen'>,
): Promise<Planning> {
  const { asked, inputs, flags, saved } = planning;
  const recognised = await recogniseSetup(outside, connection, {
    blueprint: asked,
    inputs,
    flags,
    wayOn: { command: 'apply --yes', makes: 'others' },
    onRead: (tenant) => {
      if (saved !== null) refuseMoved(saved, tenant);
    },
  });
  warnBeforeChanges(outside, recognised);
  const { tenant: seen, blueprint } = recognised;
  return { ...planning, asked: withAdopted(blueprint, seen, flags), seen };
}

async function savedPlan(
  path: string | undefined,
  flags: ApplyFlags,
  { files }: Pick<Outside, 'files'>,
): Promise<SavedPlan | null> {
  if (path === undefined) return null;
  refuseAnswers(flags);
  const text = await files.readText(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  return parsePlanFile(path, text);
}

function refuseAnswers({ answers, restore }: ApplyFlags): void {
  const given = ANSWER_NAMES.filter(
    (name) => answers[name] !== undefined && !ALLOWED_WITH_A_PLAN.includes(name),
  );
  const flags = [...given.map((name) => ANSWERS[name].flag), ...(restore ? ['--restore'] : [])];
  if (flags.length === 0) return;
  const named = flags.join(', ');
  throw new SetupError(
    'USAGE',
    `A saved plan is carried out exactly as it is, so ${named} cannot change it.`,
    {
      advice: ['Make the plan anew with these answers: entra-mcp-setup plan --out plan.json'],
    },
  );
}

/** Throws `MISSING_ANSWERS` without --yes. Naming a saved plan is a confirmation of its own. */
function refuseUnconfirmed({ yes }: ApplyFlags): void {
  if (yes) return;
  throw new SetupError('MISSING_ANSWERS', 'apply changes the tenant without asking, so it wants --yes.', {
    advice: [
      'See what it would change: entra-mcp-setup plan',
      'Be asked before anything changes: entra-mcp-setup setup',
      'Carry it out: entra-mcp-setup apply --yes',
    ],
  });
}

interface Planning {
  readonly asked: Blueprint;
  readonly seen: Tenant;
  readonly saved: SavedPlan | null;
  readonly inputs: Inputs;
  readonly flags: ApplyFlags;
}

/**
 * The changes that will be carried out, those of the saved plan where there is one, and the blueprint with its certificate:
 * that is created only where a change needs it, before anything is written to the tenant. Throws for hazards.
 */
export async function settlePlan(
  outside: Pick<Outside, 'clock' | 'files' | 'random' | 'terminal'>,
  { asked, seen, saved, inputs }: Omit<Planning, 'flags'>,
): Promise<{ readonly blueprint: Blueprint; readonly changes: readonly PlannedChange[] }> {
  refuseWrongApps(inputs, asked, seen);
  const context = checkContext(outside, seen);
  const known = await prepareCertificate(outside, asked, { mayCreate: false, inputs });
  const planned = planFor(CHECKS, known, seen, context).changes;
  const changes = saved === null ? planned : recomputed(saved, planned);
  refuseHazards({ changes }, known, seen);
  const wantsCertificate = changes.some(({ change }) => change.kind === 'add-certificate');
  if (!wantsCertificate) return { blueprint: known, changes };
  const blueprint = await prepareCertificate(outside, known, {
    mayCreate: true,
    inputs,
    maxDays: facetOf(seen, 'appManagementPolicy')?.maxCertificateDays ?? null,
  });
  return { blueprint, changes: changes.map((planned) => withCertificate(planned, blueprint)) };
}

/** The change with the certificate that was created after the plan was made; any other change as it was approved. */
function withCertificate(planned: PlannedChange, { serverApi }: Blueprint): PlannedChange {
  const { change } = planned;
  const { credential } = serverApi;
  if (change.kind !== 'add-certificate' || credential.kind !== 'certificate') return planned;
  return { ...planned, change: { ...change, certificate: credential.certificate } };
}

function refuseHazards(plan: Parameters<typeof hazardsOf>[0], blueprint: Blueprint, tenant: Tenant): void {
  const [first, ...others] = hazardsOf(plan, blueprint, tenant);
  if (!first) return;
  const message = [first, ...others].map((hazard) => hazard.message).join(' ');
  throw new SetupError(first.code, message, { advice: first.advice });
}
