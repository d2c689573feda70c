import { defineCheck } from '../../check.ts';
import { counted } from '../../words.ts';
import { noApplication } from '../shared/facets.ts';
import { shownCredentials } from '../shared/shown.ts';

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
  shows: shownCredentials,
  configPath: null,
  reads: ['clientApplication', 'clientFederatedCredentials'],
  expected: () => 'none',
  find: (_blueprint, { clientApplication, clientFederatedCredentials }) => {
    if (clientApplication === null) return noApplication('client');
    const { passwordCredentials, keyCredentials } = clientApplication;
    const found = {
      secrets: passwordCredentials.length,
      certificates: keyCredentials.length,
      federated: clientFederatedCredentials.map(({ name }) => name),
    };
    return found.secrets + found.certificates + found.federated.length === 0 ? [] : [found];
  },
  actual: ([evidence]) =>
    `${counted(evidence.secrets, 'secret')}, ${counted(evidence.certificates, 'certificate')}, ${counted(evidence.federated.length, 'federated credential')}`,
  explain: ({ secrets, certificates, federated }) => {
    const trusted =
      federated.length === 0
        ? ''
        : ` and the federated ${federated.length === 1 ? 'credential' : 'credentials'} ${federated.join(', ')}`;
    return `MCP Client App holds ${counted(secrets, 'client secret')}, ${counted(certificates, 'certificate')}${trusted}.`;
  },
  remedy: () => ({
    by: 'you',
    summary:
      'Remove the secrets, certificates and federated credentials of MCP Client App once nothing uses them',
  }),
});
