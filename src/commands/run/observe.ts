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
import { assertTenantRead, type Connection, connect, patienceOf, type SignInOutside } from './connect.ts';
import { EXTRA_LOOKS, readWithoutLag } from './lagging.ts';
import { maxWaitOf } from './limits.ts';
import type { Reporting } from './result.ts';
import type { JudgingFlags } from './shared-options.ts';
import { refuseCaptured } from './strangers.ts';

/** What reading a tenant, judging it and reporting on it take of the outside. */
export type JudgingOutside = SignInOutside & Reporting & Pick<Outside, 'progress'>;

/** Ids that are known before reading, and whether a deadline has passed. */
export type ReadingOptions = Pick<ReadOptions, 'principals' | 'isLate'>;

/**
 * Reads the tenant. Throws `WRONG_TENANT` where it is not the one asked for, `USAGE` where an app bears the blueprint's
 * marker and has something foreign on it.
 */
export async function observe(
  outside: Pick<Outside, 'interrupt' | 'transport'>,
  connection: Connection,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<Tenant> {
  const tenant = await readExpectedTenant(outside, connection, blueprint, flags, options);
  await refuseCaptured(outside, connection, { blueprint, tenant, flags });
  return tenant;
}

/** The same for commands that have written nothing: waits for replicas that disagree on an app before it counts as missing. */
export async function observeWithoutLag(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'terminal' | 'transport'>,
  connection: Connection,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<Tenant> {
  const readNow = () => readExpectedTenant(outside, connection, blueprint, flags, options);
  const looking = { ...options, extraLooks: EXTRA_LOOKS };
  const tenant = await readWithoutLag(readNow, blueprint, patienceOf(outside, flags), looking);
  await refuseCaptured(outside, connection, { blueprint, tenant, flags });
  return tenant;
}

/** Signs in to the blueprint's tenant and reads it as `observeWithoutLag` does. */
export async function connectAndObserve(
  outside: SignInOutside,
  blueprint: Blueprint,
  flags: CommonFlags,
  options: ReadingOptions = {},
): Promise<{ readonly connection: Connection; readonly tenant: Tenant }> {
  const connection = await connect(outside, blueprint, { flags, access: 'read' });
  return { connection, tenant: await observeWithoutLag(outside, connection, blueprint, flags, options) };
}

/** Reads the tenant, whatever is on its apps. Throws `WRONG_TENANT` where it is not the one asked for. */
export async function readExpectedTenant(
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

/** What a report is about: tenant and apps as they were read; null for what was not found or not read. */
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

/**
 * The checks that --only and --skip leave, by id or section. Throws `USAGE` for a name that matches no check, and where no
 * check is left.
 */
export function chosenChecks({ only, skip, endpoint }: JudgingFlags): readonly Check[] {
  const wanted = only && named(only, '--only');
  const skipped = skip ? named(skip, '--skip') : [];
  // The endpoint's checks send requests to another server, so they are judged only where somebody asks for them.
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

/** The section `advice` by its name in version 1.0, which scripts may still use. */
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
