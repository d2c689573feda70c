import { challengedScopes } from '../../endpoint.ts';
import { defineEndpointCheck, notAnswered } from './shared.ts';

const SCOPE = 'offline_access';

/** The MCP specification keeps it out of the challenge and the metadata: a client that wants a refresh token adds it itself. */
export const offlineAccess = defineEndpointCheck({
  id: 'endpoint.offline-access',
  title: 'offline_access is left to the clients',
  severity: 'info',
  link: null,
  why: 'Clients that find offline_access here ask for consent at every sign-in (prompt=consent), which Entra refuses where users may not consent.',
  explains: ['90094', '90095'],
  reads: ['endpoint'],
  expected: () => 'not listed',
  find: (_blueprint, { endpoint }) => {
    const { metadata } = endpoint;
    if (metadata.state !== 'answered') return notAnswered(metadata);
    return [
      ...(challengedScopes(endpoint).includes(SCOPE) ? [{ where: 'the challenge' }] : []),
      ...(metadata.value.document.scopes?.includes(SCOPE) ? [{ where: 'scopes_supported' }] : []),
    ];
  },
  actual: (evidence) => evidence.map(({ where }) => where),
  explain: ({ where }) => `${SCOPE} stands in ${where}.`,
  remedy: ({ where }) => ({ by: 'you', summary: `Take ${SCOPE} out of ${where}` }),
});
