import { type Blueprint, isRecorded, type WantedCredential } from '../../blueprint.ts';
import type { Change } from '../../changes/index.ts';
import { type CheckContext, defineCheck, type Remedy } from '../../check.ts';
import { dayOf } from '../../days.ts';
import {
  credentialWords,
  heldCredentials,
  isExpired,
  isForSameSubject,
  isValid,
  secretEnd,
} from '../../expiry.ts';
import type { Application, FederatedCredential } from '../../tenant.ts';
import { noApplication } from '../shared/facets.ts';
import { shownCredentials } from '../shared/shown.ts';

interface Evidence {
  readonly held: number;
  readonly expired: number;
  /** When the first of those that are not valid yet begins; null where there are none. */
  readonly begins: string | null;
  readonly others: readonly string[];
  /** Key ids of valid secrets that the blueprint does not record. */
  readonly notKept: readonly string[];
  readonly endDateTime: string;
  readonly cappedFromMonths: number | null;
  readonly obstacle: Obstacle | null;
}

/** Why this tool cannot add a credential of the wanted kind. */
type Obstacle =
  | 'policy-allows-no-day'
  | 'certificate-expired'
  | 'certificate-not-yet'
  | 'certificate-elsewhere'
  | 'federated-audience';

const WAYS_OUT: Readonly<Record<Obstacle, string>> = {
  'policy-allows-no-day':
    'A policy of this tenant allows no secret that lives a day: use --credential certificate or --credential federated',
  'certificate-expired':
    'The certificate of the blueprint has expired: make a new one and name its file under serverApi.credential.file',
  'certificate-not-yet':
    'The certificate of the blueprint is not valid yet: name the file of one that is under serverApi.credential.file',
  'certificate-elsewhere':
    'Only the thumbprint of the certificate is known here: name its file under serverApi.credential.file',
  'federated-audience':
    'Set the audience of the federated credential right under Certificates & secrets; no second one can stand beside it',
};

/** The on-behalf-of exchange needs one credential that works; which kind is the blueprint's choice. */
export const credential = defineCheck<'serverApplication' | 'serverFederatedCredentials', Evidence>({
  id: 'server-api.credential',
  app: 'server',
  title: 'MCP Server API has a valid credential',
  severity: 'error',
  stage: 'credential',
  link: 'obo',
  guide: 'Step 4, Client secret or certificate configured',
  why: 'MCP Server API proves itself with it when it swaps the user token for a Microsoft Graph token.',
  explains: ['7000215', '7000222', '700027', '7000218', '700212', '700213', '700016'],
  portal: 'CertificatesAndSecrets',
  shows: shownCredentials,
  configPath: 'serverApi.credential',
  reads: ['serverApplication', 'serverFederatedCredentials'],
  expected: (blueprint) => `a ${credentialWords(blueprint)} that has not expired`,
  find: (blueprint, { serverApplication, serverFederatedCredentials }, context) => {
    if (serverApplication === null) return noApplication('server');
    const held = heldCredentials(blueprint.serverApi, serverApplication, serverFederatedCredentials);
    if (held.some((one) => isValid(one, context.now))) return [];
    const later = held.filter((one) => !isExpired(one, context.now));
    const expired = held.length - later.length;
    const begins = later.flatMap(({ startDateTime }) => startDateTime ?? []).toSorted()[0] ?? null;
    const others = serverApplication.keyCredentials.flatMap(({ thumbprint }) => thumbprint ?? []);
    const life = lifeOf(blueprint, serverFederatedCredentials, context);
    const notKept = secretsNotKept(blueprint, serverApplication, context);
    return [{ held: held.length, expired, begins, others, notKept, ...life }];
  },
  actual: ([evidence]) => (evidence.begins ? 'not valid yet' : evidence.expired ? 'expired' : 'none'),
  explain: ({ expired, begins, others, notKept, obstacle }, blueprint) => {
    const words = credentialWords(blueprint);
    if (begins !== null) return `No ${words} of MCP Server API is valid before ${dayOf(begins)}.`;
    if (notKept.length > 0) return notKeptWords(notKept, expired);
    if (expired > 0) return `Every ${words} of MCP Server API has expired.`;
    const wanted = blueprint.serverApi.credential;
    if (wanted.kind === 'federated' && obstacle === 'federated-audience') {
      return `The federated credential for ${wanted.subject} is not for the audience ${wanted.audience}.`;
    }
    const thumbprint =
      wanted.kind === 'certificate' ? (wanted.certificate?.thumbprint ?? wanted.thumbprint) : null;
    return thumbprint !== null && others.length > 0
      ? `MCP Server API holds the certificate ${others.join(', ')}, not ${thumbprint}.`
      : `MCP Server API has no ${words}.`;
  },
  remedy: (evidence, blueprint): Remedy =>
    evidence.obstacle === null
      ? { by: 'us', change: changeFor(blueprint, evidence) }
      : { by: 'you', summary: WAYS_OUT[evidence.obstacle] },
});

