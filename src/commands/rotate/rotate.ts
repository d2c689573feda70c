import { type Blueprint, withAppIds, withKeyId } from '../../core/blueprint.ts';
import { summarise } from '../../core/changes/index.ts';
import { hazardsOf } from '../../core/hazards.ts';
import type { PlannedChange } from '../../core/plan.ts';
import { type Application, facetOf, type Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import type { Graph } from '../../graph/client.ts';
import { performChange } from '../../graph/perform.ts';
import { type RunState, runStateOf } from '../../graph/run-state.ts';
import type { Outside } from '../../outside.ts';
import { leftBehind, namedFailure, withdraw } from '../apply/rollback.ts';
import { brokenOff, trackWrites } from '../apply/tracked-writes.ts';
import { proveMergeable } from '../files/env-precheck.ts';
import { proveWritable } from '../files/files.ts';
import { identityOf, patienceOf } from '../run/connect.ts';
import { gatherInputs, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { credentialsOf, targetOf } from '../run/observe.ts';
import { connectAndRecognise } from '../run/recognise.ts';
import { asSetupError, StoppedError, startReport } from '../run/result.ts';
import type { RotateFlags } from './command.ts';
import { type NewCredential, newCredential, proveCredential } from './new-credential.ts';
import type { Rotated, Rotation } from './rotation.ts';

/** Adds a new credential beside the old one, proves that it works, and writes it. With `--retire` removes old ones instead. */
export async function rotate({ flags }: Invocation<RotateFlags>, outside: Outside): Promise<CommandResult> {
  const finish = startReport('rotate', outside);
  const rotation = await prepare(outside, flags);
  const done = flags.retire ? await (await import('./retire.ts')).retire(rotation) : await replace(rotation);
  const document = finish({
    exitCode: 0,
    target: targetOf(rotation.blueprint, done.tenant),
    identity: identityOf(rotation.connection.session),
    credentials: credentialsOf(done.blueprint, done.tenant),
    applied: done.applied,
  });
  return { exitCode: 0, document, text: done.text };
}

async function prepare(outside: Outside, flags: RotateFlags): Promise<Rotation> {
  const inputs = await gatherInputs(flags, outside);
  const asked = requireBlueprint(inputs);
  refuseFederated(asked);
  if (!flags.retire) await proveMergeable(outside, inputs, {}, asked);
  await proveWritable(outside, inputs, flags);
  const wayOn = { command: 'rotate', makes: 'none' } as const;
  const recognition = { blueprint: asked, inputs, flags, wayOn };
  const { connection, tenant } = await connectAndRecognise(outside, 'write', recognition);
  const runState = runStateOf(tenant);
  return {
    outside,
    flags,
    inputs,
    connection,
    tenant,
    runState,
    server: serverIn(tenant, inputs),
    blueprint: withAppIds(asked, runState),
    early: [],
  };
}

function refuseFederated({ serverApi: { credential } }: Blueprint): void {
  if (credential.kind !== 'federated') return;
  throw new SetupError(
    'USAGE',
    'MCP Server API proves itself by a federated credential: there is no secret and nothing that expires, so nothing to rotate.',
    {
      advice: [
        'To change to a certificate: entra-mcp-setup rotate --credential certificate --create-certificate',
      ],
    },
  );
}

function serverIn({ serverApplication }: Tenant, { configPath }: Inputs): Application {
  if (serverApplication.state === 'unreadable') {
    throw new SetupError('INCONCLUSIVE', `MCP Server API could not be read: ${serverApplication.detail}`);
  }
  if (serverApplication.value !== null) return serverApplication.value;
  throw new SetupError('CONFIG_INVALID', `The tenant has no MCP Server API of ${configPath}.`, {
    advice: ['Create it first: entra-mcp-setup setup'],
  });
}

async function replace(rotation: Rotation): Promise<Rotated> {
  const { outside, tenant, connection, flags } = rotation;
  if (facetOf(tenant, 'clientApplication') === null) {
    throw new SetupError('CONFIG_INVALID', 'Both apps must exist before settings can be written.', {
      advice: ['Create them first: entra-mcp-setup setup'],
    });
  }
  const { proveVault } = await import('../files/vault.ts');
  await proveVault(flags, connection.session);
  const fresh = await newCredential(rotation);
  const { issued, runState, notice } = await begin(rotation, fresh);
  const proved = { ...rotation, runState, blueprint: withKeyId(fresh.blueprint, issued.keyId) };
  const writtenTo = await proveAndPlace(proved, fresh, issued);
  if (notice !== null) outside.terminal.err(`${notice}\n`);
  const { finishRotated } = await import('./files.ts');
  return finishRotated(proved, issued, writtenTo);
}

/** Creates the credential. Where that fails, its key file is removed unless the certificate may have been registered. */
async function begin(rotation: Rotation, fresh: NewCredential): Promise<Created> {
  const { graph, outcome: writeOutcome } = trackWrites(rotation.connection.graph);
  try {
    refusePolicy(rotation, fresh);
    return await create(rotation, fresh, graph);
  } catch (error) {
    const open = brokenOff(summarise(fresh.change), writeOutcome());
    if (open !== null) throw mayBeThere(fresh, error, open);
    await forgetKeyFile(rotation, fresh);
    throw error;
  }
}

function mayBeThere({ keyFile, change }: NewCredential, error: unknown, open: string): StoppedError {
  const files = keyFile === null ? [] : [keyFile];
  const applied = { done: [open], stoppedAt: summarise(change), credentials: [], files };
  return new StoppedError(asSetupError(error), applied, [
    'See what the app holds: entra-mcp-setup show',
    'If a credential is there that nobody keeps, remove it: entra-mcp-setup rotate --retire <key-id> --yes',
    ...(keyFile === null ? [] : [`The private key was kept in ${keyFile}`]),
  ]);
}

async function forgetKeyFile({ outside }: Rotation, { keyFile }: NewCredential): Promise<void> {
  // The error to report is the one that led here, and a key that is registered nowhere does no harm.
  if (keyFile !== null) await outside.files.remove(keyFile).catch(() => undefined);
}

/** Proves the new credential and writes it. Where that fails, withdraws it and throws; the old one goes on working. */
async function proveAndPlace(
  rotation: Rotation,
  fresh: NewCredential,
  issued: IssuedCredential,
): Promise<string | null> {
  const { placeRotated } = await import('./files.ts');
  try {
    await proveCredential(rotation, fresh, issued);
  } catch (error) {
    throw await withdrawn(rotation, fresh, issued, {
      error: asSetupError(error),
      title: 'Prove the new credential',
      what: 'was not proved to work',
    });
  }
  try {
    return await rotation.outside.progress.step('Write it', () => placeRotated(rotation, issued));
  } catch (error) {
    throw await withdrawn(rotation, fresh, issued, { error, title: 'Write it', what: 'could not be kept' });
  }
}

interface Failed {
  readonly error: unknown;
  readonly title: string;
  /** What happened to the credential, such as "could not be kept". */
  readonly what: string;
}

/** Withdraws the new credential and returns the error to throw. Its key file is removed only where that succeeds. */
async function withdrawn(
  rotation: Rotation,
  fresh: NewCredential,
  issued: IssuedCredential,
  { error, title, what }: Failed,
): Promise<StoppedError> {
  const removal = await withdraw(rotation.connection, issued, rotation.runState);
  if (!removal.left) await forgetKeyFile(rotation, fresh);
  const applied = leftBehind(issued, removal, fresh.keyFile);
  return new StoppedError(namedFailure(issued, error, removal, { what }), { ...applied, stoppedAt: title }, [
    'The old credential stays as it is',
  ]);
}

/** Throws `POLICY`, before the first write, where the tenant forbids this kind of credential. */
function refusePolicy({ tenant }: Rotation, { blueprint, change }: NewCredential): void {
  const planned: PlannedChange = { change, because: 'server-api.credential' };
  const [hazard] = hazardsOf({ changes: [planned] }, blueprint, tenant);
  if (hazard) throw new SetupError('POLICY', hazard.message, { advice: hazard.advice });
}

interface Created {
  readonly issued: IssuedCredential;
  readonly runState: RunState;
  readonly notice: string | null;
}

async function create(
  { outside, flags, runState }: Rotation,
  { change }: NewCredential,
  graph: Graph,
): Promise<Created> {
  return outside.progress.step(summarise(change), async (note) => {
    const environment = { graph, patience: patienceOf(outside, flags, note) };
    const performed = await performChange(environment, runState, change);
    if (performed.issued === null)
      throw new SetupError('BUG', 'The new credential was created and not handed over.');
    return { ...performed, issued: performed.issued };
  });
}
