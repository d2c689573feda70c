import { isSnapshot, parseSnapshot } from '../../config/snapshot.ts';
import type { SnapshotTenant } from '../../config/snapshot-schema.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import type { Report } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Outside } from '../../outside.ts';
import { judgeTenant } from '../run/judge-tenant.ts';
import { type ReportBody, startReport } from '../run/result.ts';
import { withEvidence } from './evidence.ts';
import { type Readers, readersIn, serverReaders } from './readers.ts';
import { registrationsOf } from './show-view.ts';
import { sourceAt } from './source.ts';

interface Seen {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly readers: Readers;
}

/** What is there, judged. That something is wrong with it is no failure to show it: what could not be read is. */
function inventoryOf({ blueprint, tenant, readers }: Seen, outside: Outside): ReportBody {
  const { clientApplication, serverApplication } = tenant;
  const isUnreadable = [clientApplication, serverApplication].some(({ state }) => state === 'unreadable');
  const { checks = [], ...others } = judgeTenant(blueprint, tenant, {}, outside);
  const registrations = registrationsOf(tenant, { blueprint, readers });
  return {
    ...others,
    exitCode: isUnreadable ? 3 : 0,
    checks: withEvidence(checks, registrations),
    registrations,
  };
}

/** The inventory of a set-up whose files are here. */
export async function inventoryHere(
  { blueprint, tenant }: Pick<Seen, 'blueprint' | 'tenant'>,
  place: { readonly config: string; readonly envFiles: readonly string[] },
  outside: Outside,
): Promise<ReportBody> {
  const readers = await readersIn(place.envFiles, { blueprint, tenant }, outside);
  const source = await sourceAt('blueprint', place.config, outside);
  return {
    ...(source && { config: place.config, source }),
    ...inventoryOf({ blueprint, tenant, readers }, outside),
  };
}

/** `.env` in the folder of a blueprint. */
export function envBeside(config: string): string {
  return config.replace(/[^/\\]*$/, '.env');
}

/** The report of a file that is a snapshot, read without any sign-in; null for a file that is none. */
export async function inventoryOfSnapshot(path: string, outside: Outside): Promise<Report | null> {
  // What cannot be read is no snapshot; whoever takes it for a blueprint says why it cannot.
  const text = await outside.files.readText(path).catch(() => null);
  if (text === null || !isSnapshot(text)) return null;
  const finish = startReport('show', outside);
  const { takenAt, tool, ...seen } = parseSnapshot(path, text);
  const source = await sourceAt('snapshot', path, outside);
  const readers = serverReaders(seen.blueprint, seen.tenant satisfies SnapshotTenant);
  return finish({
    config: path,
    ...(source && { source: { ...source, takenAt, takenBy: tool.version } }),
    ...inventoryOf({ blueprint: seen.blueprint, tenant: seen.tenant, readers }, outside),
  });
}
