import { type Blueprint, withAppIds, withKeyId } from '../../core/blueprint.ts';
import { summarise } from '../../core/changes/index.ts';
import { CHECKS } from '../../core/checks/index.ts';
import type { PlannedChange } from '../../core/plan.ts';
import { planFor } from '../../core/plan.ts';
import type { Applied } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { ChangeResult, IssuedCredential } from '../../graph/change-result.ts';
import { performChange } from '../../graph/perform.ts';
import { principalsOf, type RunState, runStateOf } from '../../graph/run-state.ts';
import { settle } from '../../graph/settle.ts';
import type { Outside } from '../../outside.ts';
import { runTasks } from '../../ui/run-steps.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { type Connection, patienceOf } from '../run/connect.ts';
import { checkContext } from '../run/limits.ts';
import { observe } from '../run/observe.ts';
import { asSetupError, StoppedError } from '../run/result.ts';
import { leftBehind, NOTHING_DONE, namedFailure, withdraw } from './rollback.ts';
import { brokenOff, trackWrites, type WriteOutcome } from './tracked-writes.ts';

/** What carrying a plan out needs of its command. */
export interface CarryOutRequest {
  readonly connection: Connection;
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly changes: readonly PlannedChange[];
  readonly flags: CommonFlags;
  /** Called as soon as an app id or a key id is known, so that a run that dies finds them again. Returns files written. */
  readonly onIds: (blueprint: Blueprint) => Promise<readonly string[]>;
  /**
   * Puts a new credential where it belongs, before anything else can fail. Returns where that is; a throw means that it
   * could not, and the credential is withdrawn.
   */
  readonly onIssued: (
    issued: IssuedCredential,
    blueprint: Blueprint,
    runState: RunState,
  ) => Promise<string | null>;
}

/** What was done, and the tenant and blueprint after it. */
export interface CarriedOut {
  readonly applied: Applied;
  readonly runState: RunState;
  readonly blueprint: Blueprint;
  readonly notices: readonly string[];
  /** The refusal, when the account may do everything but consent. */
  readonly consentRefused: SetupError | null;
  readonly issued: readonly IssuedCredential[];
}

/** Carries out the changes one after the other, one request at a time per application. */
export async function carryOut(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'stream' | 'terminal'>,
  request: CarryOutRequest,
): Promise<CarriedOut> {
  let state: CarriedOut = {
    applied: NOTHING_DONE,
    runState: runStateOf(request.tenant),
    blueprint: request.blueprint,
    notices: [],
    consentRefused: null,
    issued: [],
  };
  const refused = new Set<PlannedChange>();
  const steps = request.changes.map((planned) => ({
    title: summarise(planned.change),
    run: async (note: (text: string) => void) => {
      const outcome = await perform(outside, request, state, planned, note);
      if ('refused' in outcome) {
        refused.add(planned);
        state = { ...state, consentRefused: outcome.refused };
      } else {
        state = await writeDown(request, state, planned, outcome);
      }
    },
    ending: () => (refused.has(planned) ? 'refused, left to an administrator' : 'done'),
  }));
  await runTasks(outside, steps);
  return state;
}

/** One change. When it breaks off, the failure says what may have become of it. */
async function perform(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'terminal'>,
  { connection, flags }: CarryOutRequest,
  { runState, applied }: CarriedOut,
  planned: PlannedChange,
  note: (text: string) => void,
): Promise<ChangeResult | { readonly refused: SetupError }> {
  const { graph, outcome: writeOutcome } = trackWrites(connection.graph);
  try {
    outside.interrupt.throwIfAborted();
    return await performChange(
      { graph, patience: patienceOf(outside, flags, note) },
      runState,
      planned.change,
    );
  } catch (error) {
    if (isConsentRefusal(planned, error)) return { refused: error };
    throw stoppedAt(error, summarise(planned.change), applied, writeOutcome());
  }
}

/** What only this run knows goes to disk before anything else can fail: the id of a new app, a new credential. */
async function writeDown(
  request: CarryOutRequest,
  before: CarriedOut,
  planned: PlannedChange,
  performed: ChangeResult,
): Promise<CarriedOut> {
  const after = afterChange(before, planned, performed);
  const { issued } = performed;
  if (issued !== null) {
    const placed = await place(request, before, after, { issued, title: summarise(planned.change) });
    const files = placed.writtenTo === null ? [] : [placed.writtenTo];
    const applied = together(after.applied, { files, credentials: [placed] });
    return issued.kind === 'federated' ? { ...after, applied } : idsWritten(request, { ...after, applied });
  }
  return planned.change.kind === 'create-application' ? idsWritten(request, after) : after;
}

async function idsWritten(request: CarryOutRequest, after: CarriedOut): Promise<CarriedOut> {
  try {
    const files = await request.onIds(after.blueprint);
    return { ...after, applied: together(after.applied, { files }) };
  } catch (error) {
    throw stoppedAt(error, 'Write down the ids', after.applied);
  }
}

