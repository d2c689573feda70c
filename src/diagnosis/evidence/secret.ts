import type { ProbeResult } from '../knowledge.ts';
import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf } from './facets.ts';

/** A secret is replicated within minutes; one this young may simply not have arrived (facts: troubleshooting.md §2.4). */
const YOUNG_SECONDS = 300;

/** The probes that tell about this failure: not those of another app, and only those that ran. */
function probesOf({ knowledge, named }: Situation): readonly ProbeResult[] {
  if (named.app === 'client' || named.app === 'other') return [];
  return knowledge.probes.filter(({ outcome }) => outcome !== 'not-run');
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

/** Young, and the caller saw this tenant replicate: age alone cannot tell a late secret from a wrong one. */
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

/** Where the age of the secret is not known, it may still be new. */
export const secretRefused: Sign = (situation) =>
  refusedProbe(situation) === null ? null : 'Entra refuses the configured value.';

/** The value here works, so the component that failed must send another. */
export const staleElsewhere: Sign = (situation) =>
  accepted(situation) ? `${WORKS} What failed sends another value.` : null;

/** There is no secret to match. */
export const noSecretAtAll: CauseTest = ({ knowledge, named }) => {
  const server = applicationOf(knowledge, 'server');
  if (server === null || named.app === 'client' || named.app === 'other') return null;
  return server.passwordCredentials.length === 0
    ? proved('{server} has no client secret at all.')
    : refuted(
        `{server} has ${server.passwordCredentials.length === 1 ? 'a client secret' : 'client secrets'}.`,
      );
};

/** Every secret of the server was past its end when the failure happened, or the probe met the same answer. */
export const everySecretExpired: CauseTest = (situation) => {
  if (accepted(situation)) return refuted(WORKS);
  if (probesOf(situation).some(({ aadsts }) => aadsts === '7000222'))
    return proved('Entra says that the configured secret has expired.');
  return null;
};

/** An expired secret beside a valid one: the component that failed still holds the old value. */
export const newerSecretExists: CauseTest = ({ failure: { timestamp }, knowledge, named }) => {
  const secrets = applicationOf(knowledge, 'server')?.passwordCredentials;
  if (!secrets || timestamp === null || named.app === 'client' || named.app === 'other') return null;
  const expired = secrets.filter(({ endDateTime }) => Date.parse(endDateTime) <= Date.parse(timestamp));
  const valid = secrets.filter(({ endDateTime }) => Date.parse(endDateTime) > Date.parse(timestamp));
  if (expired.length > 0 && valid.length > 0)
    return proved('{server} has a valid secret beside the expired one, so an old value is still in use.');
  return valid.length === 0 ? refuted('{server} has no valid secret besides.') : null;
};
