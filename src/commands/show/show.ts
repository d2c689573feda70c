import { newSnapshot } from '../../config/snapshot.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import type { Report } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Outside } from '../../outside.ts';
import { redactIds } from '../../report/redact.ts';
import { type Connection, connect, identityOf } from '../run/connect.ts';
import { gatherInputs, type Inputs, requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { observe, targetOf } from '../run/observe.ts';
import { startReport } from '../run/result.ts';
import type { ShowFlags } from './command.ts';
import { renderRegistrations, snapshotWords } from './show-text.ts';
import { registrationsOf } from './show-view.ts';

/** Shows both registrations as they are, or exports everything the checks read. Only reads. */
export async function show({ flags }: Invocation<ShowFlags>, outside: Outside): Promise<CommandResult> {
  const finish = startReport('show', outside);
  const inputs = await gatherInputs(flags, outside);
  const { connection, blueprint } = await connectFor(inputs, flags, outside);
  const tenant = await observe(outside, connection, blueprint, flags);
  const registrations = registrationsOf(tenant);
  const target = targetOf(blueprint, tenant);
  const exitCode = flags.snapshot === undefined && isUnreadable(tenant) ? 3 : 0;
  const document: Report = {
    ...finish({ exitCode, target, identity: identityOf(connection.session) }),
    registrations,
  };
  if (flags.snapshot === undefined) {
    const shown = masked(flags, { registrations, target });
    return { exitCode, document, text: renderRegistrations(shown.registrations, shown.target) };
  }
  await writeSnapshot(flags.snapshot, { blueprint, tenant }, flags, outside);
  return flags.snapshot === '-'
    ? { exitCode }
    : { exitCode, document, text: snapshotWords(flags.snapshot, registrations) };
}

/** Without a tenant asked for, the one that is signed in to is shown. */
async function connectFor(
  inputs: Inputs,
  flags: ShowFlags,
  outside: Outside,
): Promise<{ readonly connection: Connection; readonly blueprint: Blueprint }> {
  const { tenant = null, cloud = 'public' } = inputs.input;
  const blueprintIn = (id: string) => requireApps({ ...inputs, input: { ...inputs.input, tenant: id } });
  blueprintIn(tenant ?? 'organizations');
  const connection = await connect(outside, { tenant, cloud }, { flags, access: 'read' });
  return { connection, blueprint: blueprintIn(tenant ?? connection.session.claims.tenantId) };
}

function isUnreadable({ clientApplication, serverApplication }: Tenant): boolean {
  return [clientApplication, serverApplication].some(({ state }) => state === 'unreadable');
}

function masked<Value>({ redact }: ShowFlags, value: Value): Value {
  return redact === 'ids' ? redactIds(value) : value;
}

async function writeSnapshot(
  path: string,
  content: { readonly blueprint: Blueprint; readonly tenant: Tenant },
  flags: ShowFlags,
  { files, terminal, clock, version }: Pick<Outside, 'clock' | 'files' | 'terminal' | 'version'>,
): Promise<void> {
  const snapshot = masked(flags, newSnapshot(content, { takenAt: clock.now(), version }));
  const json = `${JSON.stringify(snapshot, null, 2)}\n`;
  if (path === '-') terminal.out(json);
  else await files.writeText(path, json, { mode: 0o644 });
}
