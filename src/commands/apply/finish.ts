import { type Blueprint, withAppIds } from '../../core/blueprint.ts';
import { CHECKS } from '../../core/checks/index.ts';
import { describePlan } from '../../core/describe-plan.ts';
import { judge } from '../../core/judge.ts';
import { type PlannedChange, planFor } from '../../core/plan.ts';
import { type Applied, exitCodeOf, type ReportedError, summaryOf, type Verdict } from '../../core/report.ts';
import { registrationsIn, type Tenant } from '../../core/tenant.ts';
import { EXIT_CODES, type SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import { type FileFlags, setupFiles } from '../files/files.ts';
import { HANDOFF_FILE } from '../files/pages.ts';
import { proveVault } from '../files/vault.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { type Connection, identityOf } from '../run/connect.ts';
import type { Inputs } from '../run/inputs.ts';
import { checkContext } from '../run/limits.ts';
import { credentialsOf, targetOf } from '../run/observe.ts';
import { describeError, type ReportBody, stepsAfter } from '../run/result.ts';
import { type CarriedOut, carryOut, readBack, stoppedAt } from './carry-out.ts';

/** A confirmed plan and what is needed to carry it out. */
export interface FinishRequest {
  readonly connection: Connection;
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly changes: readonly PlannedChange[];
  readonly flags: CommonFlags & FileFlags;
  readonly inputs: Inputs;
  /** Why consent was left to somebody else in the wizard: by choice, or because the account's roles do not allow it. */
  readonly handOff?: 'chosen' | 'barred' | null;
}

/** The report of the run, and what callers need beside it. */
export interface FinishedSetup {
  readonly body: ReportBody;
  /** Entra holds a client secret whose value nobody here knows. */
  readonly lacksSecret: boolean;
  /** As it was saved. */
  readonly blueprint: Blueprint;
  /** As it was read back. */
  readonly tenant: Tenant;
}

/** What carrying a plan out and writing its files take of the outside. */
export type FinishOutside = Pick<
  Outside,
  'clock' | 'files' | 'interrupt' | 'launch' | 'progress' | 'stream' | 'terminal' | 'transport'
>;

/** Carries the plan out, reads back, judges, and writes the files. Throws `StoppedError` with what was done. */
export async function finishSetup(outside: FinishOutside, request: FinishRequest): Promise<FinishedSetup> {
  const files = setupFiles(outside, { ...request, early: [] });
  await beforeFirstWrite(request, files);
  const carried = await carryOut(outside, {
    ...request,
    onIds: files.saveBlueprint,
    onIssued: files.placeCredential,
  });
  // An error of these steps, too, lists what was done before.
  const step = stepsAfter((error, title) => stoppedAt(error, title, carried.applied));
  const after = await step('Read everything back', async () =>
    request.changes.length === 0 ? request.tenant : (await readBack(outside, request, carried)).tenant,
  );
  const blueprint = withAppIds(carried.blueprint, registrationsIn(after));
  // Without this the consent checks would advise to grant what this account was just refused.
  const judgedBy = carried.consentRefused === null ? blueprint : { ...blueprint, grantAdminConsent: false };
  const checks = judge(CHECKS, judgedBy, after, checkContext(outside, after)).map(({ verdict }) => verdict);
  const handOff = carried.consentRefused !== null || request.handOff != null;
  const { issued } = carried;
  const written = await step('Write the files', () =>
    files.writeAll({ blueprint, tenant: after, issued, checks, handOff }),
  );
  say(outside.terminal, [...carried.notices, ...written.notices]);
  const finished = { carried, blueprint: judgedBy, after, checks, files: written.files };
  return { ...written, body: bodyOf(outside, request, finished), blueprint, tenant: after };
}

/** Makes sure that the vault takes a secret, and saves the marker, by which a run after a killed one finds what that made. */
async function beforeFirstWrite(
  { changes, blueprint, flags, connection }: FinishRequest,
  { saveBlueprint }: ReturnType<typeof setupFiles>,
): Promise<void> {
  if (changes.some(({ change }) => change.kind === 'add-secret')) await proveVault(flags, connection.session);
  if (changes.length > 0 && blueprint.marker !== null) await saveBlueprint(blueprint);
}

interface Finished {
  readonly carried: CarriedOut;
  readonly blueprint: Blueprint;
  readonly after: Tenant;
  readonly checks: readonly Verdict[];
  readonly files: readonly string[];
}

function bodyOf(outside: Pick<Outside, 'clock'>, request: FinishRequest, finished: Finished): ReportBody {
  const { carried, blueprint, after, checks, files } = finished;
  const { consentRefused, applied } = carried;
  const left = planFor(CHECKS, blueprint, after, checkContext(outside, after));
  return {
    exitCode: exitCodeFor(checks, consentRefused !== null || request.handOff === 'barred'),
    target: targetOf(blueprint, after),
    identity: identityOf(request.connection.session),
    summary: summaryOf(checks),
    checks,
    credentials: credentialsOf(blueprint, after),
    plan: describePlan({ changes: request.changes, leftToPeople: left.leftToPeople }),
    applied: withFiles(applied, files),
    ...(consentRefused === null ? {} : { errors: [handedOff(consentRefused, files)] }),
  };
}

/** The refused consent as a reported error; its first step is to hand the page to an administrator. */
function handedOff(refused: SetupError, files: readonly string[]): ReportedError {
  const described = describeError(refused);
  const page = files.find((path) => path.endsWith(HANDOFF_FILE)) ?? HANDOFF_FILE;
  return { ...described, nextSteps: [`Hand ${page} to an administrator`, ...described.nextSteps] };
}

/** 5 where the account may not consent and a consent is missing, though everything else was done; else that of the checks. */
function exitCodeFor(checks: readonly Verdict[], isBarred: boolean): number {
  const lacksConsent = checks.some(({ id, status }) => /consent$/.test(id) && status === 'fail');
  return isBarred && lacksConsent ? EXIT_CODES.FORBIDDEN : exitCodeOf(checks, 'error');
}

function withFiles(applied: Applied, files: readonly string[]): Applied {
  return { ...applied, files: [...new Set([...applied.files, ...files])] };
}
