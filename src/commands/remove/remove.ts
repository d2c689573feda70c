import { type Blueprint, isMarked, uniqueNameFor } from '../../core/blueprint.ts';
import { APPS, type AppWord } from '../../core/ids.ts';
import type { Report } from '../../core/report.ts';
import type { Application, Reading, Tenant } from '../../core/tenant.ts';
import { APP_WORDS } from '../../core/words.ts';
import { SetupError } from '../../errors.ts';
import { deleteApplication, purgeApplication } from '../../graph/remove.ts';
import type { Outside } from '../../outside.ts';
import { oneLine } from '../../report/clean.ts';
import { runTasks } from '../../ui/run-steps.ts';
import { type Connection, identityOf, patienceOf, type SignInOutside } from '../run/connect.ts';
import { gatherInputs, type Inputs, requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { targetOf } from '../run/observe.ts';
import { connectAndRecognise } from '../run/recognise.ts';
import { type RecycledApp, recycledApps } from '../run/recycled.ts';
import { type Reporting, startReport } from '../run/result.ts';
import { type Note, stepsInto } from '../run/tracked-steps.ts';
import type { RemoveFlags } from './command.ts';

interface Removal {
  readonly app: AppWord;
  /** Its display name is safe to show. */
  readonly application: Application;
  /** False for an app that was made otherwise and adopted: it is named and never deleted. */
  readonly ours: boolean;
}

/** Deletes what setup created and nothing else. Without --delete-apps it only shows what that would be. */
export async function remove(
  { flags }: Invocation<RemoveFlags>,
  outside: SignInOutside & Reporting,
): Promise<CommandResult> {
  const finish = startReport('remove', outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireApps(inputs);
  refuseUnconfirmed(flags);
  const wayOn = { command: 'remove', makes: 'none' } as const;
  const access = acts(flags) ? 'write' : 'read';
  const recognition = { blueprint, inputs, flags, wayOn };
  const { connection, tenant } = await connectAndRecognise(outside, access, recognition);
  const removals = removalsIn(tenant, blueprint, inputs);
  const deleted = flags.purge ? await deletedBefore(connection, blueprint, removals) : [];
  const work = { removals: flags.deleteApps || !acts(flags) ? removals : [], deleted };
  const done = acts(flags) ? await carryOutRemovals(outside, connection, work, flags) : [];
  const document = finish({
    exitCode: 0,
    target: targetOf(blueprint, tenant),
    identity: identityOf(connection.session),
    plan: describeRemovals(work.removals),
    ...(acts(flags) ? { applied: { done, stoppedAt: null, credentials: [], files: [] } } : {}),
  });
  return { exitCode: 0, document, text: textOf(work, done, flags, blueprint) };
}

/** Whether anything is deleted: live apps with --delete-apps, only apps in the recycle bin with --purge --yes alone. */
function acts({ deleteApps, purge, yes }: RemoveFlags): boolean {
  return Boolean(deleteApps || (purge && yes));
}

function refuseUnconfirmed({ deleteApps, yes }: RemoveFlags): void {
  if (!deleteApps || yes) return;
  throw new SetupError('MISSING_ANSWERS', 'Deleting apps wants --yes beside --delete-apps.', {
    advice: ['See what would be deleted: entra-mcp-setup remove'],
  });
}

/**
 * The apps that are there. Throws `INCONCLUSIVE` for one that cannot be read. One that this tool made for another blueprint is
 * ours to delete only where a flag names it.
 */
function removalsIn(tenant: Tenant, blueprint: Blueprint, { givenBy }: Inputs): readonly Removal[] {
  const named = { client: givenBy.clientAppId === 'flag', server: givenBy.serverAppId === 'flag' };
  const found = (app: AppWord, reading: Reading<Application | null>): readonly Removal[] => {
    if (reading.state === 'unreadable')
      throw new SetupError(
        'INCONCLUSIVE',
        `${APP_WORDS[app]} could not be read, so nothing is deleted. ${reading.detail}`,
      );
    const application = reading.value;
    return application === null
      ? []
      : [
          {
            app,
            application: shown(application),
            ours: isMadeFor(application, app, blueprint) || (named[app] && isMarked(application)),
          },
        ];
  };
  return [...found('client', tenant.clientApplication), ...found('server', tenant.serverApplication)];
}

/** Whether this tool made the app for this blueprint. A blueprint of 1.0 has no marker, so any marker of ours counts there. */
function isMadeFor(
  { uniqueName }: Pick<Application, 'uniqueName'>,
  app: AppWord,
  blueprint: Blueprint,
): boolean {
  return blueprint.marker === null ? isMarked({ uniqueName }) : uniqueName === uniqueNameFor(app, blueprint);
}

/** Apps of the blueprint in the recycle bin, deleted by an earlier run or by hand. */
function deletedBefore(
  connection: Connection,
  blueprint: Blueprint,
  removals: readonly Removal[],
): Promise<readonly RecycledApp[]> {
  const apps = APPS.filter((app) => removals.every((one) => one.app !== app));
  const isIt = (app: AppWord, uniqueName: string | null) => isMadeFor({ uniqueName }, app, blueprint);
  return recycledApps(connection, blueprint, { apps, isIt });
}

/** The app with a name that is safe to show: whoever may name an app could otherwise write escape sequences to the terminal. */
function shown<App extends { readonly displayName: string }>(application: App): App {
  return { ...application, displayName: oneLine(application.displayName) };
}

/** What a run would delete, and what it would take out of the recycle bin besides. */
interface Work {
  readonly removals: readonly Removal[];
  readonly deleted: readonly RecycledApp[];
}

function describeRemovals(removals: readonly Removal[]): NonNullable<Report['plan']> {
  return {
    changes: removals
      .filter(({ ours }) => ours)
      .map(({ app, application }) => ({
        kind: 'delete-application',
        app,
        summary: `Delete the app registration ${application.displayName}`,
        before: { appId: application.appId, displayName: application.displayName },
        after: null,
        sensitive: [],
        because: app === 'client' ? ('client-app.exists' as const) : ('server-api.exists' as const),
      })),
    leftToPeople: removals
      .filter(({ ours }) => !ours)
      .map(({ app, application }) => ({
        check: app === 'client' ? ('client-app.exists' as const) : ('server-api.exists' as const),
        by: 'you' as const,
        summary: `${application.displayName} (${application.appId}) was not created by this tool for this blueprint and stays`,
        command: null,
      })),
  };
}

async function carryOutRemovals(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'stream' | 'terminal'>,
  { graph }: Connection,
  { removals, deleted }: Work,
  flags: RemoveFlags,
): Promise<readonly string[]> {
  const done: string[] = [];
  const step = stepsInto(done, outside);
  const environment = (note: Note) => ({ graph, patience: patienceOf(outside, flags, note) });
  const purge = (application: Application | RecycledApp) =>
    step(`Remove ${application.displayName} from the recycle bin`, (note) =>
      purgeApplication(environment(note), application),
    );
  const steps = removals
    .filter(({ ours }) => ours)
    .flatMap(({ application }) => [
      step(`Delete ${application.displayName}`, (note) => deleteApplication(environment(note), application)),
      ...(flags.purge ? [purge(application)] : []),
    ]);
  await runTasks(outside, [...steps, ...deleted.map(purge)]);
  return done;
}

/** The command that deletes, with the ids of what it deletes, so that pasted elsewhere it deletes that or nothing. */
function deletion({ removals, deleted }: Work, { purge }: RemoveFlags): string {
  const named = [...removals.map(({ app, application: { appId } }) => ({ app, appId })), ...deleted];
  return [
    'entra-mcp-setup remove',
    ...named.map(({ app, appId }) => `--${app}-app-id ${appId}`),
    ...(removals.length > 0 ? ['--delete-apps'] : []),
    '--yes',
    ...(purge ? ['--purge'] : []),
  ].join(' ');
}

function nothingIn(tenant: string, flags: RemoveFlags): string {
  return acts(flags) && !flags.deleteApps
    ? `Nothing of this set-up waits in the recycle bin of ${tenant}.`
    : `Nothing in ${tenant} was created by this tool for this blueprint.`;
}

function textOf(
  { removals, deleted }: Work,
  done: readonly string[],
  flags: RemoveFlags,
  { tenant }: Blueprint,
): string {
  const kept = removals.filter(({ ours }) => !ours);
  const ours = removals.filter((removal) => removal.ours);
  const keptLines = kept.map(
    ({ application }) =>
      `  stays    ${application.displayName} ${application.appId} (not made by this tool for this blueprint)`,
  );
  if (ours.length === 0 && deleted.length === 0)
    return [nothingIn(tenant, flags), ...keptLines, ''].join('\n');
  if (acts(flags)) return [...done.map((line) => `Done: ${line}`), ...keptLines, ''].join('\n');
  return [
    `Would be deleted in ${tenant}, with service principal, grants and credentials:`,
    ...ours.map(({ application }) => `  delete   ${application.displayName} ${application.appId}`),
    ...deleted.map(({ displayName, appId }) => `  purge    ${displayName} ${appId}, deleted before`),
    ...keptLines,
    '',
    `Nothing was changed. To delete: ${deletion({ removals: ours, deleted }, flags)}`,
    '',
  ].join('\n');
}
