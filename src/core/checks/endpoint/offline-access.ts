import { challengedScopes, defineEndpointCheck, missing } from './shared.ts';

const SCOPE = 'offline_access';

/** The specification: neither the challenge nor the resource's metadata holds it; a client that wants it adds it itself. */
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
    if (metadata.state !== 'answered') return missing(metadata);
    return [
      ...(challengedScopes(endpoint).includes(SCOPE) ? [{ where: 'the challenge' }] : []),
      ...(metadata.value.document.scopes?.includes(SCOPE) ? [{ where: 'scopes_supported' }] : []),
    ];
  },
  actual: (evidence) => evidence.map(({ where }) => where),
  explain: ({ where }) => `${SCOPE} stands in ${where}.`,
  remedy: ({ where }) => ({ by: 'you', summary: `Take ${SCOPE} out of ${where}` }),
});
