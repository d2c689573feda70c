import { newSnapshot } from '../../config/snapshot.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import type { Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import { accessReader } from '../../graph/read-access.ts';
import type { Outside } from '../../outside.ts';
import { maskedDocument } from '../../report/masked.ts';
import { redactIds } from '../../report/redact.ts';
import { meansFleet, namedConfigs } from '../fleet/configs.ts';
import { type Connection, connect, identityOf, type SignInOutside } from '../run/connect.ts';
import { deadlineFor } from '../run/deadline.ts';
import { gatherInputs, type Inputs, inOutDir, requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { maxWaitOf } from '../run/limits.ts';
import { type JudgingOutside, observeWithoutLag } from '../run/observe.ts';
import { startReport } from '../run/result.ts';
import type { ShowFlags } from './command.ts';
import { envBeside, inventoryHere, inventoryOfSnapshot } from './inventory.ts';
import { renderShown, snapshotWords } from './show-text.ts';

/** Shows the registrations of one set-up or many as they are, judged, or exports everything the checks read. Only reads. */
export async function show(
  invocation: Invocation<ShowFlags>,
  outside: JudgingOutside,
): Promise<CommandResult> {
  const { flags } = invocation;
  const named = namedConfigs(invocation);
  const isMany = await meansFleet(invocation, outside);
  if (flags.snapshot !== undefined && isMany) throw severalIn(flags.snapshot);
  if (isMany) {
    const { showFleet } = await import('./show-fleet.ts');
    return withText(await showFleet(invocation, outside), flags);
  }
  const [only] = named;
  const fromSnapshot = only === undefined ? null : await inventoryOfSnapshot(only, outside);
  if (fromSnapshot !== null)
    return withText({ exitCode: fromSnapshot.exitCode, document: fromSnapshot }, flags);
  const deadline = deadlineFor(flags, outside);
  try {
    return await deadline.bound(showOne(only, flags, deadline.outside));
  } catch (error) {
    throw deadline.isPast() ? deadline.error() : error;
  }
}

async function showOne(
  operand: string | undefined,
  flags: ShowFlags,
  outside: JudgingOutside,
): Promise<CommandResult> {
  const finish = startReport('show', outside);
  const inputs = await gatherInputs(flags, outside, operand);
  const { connection, blueprint } = await connectFor(inputs, flags, outside);
  const observed = await observeWithoutLag(outside, connection, blueprint, flags);
  const options = { maxWait: maxWaitOf(flags), signal: outside.interrupt };
  const tenant = await accessReader(connection.graph, options)(observed);
  const { configPath: config, outDir } = inputs;
  const place = { config, envFiles: [envBeside(config), inOutDir(outDir, '.env')] };
  const inventory = await inventoryHere({ blueprint, tenant }, place, outside);
  const document = finish({ ...inventory, identity: identityOf(connection.session) });
  if (flags.snapshot === undefined) return withText({ exitCode: document.exitCode, document }, flags);
  await writeSnapshot(flags.snapshot, { blueprint, tenant }, flags, outside);
  if (flags.snapshot === '-') return { exitCode: 0 };
  const text = snapshotWords(flags.snapshot, document.registrations?.unreadable ?? []);
  return { exitCode: 0, document: { ...document, ok: true, exitCode: 0 }, text };
}

function severalIn(path: string): SetupError {
  return new SetupError('USAGE', `--snapshot ${path} holds one set-up, and several are named.`, {
    advice: ['Take one of each', 'All of them as one result: entra-mcp-setup show --report json=shown.json'],
  });
}

/** The result with its text: the registrations alone. Verdicts stand in the other formats, and in `verify`. */
function withText(
  { exitCode, document }: CommandResult,
  { json, format = 'text', redact }: ShowFlags,
): CommandResult {
  if (document === undefined) return { exitCode };
  if (json || format !== 'text') return { exitCode, document };
  return { exitCode, document, text: renderShown(redact === 'ids' ? maskedDocument(document) : document) };
}

/** Signs in. Without a tenant asked for, the blueprint gets the one that was signed in to. */
async function connectFor(
  inputs: Inputs,
  flags: ShowFlags,
  outside: SignInOutside,
): Promise<{ readonly connection: Connection; readonly blueprint: Blueprint }> {
  const { tenant = null, cloud = 'public' } = inputs.input;
  const blueprintIn = (id: string) => requireApps({ ...inputs, input: { ...inputs.input, tenant: id } });
  blueprintIn(tenant ?? 'organizations');
  const connection = await connect(outside, { tenant, cloud }, { flags, access: 'read' });
  return { connection, blueprint: blueprintIn(tenant ?? connection.session.claims.tenantId) };
}

async function writeSnapshot(
  path: string,
  content: { readonly blueprint: Blueprint; readonly tenant: Tenant },
  flags: ShowFlags,
  { files, terminal, clock, version }: Pick<Outside, 'clock' | 'files' | 'terminal' | 'version'>,
): Promise<void> {
  const taken = newSnapshot(content, { takenAt: clock.now(), version });
  const snapshot = flags.redact === 'ids' ? redactIds(taken) : taken;
  const json = `${JSON.stringify(snapshot, null, 2)}\n`;
  if (path === '-') terminal.out(json);
  else await files.writeText(path, json, { mode: 0o644 });
}
