import type { Application } from '../../core/tenant.ts';
import type { ProbeResult } from '../knowledge.ts';
import { type CauseTest, mayBeServer, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf } from './facets.ts';

/** A younger secret may not have reached every replica (facts: troubleshooting.md §2.4). */
const YOUNG_SECONDS = 300;

/** The probes that ran; none where the failure is another app's. */
function probesOf(situation: Situation): readonly ProbeResult[] {
  if (!mayBeServer(situation)) return [];
  return situation.knowledge.probes.filter(({ outcome }) => outcome !== 'not-run');
}

function refusedProbe(situation: Situation): ProbeResult | null {
  return (
    probesOf(situation).find(({ outcome, aadsts }) => outcome === 'rejected' && aadsts === '7000215') ?? null
  );
}

function accepted(situation: Situation): boolean {
  const probes = probesOf(situation);
  return probes.length > 0 && probes.every(({ outcome }) => outcome === 'accepted');
}

function isId({ secretIsKeyId, secretLooksLikeGuid }: ProbeResult): boolean {
  return secretIsKeyId || secretLooksLikeGuid;
}

/** Whether a refused secret may be valid soon: young, and the caller saw that the tenant is replicating. Age alone is no proof. */
function mayBeLate({ createdSecondsAgo, hintMatches }: ProbeResult, { knowledge }: Situation): boolean {
  const replicating = knowledge.observations.some(({ kind }) => kind === 'replicating');
  return (
    replicating && createdSecondsAgo !== null && createdSecondsAgo < YOUNG_SECONDS && hintMatches !== false
  );
}

const WORKS = 'Entra accepts the credential that is configured here.';

/** Entra's secrets are never GUID-shaped; ids of secrets always are. */
export const secretIdPasted: CauseTest = (situation) => {
  const probe = refusedProbe(situation);
  if (probe === null) return accepted(situation) ? refuted(WORKS) : null;
  if (probe.secretIsKeyId)
    return proved('The configured value is the id of a secret of {server}, not its value.');
  return probe.secretLooksLikeGuid
    ? proved('The configured value has the shape of a GUID, as ids of secrets have and values never.')
    : refuted('The configured value does not have the shape of an id.');
};

export const secretNotArrived: CauseTest = (situation) => {
  const probe = refusedProbe(situation);
  if (probe === null) return accepted(situation) ? refuted(WORKS) : null;
  if (isId(probe)) return refuted('The configured value is an id, so waiting will not make it valid.');
  if (probe.hintMatches === false)
    return refuted('The configured value does not begin like any secret of {server}.');
  if (mayBeLate(probe, situation))
    return proved(
      `The secret is ${probe.createdSecondsAgo} s old, begins as its hint says, and the tenant is still replicating.`,
    );
  return (probe.createdSecondsAgo ?? 0) < YOUNG_SECONDS
    ? null
    : refuted('The newest secret of {server} is old enough to be known everywhere.');
};

export const secretIsYoung: Sign = (situation) => {
  const age = refusedProbe(situation)?.createdSecondsAgo ?? null;
  return age !== null && age < YOUNG_SECONDS ? `The newest secret of {server} is only ${age} s old.` : null;
};

export const secretWrong: CauseTest = (situation) => {
  const probe = refusedProbe(situation);
  if (probe === null) return accepted(situation) ? refuted(WORKS) : null;
  if (isId(probe)) return refuted('The configured value is an id; see the cause above.');
  if (mayBeLate(probe, situation)) return null;
  if (probe.hintMatches === null)
    return probe.createdSecondsAgo === null ? null : proved('Entra refuses the configured value.');
  return probe.hintMatches
    ? proved(
        'Entra refuses the configured value although it begins like a secret of {server}: another one, or one that was altered.',
      )
    : proved('Entra refuses the configured value, and its beginning is the hint of no secret of {server}.');
};

/** The refusal as a mere sign, since a secret of unknown age may be new. */
export const secretRefused: Sign = (situation) =>
  refusedProbe(situation) === null ? null : 'Entra refuses the configured value.';

/** The value that is configured here works, so the component that failed has another. */
export const staleElsewhere: Sign = (situation) =>
  accepted(situation) ? `${WORKS} What failed sends another value.` : null;

/** Whether the server has no client secret at all. */
export const noSecretAtAll: CauseTest = (situation) => {
  const count = secretsOf(situation)?.length;
  if (count === undefined) return null;
  return count === 0
    ? proved('{server} has no client secret at all.')
    : refuted(`{server} has ${count === 1 ? 'a client secret' : 'client secrets'}.`);
};

/** The secrets of the server, where the message may be about it; null where they were not read. */
function secretsOf(situation: Situation): Application['passwordCredentials'] | null {
  if (!mayBeServer(situation)) return null;
  return applicationOf(situation.knowledge, 'server')?.passwordCredentials ?? null;
}

/** Proved by a probe that is refused because the secret has expired, refuted by one that is accepted. */
export const everySecretExpired: CauseTest = (situation) => {
  if (accepted(situation)) return refuted(WORKS);
  if (probesOf(situation).some(({ aadsts }) => aadsts === '7000222'))
    return proved('Entra says that the configured secret has expired.');
  return null;
};

/** Whether a valid secret existed beside an expired one when it failed, so that an old value is still in use. */
export const newerSecretExists: CauseTest = (situation) => {
  const secrets = secretsOf(situation);
  const { timestamp } = situation.failure;
  if (secrets === null || timestamp === null) return null;
  const valid = secrets.filter(({ endDateTime }) => Date.parse(endDateTime) > Date.parse(timestamp));
  if (valid.length === 0) return refuted('{server} has no valid secret besides.');
  return valid.length < secrets.length
    ? proved('{server} has a valid secret beside the expired one, so an old value is still in use.')
    : null;
};