function secretsNotKept(
  { serverApi }: Blueprint,
  { passwordCredentials }: Application,
  { now }: CheckContext,
): readonly string[] {
  if (serverApi.credential.kind !== 'secret') return [];
  return passwordCredentials
    .filter((one) => isValid(one, now) && !isRecorded(one.keyId, serverApi))
    .map(({ keyId }) => keyId);
}

function notKeptWords(keyIds: readonly string[], expired: number): string {
  const ours = expired > 0 ? 'has expired' : 'is gone';
  const [first, ...more] = keyIds;
  const one = `${first}${more.length === 0 ? '' : ` and ${more.length} more`}`;
  return `The client secret that the blueprint keeps ${ours}. MCP Server API holds another, key id ${one}: if it is yours, entra-mcp-setup apply --adopt-credential ${first} --yes.`;
}

function lifeOf(
  blueprint: Blueprint,
  federated: readonly FederatedCredential[],
  { now, maxSecretDays }: CheckContext,
): Pick<Evidence, 'endDateTime' | 'cappedFromMonths' | 'obstacle'> {
  const wanted = blueprint.serverApi.credential;
  const end = secretEnd(wanted.kind === 'secret' ? wanted.months : 0, maxSecretDays, now);
  if (wanted.kind === 'federated') {
    const isThere = federated.some((one) => isForSameSubject(one, wanted));
    return { ...end, obstacle: isThere ? 'federated-audience' : null };
  }
  return { ...end, obstacle: obstacleOf(wanted, end.endDateTime, now) };
}

function obstacleOf(
  wanted: Exclude<WantedCredential, { kind: 'federated' }>,
  secretEnds: string,
  now: Date,
): Obstacle | null {
  if (wanted.kind === 'secret') {
    return Date.parse(secretEnds) <= now.getTime() ? 'policy-allows-no-day' : null;
  }
  const { certificate, thumbprint, create } = wanted;
  if (certificate === null) return thumbprint === null || create ? null : 'certificate-elsewhere';
  const life = { startDateTime: certificate.notBefore, endDateTime: certificate.notAfter };
  if (isExpired(life, now)) return 'certificate-expired';
  return isValid(life, now) ? null : 'certificate-not-yet';
}

function changeFor(blueprint: Blueprint, { endDateTime, cappedFromMonths }: Evidence): Change {
  const wanted = blueprint.serverApi.credential;
  if (wanted.kind === 'secret') {
    const { displayName } = wanted;
    return { kind: 'add-secret', app: 'server', displayName, endDateTime, cappedFromMonths };
  }
  if (wanted.kind === 'certificate') {
    return { kind: 'add-certificate', app: 'server', certificate: wanted.certificate };
  }
  const { name, issuer, subject, audience } = wanted;
  return { kind: 'add-federated-credential', app: 'server', name, issuer, subject, audience };
}
