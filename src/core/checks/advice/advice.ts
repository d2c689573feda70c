import { type Check, type CheckId, defineCheck } from '../../check.ts';

/** The guide's security practices. No API shows whether people follow them, so the verdict is `manual`. */
const advice = (id: CheckId, title: string, why: string, summary: string): Check =>
  defineCheck({
    id,
    app: null,
    title,
    severity: 'info',
    stage: 'advice',
    link: null,
    manual: true,
    guide: 'Security Best Practices',
    why,
    explains: [],
    portal: 'Overview',
    shows: null,
    configPath: null,
    reads: [],
    expected: () => null,
    find: () => [{}],
    actual: () => null,
    explain: () => `${summary}.`,
    remedy: () => ({ by: 'you', summary }),
  });

export const adviceChecks: readonly Check[] = [
  advice(
    'advice.credential-management',
    'Credentials are rotated, alerted on and kept out of source control',
    'An expired or leaked credential stops the chain or opens it.',
    'Rotate before expiry (`entra-mcp-setup rotate`), keep production secrets in Azure Key Vault, run verify on a schedule as the expiry alert, and never commit .env',
  ),
  advice(
    'advice.access-control',
    'Access is assigned to groups and reviewed',
    'The apps let in whoever the tenant lets in.',
    'Assign groups instead of single users, review assignments regularly, and put MCP Server API under the same Conditional Access policies as Microsoft 365',
  ),
  advice(
    'advice.monitoring',
    'Sign-ins of both apps are watched',
    'Misuse and misconfiguration show first in the sign-in log.',
    'Send sign-in and audit logs to Azure Monitor, alert on unusual sign-ins of both apps, and review Identity Protection findings',
  ),
];