function afterChange(state: CarriedOut, { change }: PlannedChange, performed: ChangeResult): CarriedOut {
  const { runState, issued, notice } = performed;
  return {
    ...state,
    runState,
    blueprint: withIssued(withAppIds(state.blueprint, runState), issued),
    notices: [...state.notices, ...(notice === null ? [] : [notice])],
    issued: [...state.issued, ...(issued ? [issued] : [])],
    applied: together(state.applied, { done: [summarise(change)] }),
  };
}

function together(before: Applied, more: Partial<Omit<Applied, 'stoppedAt'>>): Applied {
  const { done = [], files = [], credentials = [] } = more;
  return {
    ...before,
    done: [...before.done, ...done],
    files: [...new Set([...before.files, ...files])],
    credentials: [...before.credentials, ...credentials],
  };
}

async function place(
  request: CarryOutRequest,
  before: CarriedOut,
  { blueprint, runState }: CarriedOut,
  { issued, title }: { readonly issued: IssuedCredential; readonly title: string },
): Promise<Applied['credentials'][number]> {
  const { keyId, displayName, endDateTime } = issued;
  try {
    return {
      keyId,
      displayName,
      endDateTime,
      writtenTo: await request.onIssued(issued, blueprint, runState),
    };
  } catch (error) {
    const withdrawn = await withdraw(request.connection, issued, runState);
    const failure = namedFailure(issued, error, withdrawn, { what: 'could not be kept' });
    const applied = together(before.applied, leftBehind(issued, withdrawn, null));
    throw stoppedAt(failure, title, applied);
  }
}

/** A federated credential is known by its issuer and subject, the others by their key ids. */
function withIssued(blueprint: Blueprint, issued: IssuedCredential | null): Blueprint {
  return issued === null || issued.kind === 'federated' ? blueprint : withKeyId(blueprint, issued.keyId);
}

/** Consent may be beyond the account while everything else is not: that is a hand-off, not a failure. */
function isConsentRefusal({ change }: PlannedChange, error: unknown): error is SetupError {
  return change.kind === 'grant-consent' && error instanceof SetupError && error.code === 'FORBIDDEN';
}

/** The failure with what was done before it. A change that was sent and not answered is never "nothing changed". */
export function stoppedAt(
  error: unknown,
  title: string,
  applied: Applied,
  writeOutcome: WriteOutcome = 'none',
): unknown {
  const open = brokenOff(title, writeOutcome);
  // Reports read an empty list as "nothing was changed".
  const isListed = open !== null && (writeOutcome === 'written' || applied.done.length === 0);
  const done = isListed ? [...applied.done, open] : applied.done;
  if (!(error instanceof SetupError) && done.length === 0) return error;
  const cause = asSetupError(error);
  return new StoppedError(cause, { ...applied, done, stoppedAt: open ?? title }, [goingOn(cause, done)]);
}

const LASTING: readonly string[] = ['POLICY', 'CONFLICT', 'FORBIDDEN'] satisfies SetupError['code'][];

function goingOn({ code }: SetupError, done: readonly string[]): string {
  if (done.length === 0) return 'Nothing was changed in the tenant';
  const again = '`entra-mcp-setup apply --yes`';
  return LASTING.includes(code)
    ? `What is done stays and is found again; once the reason above is gone, go on with ${again}`
    : `Run ${again} again: what is done is found, and the rest is carried out`;
}

/** As often running is an old state believed that this run did not write, over growing waits. */
const BELIEVED_AFTER = 5;

/**
 * Reads back until nothing of what this run did is left to plan, several times running. What it did not write may be read
 * from an older replica, too, so that is waited for as well, but no longer than it takes to be believed.
 */
export async function readBack(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'progress' | 'terminal' | 'transport'>,
  { connection, flags, changes }: Pick<CarryOutRequest, 'connection' | 'flags' | 'changes'>,
  { blueprint, runState, consentRefused }: CarriedOut,
): Promise<{ readonly tenant: Tenant; readonly settled: boolean }> {
  const title = 'Read everything back';
  let strange = 0;
  return outside.progress.step(title, async (note) => {
    const { value, good } = await settle(
      () => observe(outside, connection, blueprint, flags, { principals: principalsOf(runState) }),
      (tenant) => {
        const plan = planFor(CHECKS, blueprint, tenant, checkContext(outside, tenant));
        const left = plan.changes.filter(
          ({ change }) => change.kind !== 'grant-consent' || consentRefused === null,
        );
        strange = left.length > 0 && !left.some((one) => isAmong(changes, one)) ? strange + 1 : 0;
        return left.length === 0 || strange >= BELIEVED_AFTER;
      },
      patienceOf(outside, flags, note),
    );
    return { tenant: value, settled: good };
  });
}

function isAmong(done: readonly PlannedChange[], { change }: PlannedChange): boolean {
  return done.some((one) => one.change.kind === change.kind && one.change.app === change.app);
}
