import { ClientAssertionCredential } from '@azure/identity';
import { SetupError } from '../../errors.ts';
import { readClaims } from '../claims.ts';
import { requestGitHubToken } from '../github-token.ts';
import { appSettingsOf, fromSdk, type MethodSetup, type OpenCredential } from './method.ts';

const METHOD = 'github-oidc';

/** AADSTS numbers for a token whose issuer, audience or subject no federated credential of the app has. */
const MISMATCH: readonly string[] = ['70021', '700211', '700212', '700213', '7002138'];

/** GitHub's tokens live five minutes; a new one is fetched well before. */
const REUSE_FOR_MS = 60_000;

/** Signs in as an app with the job's own token; no secret is kept anywhere. */
export const openGitHubOidc: OpenCredential = async (setup) => {
  const { clientId, tenant } = appSettingsOf(METHOD, setup);
  const cached = cachedToken(setup);
  const credential = new ClientAssertionCredential(tenant, clientId, cached.token, setup.sdk);
  return fromSdk(credential, (error) => explainMismatch(error, cached.lastPresented(), clientId));
};

/** MSAL asks for the assertion twice for each request, so it is kept for a minute. */
function cachedToken({ ports, endpoints, watch }: MethodSetup) {
  let held: { readonly token: string; readonly until: number } | null = null;
  const token = async () => {
    const now = ports.clock.now().getTime();
    if (held !== null && now < held.until) return held.token;
    const issued = await watch.during(() =>
      requestGitHubToken(ports.env, endpoints.federatedAudience, ports.transport),
    );
    held = { token: issued, until: now + REUSE_FOR_MS };
    return issued;
  };
  return { token, lastPresented: () => held?.token ?? null };
}

/**
 * Names the subject that was presented. Repositories created, renamed or transferred since 2026-07-15 present
 * `repo:OWNER@ID/REPO@ID:…` instead of `repo:OWNER/REPO:…`, so a subject built from names alone no longer fits.
 */
function explainMismatch(error: SetupError, presented: string | null, clientId: string): SetupError {
  const claims = presented === null ? null : readClaims(presented);
  if (claims === null || !MISMATCH.includes(error.aadsts ?? '')) return error;
  const subject = String(claims.all.sub);
  return new SetupError(
    error.code,
    `No federated credential of app ${clientId} has the subject ${subject}.`,
    {
      advice: [
        `Set the credential to issuer ${claims.issuer}, subject ${subject}, audience ${claims.audience}.`,
        formAdvice(subject),
      ],
      ...error.traces,
    },
  );
}

function formAdvice(subject: string): string {
  return /^repo:[^/]*@\d+\/[^:]*@\d+:/.test(subject)
    ? 'This repository presents its ids (repo:OWNER@ID/REPO@ID:…): a credential made from the names alone does not fit.'
    : 'Upper and lower case count, and so does the part behind the repository: branch, tag, environment or pull request.';
}
