import { defineCheck } from '../../check.ts';
import { credentialWords, daysLeft, heldCredentials, isValid } from '../../expiry.ts';
import { noApplication } from '../shared/facets.ts';

interface Evidence {
  readonly displayName: string;
  readonly endDateTime: string;
  readonly days: number;
  readonly failDays: number;
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
    if (valid.some(({ endDateTime }) => endDateTime === null)) return [];
    const last = valid.reduce((a, b) => ((a.endDateTime ?? '') >= (b.endDateTime ?? '') ? a : b));
    const endDateTime = last.endDateTime ?? '';
    const days = daysLeft(endDateTime, now);
    return days >= expiryWarnDays
      ? []
      : [{ displayName: last.displayName, endDateTime, days, failDays: expiryFailDays }];
  },
  level: ({ days, failDays }) => (days < failDays ? 'fail' : 'warn'),
  actual: ([evidence]) => (evidence ? `${evidence.days} days left` : null),
  explain: ({ displayName, endDateTime, days }) =>
    `${displayName} ends on ${endDateTime.slice(0, 10)}, in ${days} ${days === 1 ? 'day' : 'days'}.`,
  remedy: () => ({
    by: 'you',
    summary: 'Add a new credential beside the old one, deploy it, then retire the old',
    command: 'entra-mcp-setup rotate',
  }),
});
