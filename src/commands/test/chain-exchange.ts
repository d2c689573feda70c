import { CLOUDS } from '../../core/cloud.ts';
import { durationWords } from '../../core/duration.ts';
import type { Secret } from '../../core/secret.ts';
import { exchangeOnBehalfOf, type OnBehalfOfResult, traitsOfSecret } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { askAgain } from '../run/ask-again.ts';
import { maxWaitOf } from '../run/limits.ts';
import { type ChainSetup, saySent, type TokenHop, tokenHop } from './chain-hop.ts';

/**
 * Milliseconds that a secret which Entra does not know is tried for. Some new ones take two minutes, most are known by then,
 * and a wrong one should not keep people waiting.
 */
const NEW_SECRET_LIMIT_MS = 20_000;

/** The server's hop: exchanges the user's token for one for Microsoft Graph, by the server's own credential. */
export async function exchangeToken(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'progress' | 'random' | 'terminal' | 'transport'>,
  setup: ChainSetup,
  token: Secret,
): Promise<TokenHop> {
  const { graph } = CLOUDS[setup.blueprint.cloud];
  const { graphPermissions } = setup.blueprint;
  const scopes = graphPermissions.map((name) => `${graph}/${name}`);
  const client = {
    endpoint: { cloud: setup.blueprint.cloud, tenant: setup.tenant },
    clientId: setup.serverAppId,
    credential: setup.credential,
  };
  const limits = { maxWait: maxWaitOf(setup.flags) };
  const attempt = () => exchangeOnBehalfOf(client, { token, scopes }, limits, outside);
  const { sent, outcome } = await untilKnown(outside, setup, attempt);
  saySent(outside, setup, [sent]);
  const message = `MCP Server API exchanged it for a Microsoft Graph token with ${graphPermissions.join(', ')}.`;
  return tokenHop('obo', outcome, message);
}

/** Tries again while the secret may be new, since Entra refuses one for a while after creation (facts: graph.md §1.7). */
async function untilKnown(
  { progress, clock, interrupt }: Pick<Outside, 'clock' | 'interrupt' | 'progress'>,
  setup: ChainSetup,
  attempt: () => Promise<OnBehalfOfResult>,
): Promise<OnBehalfOfResult> {
  const first = await attempt();
  if (!mayBeNew(first, setup)) return first;
  const limit = Math.min(NEW_SECRET_LIMIT_MS, maxWaitOf(setup.flags));
  return progress.step('Ask again, in case the secret is new', (note) =>
    askAgain({ clock, interrupt }, first, {
      ask: attempt,
      mayChange: (last) => mayBeNew(last, setup),
      limit,
      onWait: () => note(`normal for a secret created just now, up to ${durationWords(limit)}`),
    }),
  );
}

/** Whether the refused secret may be new: 7000215 is the answer to a new and to a wrong one alike. A GUID is always wrong. */
function mayBeNew({ outcome }: OnBehalfOfResult, { credential }: ChainSetup): boolean {
  if (outcome.outcome === 'token' || outcome.error.code !== '7000215') return false;
  if (credential.kind !== 'secret') return false;
  return !traitsOfSecret(credential.value, { keyIds: [], hints: [] }).secretLooksLikeGuid;
}
