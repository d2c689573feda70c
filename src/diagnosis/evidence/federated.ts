import type { FederatedCredential } from '../../core/tenant.ts';
import type { PresentedAssertion } from '../failure.ts';
import { type CauseTest, mayBeServer, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { readFacet } from './facets.ts';

type Part = keyof PresentedAssertion;

function valuesOf(part: Part, credentials: readonly FederatedCredential[]): readonly string[] {
  return credentials.flatMap((one) => (part === 'audience' ? one.audiences : [one[part]]));
}

/** The federated credentials of the server; null where they were not read, or the blueprint asks for another kind. */
function credentialsOf(situation: Situation): readonly FederatedCredential[] | null {
  const { knowledge } = situation;
  const wanted = knowledge.blueprint?.serverApi.credential;
  if (wanted?.kind !== 'federated' || !mayBeServer(situation)) return null;
  return readFacet(knowledge, 'serverFederatedCredentials') ?? null;
}

/** Whether two values differ in letter case or a trailing slash only. */
function nearly(a: string, b: string): boolean {
  const [one, other] = [a, b].map((value) => value.toLowerCase().replace(/\/$/, ''));
  return one === other;
}

/** Whether issuer or subject of the presented token are registered, so that the message is about this setup. Audiences are shared by all. */
function isOurs(presented: PresentedAssertion | null, credentials: readonly FederatedCredential[]): boolean {
  return credentials.some(
    ({ issuer, subject }) => issuer === presented?.issuer || subject === presented?.subject,
  );
}

/** Whether this part of the presented token is registered. Entra compares each character for character. */
export const federatedDiffers =
  (part: Part): CauseTest =>
  (situation) => {
    const credentials = credentialsOf(situation);
    const presented = situation.failure.presented?.[part] ?? null;
    if (credentials === null || credentials.length === 0 || presented === null) return null;
    const registered = valuesOf(part, credentials);
    if (registered.includes(presented)) return refuted(`{server} trusts the ${part} ${presented}.`);
    const concerns =
      isOurs(situation.failure.presented, credentials) || registered.some((one) => nearly(one, presented));
    return concerns ? proved(differing(part, presented, registered)) : null;
  };

/** Presented and registered value, where it is not proved that the message is about this setup. */
export const federatedSign =
  (part: Part): Sign =>
  (situation) => {
    const credentials = credentialsOf(situation) ?? [];
    const presented = situation.failure.presented?.[part] ?? null;
    return presented === null || credentials.length === 0
      ? null
      : differing(part, presented, valuesOf(part, credentials));
  };

function differing(part: Part, presented: string, registered: readonly string[]): string {
  return `The token presents the ${part} ${presented}; {server} trusts ${registered.join(', ')}.`;
}

export const noFederatedCredential: CauseTest = (situation) => {
  const credentials = credentialsOf(situation);
  if (credentials === null) return null;
  return credentials.length === 0
    ? proved('{server} has no federated credential.')
    : refuted('{server} has a federated credential.');
};
