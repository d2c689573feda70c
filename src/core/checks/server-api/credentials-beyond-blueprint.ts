import { type Blueprint, isRecorded, type WantedCredential } from '../../blueprint.ts';
import { defineCheck } from '../../check.ts';
import { dayOf } from '../../days.ts';
import { daysAfter, isForSameSubject, monthsAfter } from '../../expiry.ts';
import type { Application, FederatedCredential } from '../../tenant.ts';
import { counted } from '../../words.ts';
import { noApplication } from '../shared/facets.ts';
import { shownCredentials } from '../shared/shown.ts';

type Key = Pick<
  Application['passwordCredentials'][number],
  'keyId' | 'displayName' | 'startDateTime' | 'endDateTime'
>;

type Evidence =
  | {
      readonly problem: 'not-ours';
      readonly what: KeyWords;
      readonly keyId: string;
      readonly endDateTime: string;
    }
  | { readonly problem: 'trusts'; readonly name: string; readonly issuer: string; readonly subject: string }
  | {
      readonly problem: 'long-lived';
      readonly what: KeyWords;
      readonly keyId: string;
      readonly endDateTime: string;
      readonly months: number;
    };

type KeyWords = 'client secret' | 'certificate';

const LONGEST_MONTHS = 24;
/** The portal counts a month in days, and clocks differ. */
const TOLERANCE_DAYS = 3;

/** Whoever holds a credential acts as the server. Ours are known by key id, since anybody can give one our name. */
export const credentialsBeyondBlueprint = defineCheck<
  'serverApplication' | 'serverFederatedCredentials',
  Evidence
>({
  id: 'server-api.credentials-beyond-blueprint',
  app: 'server',
  title: 'MCP Server API has no credential beyond the blueprint',
  severity: 'warning',
  stage: 'surroundings',
  link: null,
  guide: 'Security Best Practices, Credential Management',
  why: 'Whoever holds a credential of the server can exchange tokens as it; one that nobody answers for, or that lives for years, is found by others first.',
  explains: [],
  portal: 'CertificatesAndSecrets',
  shows: shownCredentials,
  configPath: 'serverApi.credential',
  reads: ['serverApplication', 'serverFederatedCredentials'],
  expected: () => 'only credentials that the blueprint knows',
  find: ({ serverApi }, { serverApplication, serverFederatedCredentials }) => {
    if (serverApplication === null) return noApplication('server');
    const { passwordCredentials, keyCredentials } = serverApplication;
    return [
      ...passwordCredentials.flatMap((one) =>
        judgeKey('client secret', one, isRecorded(one.keyId, serverApi), serverApi),
      ),
      ...keyCredentials.flatMap((one) =>
        judgeKey(
          'certificate',
          one,
          isRecorded(one.keyId, serverApi) || isWanted(one, serverApi.credential),
          serverApi,
        ),
      ),
      ...serverFederatedCredentials
        .filter((one) => !isTrusted(one, serverApi.credential))
        .map(({ name, issuer, subject }) => ({ problem: 'trusts' as const, name, issuer, subject })),
    ];
  },
  actual: (evidence) =>
    evidence.map((one) =>
      one.problem === 'trusts' ? one.name : `${one.keyId} until ${dayOf(one.endDateTime)}`,
    ),
  explain: (evidence) => {
    if (evidence.problem === 'trusts') {
      return `MCP Server API trusts tokens of ${evidence.issuer} for ${evidence.subject} (federated credential ${evidence.name}), which the blueprint does not name.`;
    }
    const { what, keyId } = evidence;
    return evidence.problem === 'not-ours'
      ? `MCP Server API holds the ${what} ${keyId}, valid until ${dayOf(evidence.endDateTime)}, which the blueprint does not know.`
      : `The ${what} ${keyId} lives until ${dayOf(evidence.endDateTime)}, longer than ${counted(evidence.months, 'month')}.`;
  },
  remedy: (evidence) => {
    if (evidence.problem === 'trusts') {
      return {
        by: 'you',
        summary: `Remove the federated credential ${evidence.name} under Certificates & secrets if nobody needs it`,
      };
    }
    if (evidence.problem === 'long-lived') {
      return {
        by: 'you',
        summary: 'Replace it by one that lives shorter',
        command: 'entra-mcp-setup rotate',
      };
    }
    return {
      by: 'you',
      summary: `Remove ${evidence.keyId} under Certificates & secrets if nobody uses it, or have the blueprint answer for it`,
      command: `entra-mcp-setup apply --adopt-credential ${evidence.keyId} --yes`,
    };
  },
});

type ServerApi = Blueprint['serverApi'];

function judgeKey(what: KeyWords, key: Key, isOurs: boolean, { credential }: ServerApi): readonly Evidence[] {
  const { keyId, startDateTime, endDateTime } = key;
  if (!isOurs) return [{ problem: 'not-ours', what, keyId, endDateTime }];
  const months =
    what === 'client secret' && credential.kind === 'secret' ? credential.months : LONGEST_MONTHS;
  if (startDateTime === null) return [];
  const latest = daysAfter(new Date(monthsAfter(new Date(startDateTime), months)), TOLERANCE_DAYS);
  const isLong = Date.parse(endDateTime) > Date.parse(latest);
  return isLong ? [{ problem: 'long-lived', what, keyId, endDateTime, months }] : [];
}

function isWanted({ thumbprint }: Application['keyCredentials'][number], wanted: WantedCredential): boolean {
  if (wanted.kind !== 'certificate' || thumbprint === null) return false;
  return thumbprint === (wanted.certificate?.thumbprint ?? wanted.thumbprint);
}

function isTrusted(one: FederatedCredential, wanted: WantedCredential): boolean {
  return wanted.kind === 'federated' && isForSameSubject(one, wanted);
}
