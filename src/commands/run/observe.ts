import type { Blueprint } from '../../core/blueprint.ts';
import type { Check } from '../../core/check.ts';
import { ALL_CHECKS, CHECKS } from '../../core/checks/index.ts';
import { heldCredentials } from '../../core/expiry.ts';
import type { AppReference, Report, Target } from '../../core/report.ts';
import { type Application, facetOf, registrationsIn, type Tenant } from '../../core/tenant.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import { SetupError } from '../../errors.ts';
import { type ReadOptions, readTenant } from '../../graph/read.ts';
import type { Outside } from '../../outside.ts';
import type { CommonFlags } from './common-options.ts';
import { assertTenantRead, type Connection, connect, patienceOf } from './connect.ts';
import { LOOKS_AGAIN, readWithoutLag } from './lagging.ts';
import { maxWaitOf } from './limits.ts';
import type { JudgingFlags } from './shared-options.ts';
import { refuseCaptured } from './strangers.ts';

/** What is known before reading, and when it is over. */
export type ReadingOptions = Pick<ReadOptions, 'principals' | 'isLate'>;

/**
 * Reads the tenant, and settles that it is the one asked for and that its apps are the blueprint's: one that only bears the
 * marker, with something foreign on it, is refused.
 */
export async function observe(
  outside: Pick<Outside, 'interrupt' | 'transport'>,
  connection: Connection,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<Tenant> {
  const tenant = await readSettled(outside, connection, blueprint, flags, options);
  await refuseCaptured(outside, connection, { blueprint, tenant, flags });
  return tenant;
}

/** The same for who did not write just now: replicas that disagree on an app are waited for before it is called missing. */
export async function observeCalm(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'terminal' | 'transport'>,
  connection: Connection,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<Tenant> {
  const readNow = () => readSettled(outside, connection, blueprint, flags, options);
  const looking = { ...options, again: LOOKS_AGAIN };
  const tenant = await readWithoutLag(readNow, blueprint, patienceOf(outside, flags), looking);
  await refuseCaptured(outside, connection, { blueprint, tenant, flags });
  return tenant;
}

/** Signs in to the blueprint's tenant and does the same. Only reads. */
export async function connectAndObserve(
  outside: Outside,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<{ readonly connection: Connection; readonly tenant: Tenant }> {
  const connection = await connect(outside, blueprint, { flags, access: 'read' });
  return { connection, tenant: await observeCalm(outside, connection, blueprint, flags, options) };
}

/** Reads the tenant without looking at what is foreign on the apps. */
export async function readSettled(
  outside: Pick<Outside, 'interrupt' | 'transport'>,
  { graph, session }: Connection,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<Tenant> {
  const tenant = await readTenant(graph, blueprint, {
    maxWait: maxWaitOf(flags),
    signal: outside.interrupt,
    ...options,
  });
  await assertTenantRead(outside, session, blueprint, tenant);
  return tenant;
}

export function targetOf(blueprint: Blueprint, tenant: Tenant): Target {
  const organization = facetOf(tenant, 'organization');
  const { client, server } = registrationsIn(tenant);
  return {
    cloud: blueprint.cloud,
    tenantId: organization?.tenantId ?? null,
    tenantName: organization?.displayName ?? null,
    clientApp: referenceTo(client),
    serverApi: referenceTo(server),
  };
}

function referenceTo(application: Application | null): AppReference | null {
  if (application === null) return null;
  const { appId, objectId, displayName } = application;
  return { appId, objectId, displayName };
}

/** Credentials with their lives, for the timeline of the HTML report. */
export function credentialsOf(blueprint: Blueprint, tenant: Tenant): NonNullable<Report['credentials']> {
  const server = facetOf(tenant, 'serverApplication');
  if (server === null) return [];
  const { serverApi } = blueprint;
  const federated = facetOf(tenant, 'serverFederatedCredentials') ?? [];
  return heldCredentials(serverApi, server, federated).map(({ displayName, startDateTime, endDateTime }) => ({
    app: 'server' as const,
    kind: serverApi.credential.kind,
    displayName,
    startDateTime,
    endDateTime,
  }));
}

/** The checks that --only and --skip leave, by id or section; a name that matches none is refused, and so is nothing. */
export function chosenChecks({ only, skip, endpoint }: JudgingFlags): readonly Check[] {
  const wanted = only && named(only, '--only');
  const skipped = skip ? named(skip, '--skip') : [];
  // The endpoint's checks ask another server, so that they are judged only when somebody says so.
  const asked = endpoint || wanted?.some((name) => /^endpoint(\.|$)/.test(name)) ? ALL_CHECKS : CHECKS;
  const chosen = asked.filter((check) => (!wanted || matches(check, wanted)) && !matches(check, skipped));
  if (chosen.length > 0) return chosen;
  throw new SetupError(
    'USAGE',
    '--only and --skip leave no check to judge, which must not pass for a good one.',
    {
      advice: ['All of them: entra-mcp-setup checks'],
    },
  );
}

/** What the section of advice was called in 1.0, where it read like the practice tenant. */
const OLD_SECTION = /^practice(?=\.|$)/;

function named(values: readonly string[], flag: string): readonly string[] {
  const names = values
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().replace(OLD_SECTION, 'advice'))
    .filter((name) => name !== '');
  const unknown = names.find((name) => !ALL_CHECKS.some((check) => matches(check, [name])));
  if (unknown === undefined) return names;
  const ids = ALL_CHECKS.map(({ id }) => id);
  throw new SetupError(
    'USAGE',
    `${flag}: there is no check or section named ${unknown}${didYouMean(unknown, ids) || '.'}`,
    {
      advice: ['All of them: entra-mcp-setup checks'],
    },
  );
}

function matches({ id }: Check, names: readonly string[]): boolean {
  return names.some((name) => id === name || id.startsWith(`${name}.`));
}
