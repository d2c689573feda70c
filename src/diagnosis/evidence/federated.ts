import type { FederatedCredential } from '../../core/tenant.ts';
import { type Evidence, proved, refuted, type Situation } from '../situation.ts';
import { facetOf } from './facets.ts';

type Part = 'issuer' | 'subject' | 'audience';

function valuesOf(part: Part, credentials: readonly FederatedCredential[]): readonly string[] {
  return credentials.flatMap((one) => (part === 'audience' ? one.audiences : [one[part]]));
}

/** The credentials of the server, provided that the blueprint wants one: else the failure is another app's. */
function credentialsOf({ knowledge, named }: Situation): readonly FederatedCredential[] | null {
  const wanted = knowledge.blueprint?.serverApi.credential;
  if (wanted?.kind !== 'federated' || named.app === 'client' || named.app === 'other') return null;
  return facetOf(knowledge, 'serverFederatedCredentials') ?? null;
}

/** Entra compares issuer, subject and audience character for character. */
export const federatedDiffers =
  (part: Part): Evidence =>
  (situation) => {
    const credentials = credentialsOf(situation);
    const presented = situation.failure.presented?.[part] ?? null;
    if (credentials === null || credentials.length === 0 || presented === null) return null;
    const registered = valuesOf(part, credentials);
    if (registered.includes(presented)) return refuted(`{server} trusts the ${part} ${presented}.`);
    return proved(`The token presents the ${part} ${presented}; {server} trusts ${registered.join(', ')}.`);
  };

export const noFederatedCredential: Evidence = (situation) => {
  const credentials = credentialsOf(situation);
  if (credentials === null) return null;
  return credentials.length === 0
    ? proved('{server} has no federated credential.')
    : refuted('{server} has a federated credential.');
};
