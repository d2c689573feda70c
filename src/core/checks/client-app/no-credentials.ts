import { defineCheck } from '../../check.ts';
import { noApplication } from '../shared/facets.ts';

/** A secret on a public client protects nothing: whoever has the program has the secret. */
export const noCredentials = defineCheck({
  id: 'client-app.no-credentials',
  app: 'client',
  title: 'MCP Client App has no secret',
  severity: 'warning',
  stage: 'registration',
  link: null,
  guide: 'Configuration Summary, Client Secret: None (public client)',
  why: 'A public client must not have credentials; sending one makes Entra refuse the sign-in, keeping one invites misuse.',
  explains: ['700025'],
  portal: 'CertificatesAndSecrets',
  configPath: null,
  reads: ['clientApplication'],
  expected: () => 'none',
  find: (_blueprint, { clientApplication }) => {
    if (clientApplication === null) return noApplication('client');
    const { passwordCredentials, keyCredentials } = clientApplication;
    return passwordCredentials.length + keyCredentials.length === 0
      ? []
      : [{ secrets: passwordCredentials.length, certificates: keyCredentials.length }];
  },
  actual: ([evidence]) =>
    evidence ? `${evidence.secrets} secrets, ${evidence.certificates} certificates` : null,
  explain: ({ secrets, certificates }) =>
    `MCP Client App holds ${secrets} client secrets and ${certificates} certificates.`,
  remedy: () => ({
    by: 'you',
    summary: 'Remove the secrets and certificates of MCP Client App once nothing uses them',
  }),
});
