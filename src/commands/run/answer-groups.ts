import type { AnswerName } from '../../core/answers.ts';

/** Answers by what they are about, so that a command can name those it reads. Every answer stands in one group. */
export const ANSWER_GROUPS = {
  where: ['tenant', 'cloud'],
  apps: ['serverName', 'serverAppId', 'clientName', 'clientAppId'],
  addresses: ['mcpUrl', 'clientUrl', 'gatewayCallback', 'redirectUris', 'backupRedirectUris', 'clients'],
  api: ['appIdUri', 'additionalIdentifierUris', 'scope', 'preAuthorizedClients'],
  permissions: ['graphPermissions'],
  consent: ['grantAdminConsent'],
  credential: ['credential', 'secretMonths', 'certificate', 'federatedIssuer', 'federatedSubject'],
  newCredential: ['createCertificate'],
  folder: ['outDir'],
  settings: ['envPreset', 'envPrefix', 'envDialect'],
} as const satisfies Readonly<Record<string, readonly AnswerName[]>>;

export type AnswerGroup = keyof typeof ANSWER_GROUPS;

/** The groups that describe a set-up in the tenant. */
export const SETUP_ANSWERS: readonly AnswerGroup[] = [
  'where',
  'apps',
  'addresses',
  'api',
  'permissions',
  'credential',
  'folder',
];

/** Answers that may be given with a saved plan: they do not change what it does. */
export const ALLOWED_WITH_A_PLAN: readonly AnswerName[] = ['tenant', 'cloud', 'outDir'];
