import * as z from 'zod';
import type { AppManagementPolicy } from '../core/tenant.ts';
import { parser } from './wire.ts';

const restriction = z.object({
  restrictionType: z.string().nullish(),
  state: z.string().nullish(),
  maxLifetime: z.string().nullish(),
  restrictForAppsCreatedAfterDateTime: z.string().nullish(),
});

const uriRestriction = z
  .object({
    state: z.string().nullish(),
    excludeAppsReceivingV2Tokens: z.boolean().nullish(),
    restrictForAppsCreatedAfterDateTime: z.string().nullish(),
  })
  .nullish();

const policy = z.object({
  isEnabled: z.boolean().nullish(),
  applicationRestrictions: z
    .object({
      passwordCredentials: z.array(restriction).nullish(),
      keyCredentials: z.array(restriction).nullish(),
      identifierUris: z
        .object({
          nonDefaultUriAddition: uriRestriction,
          uriAdditionWithoutUniqueTenantIdentifier: uriRestriction,
        })
        .nullish(),
    })
    .nullish(),
});

const parsePolicy = parser('app management policy', policy);
type Restriction = Pick<z.infer<typeof restriction>, 'state' | 'restrictForAppsCreatedAfterDateTime'>;
type UriRestriction = z.infer<typeof uriRestriction>;

/**
 * The tenant's default app management policy as it applies to an app created at `created`: a restriction holds when its own
 * state is enabled and the app is younger than its date. Those on credentials need the policy itself to be enabled too;
 * those on Application ID URIs do not (facts: graph.md §1.7, recording 50).
 */
export function parseAppManagementPolicy(body: unknown, created: Date): AppManagementPolicy {
  const { isEnabled, applicationRestrictions } = parsePolicy(body);
  const holds = (one: Restriction): boolean =>
    one.state === 'enabled' &&
    (!one.restrictForAppsCreatedAfterDateTime ||
      Date.parse(one.restrictForAppsCreatedAfterDateTime) <= created.getTime());
  const passwords = isEnabled ? (applicationRestrictions?.passwordCredentials ?? []).filter(holds) : [];
  const keys = isEnabled ? (applicationRestrictions?.keyCredentials ?? []).filter(holds) : [];
  const uris = applicationRestrictions?.identifierUris;
  // Ours receives v2 tokens before it gets its URI, and is no SAML app: only the first exclusion concerns it.
  const restricts = (one: UriRestriction): boolean =>
    Boolean(one && holds(one)) && one?.excludeAppsReceivingV2Tokens !== true;
  return {
    secretsForbidden: passwords.some(({ restrictionType }) => restrictionType === 'passwordAddition'),
    maxSecretDays: shortest(passwords, 'passwordLifetime'),
    maxCertificateDays: shortest(keys, 'asymmetricKeyLifetime'),
    onlyDefaultIdentifierUris: restricts(uris?.nonDefaultUriAddition),
    onlyUniqueIdentifierUris: restricts(uris?.uriAdditionWithoutUniqueTenantIdentifier),
  };
}

function shortest(restrictions: readonly z.infer<typeof restriction>[], type: string): number | null {
  const days = restrictions
    .filter(({ restrictionType }) => restrictionType === type)
    .flatMap(({ maxLifetime }) => daysOf(maxLifetime ?? '') ?? []);
  return days.length === 0 ? null : Math.min(...days);
}

/** Whole days of an ISO 8601 duration of years, months (30 days), weeks, days and hours; null when it is another form. */
export function daysOf(duration: string): number | null {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:\d+M)?(?:[\d.]+S)?)?$/.exec(
    duration,
  );
  if (!match || duration === 'P') return null;
  const [years, months, weeks, days, hours] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (years ?? 0) * 365 + (months ?? 0) * 30 + (weeks ?? 0) * 7 + (days ?? 0) + Math.floor((hours ?? 0) / 24)
  );
}
