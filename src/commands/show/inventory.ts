import { isSnapshot, parseSnapshot } from '../../config/snapshot.ts';
import type { SnapshotTenant } from '../../config/snapshot-schema.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import type { Report } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Outside } from '../../outside.ts';
import { judgeTenant } from '../run/judge-tenant.ts';
import { type ReportBody, type Reporting, startReport } from '../run/result.ts';
import { withEvidence } from './evidence.ts';
import { type Readers, readersIn, serverReaders } from './readers.ts';
import { registrationsOf } from './show-view.ts';
import { sourceAt } from './source.ts';

interface Seen {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly readers: Readers;
}

/** The registrations with their verdicts. Exit code 3 where an app could not be read; findings do not change it. */
function inventoryOf({ blueprint, tenant, readers }: Seen, outside: Pick<Outside, 'clock'>): ReportBody {
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

/** The inventory of a set-up whose blueprint and settings are on this machine. */
export async function inventoryHere(
  { blueprint, tenant }: Pick<Seen, 'blueprint' | 'tenant'>,
  place: { readonly config: string; readonly envFiles: readonly string[] },
  outside: Reporting & Pick<Outside, 'files'>,
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
export async function inventoryOfSnapshot(
  path: string,
  outside: Reporting & Pick<Outside, 'files'>,
): Promise<Report | null> {
  // A file that cannot be read is taken for a blueprint, whose reader reports why.
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
