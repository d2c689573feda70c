import type { Blueprint } from '../core/blueprint.ts';
import { CHECKS } from '../core/checks/index.ts';
import type { PlannedChange } from '../core/plan.ts';
import { planFor } from '../core/plan.ts';
import type { Applied } from '../core/report.ts';
import { summarise } from '../core/summarise.ts';
import type { Tenant } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { type Known, knownFrom, principalsOf } from '../graph/known.ts';
import { type IssuedCredential, performChange } from '../graph/perform.ts';
import { settle } from '../graph/settle.ts';
import { runSteps } from '../ui/run-steps.ts';
import { type Connection, patienceOf } from './connect.ts';
import type { Flags } from './invocation.ts';
import { momentOf } from './limits.ts';
import { observe } from './observe.ts';
import type { Outside } from './outside.ts';
import { StoppedError } from './result.ts';

/** What carrying a plan out needs of its command. */
export interface CarryOutRequest {
  readonly connection: Connection;
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly changes: readonly PlannedChange[];
  readonly flags: Flags;
  /** Called as soon as app ids are known, so that a run that dies finds them again. Returns files written. */
  readonly onAppIds: (blueprint: Blueprint) => Promise<readonly string[]>;
  /**
   * Puts a new credential where it belongs, before anything else can fail. Returns where that is; a throw means that it
   * could not, and the credential is withdrawn.
   */
  readonly onIssued: (issued: IssuedCredential, blueprint: Blueprint, known: Known) => Promise<string | null>;
}

/** What was done, and the tenant and blueprint after it. */
export interface CarriedOut {
  readonly applied: Applied;
  readonly known: Known;
  readonly blueprint: Blueprint;
  readonly notices: readonly string[];
  /** The refusal, when the account may do everything but consent. */
  readonly consentRefused: SetupError | null;
  readonly issued: readonly IssuedCredential[];
}

/** Nobody waits long for something that is being given up. */
const WITHDRAW_LIMIT_MS = 30_000;

/** Carries out the changes one after the other, one request at a time per application. */
export async function carryOut(outside: Outside, request: CarryOutRequest): Promise<CarriedOut> {
  let state: CarriedOut = {
    applied: { done: [], stoppedAt: null, credentials: [], files: [] },
    known: knownFrom(request.tenant),
    blueprint: request.blueprint,
    notices: [],
    consentRefused: null,
    issued: [],
  };
  const steps = request.changes.map((planned) => ({
    title: summarise(planned.change),
    run: async (note: (text: string) => void) => {
      try {
        outside.interrupt.throwIfAborted();
        state = await carryOutOne(outside, request, state, planned, note);
      } catch (error) {
        if (!isConsentRefusal(planned, error))
          throw stoppedAt(error, summarise(planned.change), state.applied);
        state = { ...state, consentRefused: error };
        note('left to an administrator');
      }
    },
  }));
  await runSteps(outside, steps);
  return state;
}

async function carryOutOne(
  outside: Outside,
  request: CarryOutRequest,
  state: CarriedOut,
  { change }: PlannedChange,
  note: (text: string) => void,
): Promise<CarriedOut> {
  const environment = { graph: request.connection.graph, patience: patienceOf(outside, request.flags, note) };
  const performed = await performChange(environment, state.known, change);
  const blueprint = withAppIds(state.blueprint, performed.known);
  const files = change.kind === 'create-application' ? await request.onAppIds(blueprint) : [];
  const placed = performed.issued ? await place(request, performed.issued, blueprint, performed.known) : null;
  const { applied } = state;
  return {
    ...state,
    known: performed.known,
    blueprint,
    notices: [...state.notices, ...(performed.notice === null ? [] : [performed.notice])],
    issued: [...state.issued, ...(performed.issued ? [performed.issued] : [])],
    applied: {
      ...applied,
      done: [...applied.done, summarise(change)],
      files: [...new Set([...applied.files, ...files, ...(placed?.writtenTo ? [placed.writtenTo] : [])])],
      credentials: placed ? [...applied.credentials, placed] : applied.credentials,
    },
  };
}

async function place(
  { onIssued, connection }: CarryOutRequest,
  issued: IssuedCredential,
  blueprint: Blueprint,
  known: Known,
): Promise<Applied['credentials'][number]> {
  const { keyId, displayName, endDateTime } = issued;
  try {
    return { keyId, displayName, endDateTime, writtenTo: await onIssued(issued, blueprint, known) };
  } catch (error) {
    await withdraw(connection, issued, known);
    throw unplaced(issued, error);
  }
}

/** A credential that could not be kept is named, so that nobody looks for it. */
export function unplaced({ displayName, keyId }: IssuedCredential, error: unknown): SetupError {
  const known = error instanceof SetupError ? error : null;
  const reason = error instanceof Error ? error.message : String(error);
  return new SetupError(
    known?.code ?? 'FILE_NOT_WRITABLE',
    `The new credential ${displayName} (key id ${keyId}) could not be kept and was withdrawn: ${reason}`,
    { advice: known?.advice ?? ['Make the folder writable, then run the command again'], cause: error },
  );
}

/** Takes back what was just created: a secret that nobody could keep, a certificate that does not work. */
export async function withdraw(
  { graph }: Pick<Connection, 'graph'>,
  { kind, keyId }: Pick<IssuedCredential, 'kind' | 'keyId'>,
  known: Known,
): Promise<void> {
  if (kind === 'federated') return;
  const { removeCredential } = await import('../graph/rotate.ts');
  const patience = { clock: graph.clock, maxWait: WITHDRAW_LIMIT_MS, onWait: () => undefined };
  await removeCredential({ graph, patience }, known, { kind, keyId });
}

export function withAppIds(blueprint: Blueprint, { client, server }: Known): Blueprint {
  return {
    ...blueprint,
    clientApp: { ...blueprint.clientApp, appId: client.appId ?? blueprint.clientApp.appId },
    serverApi: { ...blueprint.serverApi, appId: server.appId ?? blueprint.serverApi.appId },
  };
}

/** Consent may be beyond the account while everything else is not: that is a hand-off, not a failure (contract §5). */
function isConsentRefusal({ change }: PlannedChange, error: unknown): error is SetupError {
  return change.kind === 'grant-consent' && error instanceof SetupError && error.code === 'FORBIDDEN';
}

/** The failure with what was done before it; anything that is no failure of ours passes unchanged. */
export function stoppedAt(error: unknown, title: string, applied: Applied): unknown {
  if (!(error instanceof SetupError)) return error;
  return new StoppedError(error, { ...applied, stoppedAt: title }, [
    applied.done.length === 0
      ? 'Nothing was changed in the tenant'
      : 'Run entra-mcp-setup apply --yes again: what is done is found, and the rest is carried out',
  ]);
}

/** Reads back until no change is left to plan but consent that was refused, several times running. */
export async function readBack(
  outside: Outside,
  { connection, flags }: Pick<CarryOutRequest, 'connection' | 'flags'>,
  { blueprint, known, consentRefused }: CarriedOut,
): Promise<{ readonly tenant: Tenant; readonly settled: boolean }> {
  const title = 'Read everything back';
  return outside.progress.step(title, async (note) => {
    const { value, good } = await settle(
      () => observe(outside, connection, blueprint, flags, principalsOf(known)),
      (tenant) => {
        const { changes } = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
        return changes.every(({ change }) => change.kind === 'grant-consent' && consentRefused !== null);
      },
      patienceOf(outside, flags, note),
    );
    return { tenant: value, settled: good };
  });
}
