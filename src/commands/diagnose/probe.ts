import type { Blueprint } from '../../core/blueprint.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { thumbprintDigits } from '../../core/validation/credential.ts';
import type { ProbeResult } from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import { type ClientCredential, probeCredential, traitsOfSecret } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { envFileNamed, serverCredential } from '../files/server-credential.ts';
import { askAgain } from '../run/ask-again.ts';
import type { Inputs } from '../run/inputs.ts';
import { maxWaitOf } from '../run/limits.ts';
import type { JudgingOutside } from '../run/observe.ts';
import type { DiagnoseFlags } from './command.ts';

/** For so many milliseconds a new credential may be refused (facts: graph.md §1.7). */
const YOUNG_MS = 120_000;

/**
 * Tries the server's own credential without a user (facts: graph.md §4.5), and compares with the registration what its value
 * gives away. Null where no credential is at hand.
 */
export async function probeServer(
  outside: JudgingOutside,
  flags: DiagnoseFlags,
  inputs: Inputs,
  blueprint: Blueprint,
  tenant: Tenant,
): Promise<ProbeResult | null> {
  const server = facetOf(tenant, 'serverApplication');
  const clientId = server?.appId ?? blueprint.serverApi.appId;
  const found = await credentialOrNull(outside, flags, inputs, blueprint);
  if (found === null || clientId === null) return null;
  const passwords = server?.passwordCredentials ?? [];
  const createdSecondsAgo = ageOfNewest([...passwords, ...(server?.keyCredentials ?? [])], outside);
  const endpoint = { cloud: blueprint.cloud, tenant: blueprint.tenant };
  const client = { endpoint, clientId, credential: found };
  const traits = credentialTraits(found, passwords);
  const result = await outside.progress.step("Try the server's credential", (note) =>
    probeWhileYoung(outside, flags, {
      client,
      ageSeconds: isDecided(traits) ? null : createdSecondsAgo,
      note,
    }),
  );
  return {
    outcome: result.verdict,
    aadsts: result.verdict === 'rejected' ? result.error.code : null,
    ...traits,
    createdSecondsAgo,
  };
}

/** True where waiting cannot help: the value is an id, or begins like no secret of the app. */
function isDecided({ secretLooksLikeGuid, secretIsKeyId, hintMatches }: Traits): boolean {
  return secretLooksLikeGuid || secretIsKeyId || hintMatches === false;
}

type Dated = readonly { readonly startDateTime: string | null }[];

/** Seconds since the newest credential was made, or null where there is none. */
function ageOfNewest(credentials: Dated, { clock }: Pick<Outside, 'clock'>): number | null {
  const newest = credentials
    .flatMap(({ startDateTime }) => startDateTime ?? [])
    .sort()
    .at(-1);
  if (newest === undefined) return null;
  return Math.max(0, Math.round((clock.now().getTime() - Date.parse(newest)) / 1_000));
}

/** The credential, or null where there is none or its file cannot be read. Throws for a file that a flag or variable names. */
async function credentialOrNull(
  outside: Pick<Outside, 'env' | 'files' | 'terminal'>,
  flags: DiagnoseFlags,
  inputs: Inputs,
  blueprint: Blueprint,
): Promise<ClientCredential | null> {
  try {
    return (await serverCredential(outside, flags, inputs, blueprint))?.credential ?? null;
  } catch (error) {
    if (
      error instanceof SetupError &&
      envFileNamed(flags, outside) === undefined &&
      flags.secretFile === undefined
    )
      return null;
    throw error;
  }
}

interface YoungProbe {
  readonly client: Parameters<typeof probeCredential>[0];
  readonly ageSeconds: number | null;
  readonly note: (text: string) => void;
}

/** Probes, and while the credential is young and refused, probes again: that refusal says nothing yet. */
async function probeWhileYoung(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'random' | 'transport'>,
  flags: DiagnoseFlags,
  { client, ageSeconds, note }: YoungProbe,
): ReturnType<typeof probeCredential> {
  const patience = { maxWait: maxWaitOf(flags) };
  const untilOld = ageSeconds === null ? 0 : YOUNG_MS - ageSeconds * 1_000;
  const ask = () => probeCredential(client, patience, outside);
  return askAgain(outside, await ask(), {
    ask,
    mayChange: mayBeYoung,
    limit: Math.min(untilOld, patience.maxWait),
    onWait: () => note('waiting: a credential made minutes ago may be refused a while; normal'),
  });
}

/** True where the refusal is that of an app, secret or certificate that does not exist, or that a replica does not know yet. */
function mayBeYoung(result: Awaited<ReturnType<typeof probeCredential>>): boolean {
  return result.verdict === 'rejected' && ['7000215', '700027', '700016'].includes(result.error.code ?? '');
}

type Traits = Pick<
  ProbeResult,
  'secretLooksLikeGuid' | 'secretIsKeyId' | 'hintMatches' | 'certificateThumbprint'
>;
type Secrets = readonly { readonly keyId: string; readonly hint: string | null }[];

/** What can be said of a credential without showing it: whether it looks like a GUID, is a key id of the app, fits a hint. */
export function credentialTraits(credential: ClientCredential, passwords: Secrets): Traits {
  const certificateThumbprint =
    credential.kind === 'certificate' ? thumbprintDigits(credential.certificate.fingerprint) : null;
  if (credential.kind !== 'secret')
    return { secretLooksLikeGuid: false, secretIsKeyId: false, hintMatches: null, certificateThumbprint };
  const traits = traitsOfSecret(credential.value, {
    keyIds: passwords.map(({ keyId }) => keyId),
    hints: passwords.flatMap(({ hint }) => hint ?? []),
  });
  return { ...traits, certificateThumbprint };
}
