import type { Blueprint } from '../../core/blueprint.ts';
import type { Fix, Verdict } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { Connection } from '../run/connect.ts';
import { missingApps } from '../run/recognise.ts';
import { type RecycledApp, recycledApps } from '../run/recycled.ts';

/**
 * The verdicts; where a missing app is in the recycle bin, its fix is to restore it in place of creating a new one. Sends one
 * more request, and only where an app is missing. An account that may not read the recycle bin gets the verdicts as they are.
 */
export async function withWayBack(
  checks: readonly Verdict[],
  connection: Connection,
  { blueprint, tenant }: { readonly blueprint: Blueprint; readonly tenant: Tenant },
): Promise<readonly Verdict[]> {
  const missing = missingApps(tenant).filter((app) =>
    checks.some(({ id, status }) => id === EXISTS[app] && status === 'fail'),
  );
  if (missing.length === 0) return checks;
  const waiting = await recycledApps(connection, blueprint, { apps: missing, isIt: () => true }).catch(
    (error: unknown) => {
      if (error instanceof SetupError && error.code !== 'INTERRUPTED') return [];
      throw error;
    },
  );
  return checks.map((verdict) => {
    const app = waiting.find((one) => EXISTS[one.app] === verdict.id);
    return app === undefined ? verdict : restorable(verdict, app);
  });
}

const EXISTS = { client: 'client-app.exists', server: 'server-api.exists' } as const;

function restorable(verdict: Verdict, { displayName, appId }: RecycledApp): Verdict {
  const fix: Fix = {
    by: 'us',
    summary: `Restore ${displayName} with what was set on it; it waits for 30 days after it was deleted`,
    command: 'entra-mcp-setup apply --yes --restore',
    portalUrl: verdict.fix?.portalUrl ?? null,
  };
  return { ...verdict, message: `${verdict.message} ${appId} waits in the recycle bin.`, fix };
}
