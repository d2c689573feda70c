import * as z from 'zod';
import { parseUrl } from '../core/parse-url.ts';
import { SetupError, strangeAnswer } from '../errors.ts';
import type { Transport } from '../ports.ts';
import type { Environment } from './auth-method.ts';

const PERMISSION_ADVICE = 'Give the job `permissions: { id-token: write, contents: read }`.';

const wireReply = z.object({ value: z.string().min(1) });

/** Requests the OIDC token of this GitHub job for an audience. Throws `NOT_SIGNED_IN` or `MISSING_ANSWERS`. */
export async function requestGitHubToken(
  env: Environment,
  audience: string,
  transport: Transport,
): Promise<string> {
  const response = await transport(tokenRequest(env, audience), { service: 'github-oidc' });
  const body: unknown = await response.json().catch(() => null);
  if (body === null || (response.status >= 300 && response.status < 400))
    throw strangeAnswer(
      'GitHub’s issuer answered with something that is not JSON.',
      `HTTP ${response.status}`,
    );
  const reply = wireReply.safeParse(body);
  if (response.ok && reply.success) return reply.data.value;
  throw new SetupError(
    'NOT_SIGNED_IN',
    `GitHub issued no OIDC token for this job (HTTP ${response.status}).`,
    {
      advice: [PERMISSION_ADVICE],
    },
  );
}

/** The runner's bearer token is sent to the address that the runner has set, over HTTPS only. */
function tokenRequest(env: Environment, audience: string): Request {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env;
  if (!address || !token) {
    throw new SetupError('MISSING_ANSWERS', 'This job may not ask GitHub for an OIDC token.', {
      advice: [PERMISSION_ADVICE, 'Jobs of pull requests from forks never get one.'],
    });
  }
  const url = parseUrl(address);
  if (url?.protocol !== 'https:') {
    throw new SetupError('USAGE', 'ACTIONS_ID_TOKEN_REQUEST_URL is not an HTTPS address.');
  }
  url.searchParams.set('audience', audience);
  return new Request(url, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    redirect: 'manual',
  });
}
