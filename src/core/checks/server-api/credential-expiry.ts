import { defineCheck } from '../../check.ts';
import { dayOf, daysUntil, daysWords, isWithin } from '../../days.ts';
import { credentialWords, heldCredentials, isValid } from '../../expiry.ts';
import { noApplication } from '../shared/facets.ts';
import { shownCredentials } from '../shared/shown.ts';

interface Evidence {
  readonly displayName: string;
  readonly endDateTime: string;
  readonly days: number;
  readonly failDays: number;
  readonly level: 'fail' | 'warn';
}

/** Judges the wanted credential that lasts longest: the others may run out unnoticed. */
export const credentialExpiry = defineCheck<'serverApplication' | 'serverFederatedCredentials', Evidence>({
  id: 'server-api.credential-expiry',
  app: 'server',
  title: 'The credential of MCP Server API lasts a while yet',
  severity: 'error',
  stage: 'credential',
  link: 'obo',
  guide: 'Security Best Practices, Credential Management',
  why: 'When the last credential expires, every on-behalf-of exchange fails at once.',
  explains: ['7000222', '700027'],
  portal: 'CertificatesAndSecrets',
  shows: shownCredentials,
  configPath: 'serverApi.credential',
  reads: ['serverApplication', 'serverFederatedCredentials'],
  expected: () => 'enough time left to replace it',
  find: (
    blueprint,
    { serverApplication, serverFederatedCredentials },
    { now, expiryWarnDays, expiryFailDays },
  ) => {
    if (serverApplication === null) return noApplication('server');
    const held = heldCredentials(blueprint.serverApi, serverApplication, serverFederatedCredentials);
    const valid = held.filter((one) => isValid(one, now));
    if (valid.length === 0) return { skip: `MCP Server API has no valid ${credentialWords(blueprint)}.` };
    const last = valid.reduce((a, b) => (endOf(a) >= endOf(b) ? a : b));
    const endDateTime = endOf(last);
    if (!isWithin(endDateTime, expiryWarnDays, now)) return [];
    const level = isWithin(endDateTime, expiryFailDays, now) ? 'fail' : 'warn';
    const days = daysUntil(endDateTime, now);
    return [{ displayName: last.displayName, endDateTime, days, failDays: expiryFailDays, level }];
  },
  level: ({ level }) => level,
  actual: ([evidence]) => `${daysWords(evidence.days)} left`,
  explain: ({ displayName, endDateTime, days }) =>
    `${displayName} ends on ${dayOf(endDateTime)}, ${days === 0 ? 'today' : `in ${daysWords(days)}`}.`,
  remedy: () => ({
    by: 'you',
    summary: 'Add a new credential beside the old one, deploy it, then retire the old',
    command: 'entra-mcp-setup rotate',
  }),
});

/** What does not end lasts longest. */
function endOf({ endDateTime }: { readonly endDateTime: string | null }): string {
  return endDateTime ?? '9999-12-31T00:00:00Z';
}
