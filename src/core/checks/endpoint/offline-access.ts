import type { Endpoint } from '../../endpoint.ts';
import { defineEndpointCheck, missing } from './shared.ts';

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
    if (endpoint.metadata.state !== 'answered') return missing(endpoint.metadata) ?? [];
    return placesOf(endpoint).map((where) => ({ where }));
  },
  actual: (evidence) => evidence.map(({ where }) => where),
  explain: ({ where }) => `${where} names ${SCOPE}.`,
  remedy: ({ where }) => ({ by: 'you', summary: `Take ${SCOPE} out of ${where}` }),
});

function placesOf({ withoutToken, metadata }: Endpoint): readonly string[] {
  const challenge = withoutToken.state === 'answered' ? (withoutToken.value.challenge?.scope ?? '') : '';
  const listed = metadata.state === 'answered' ? (metadata.value.document.scopes ?? []) : [];
  return [
    ...(challenge.split(/\s+/).includes(SCOPE) ? ['the challenge'] : []),
    ...(listed.includes(SCOPE) ? ['scopes_supported'] : []),
  ];
}
