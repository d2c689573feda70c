import type { Outside } from '../../outside.ts';
import { judgeClaims } from './chain-claims.ts';
import { exchangeToken } from './chain-exchange.ts';
import { callGraph } from './chain-graph.ts';
import { type ChainSetup, type HopResult, type TokenHop, textClaim } from './chain-hop.ts';
import type { UserToken } from './chain-mcp.ts';
import { signInUser, type UserOfWalk } from './chain-user.ts';

/** A walk as far as it got. `files` are names the user sees, for comparing two users. */
export interface Walk {
  readonly hops: readonly HopResult[];
  readonly user: string | null;
  readonly files: readonly string[] | null;
  /** The user's token, where the walk got to its end. */
  readonly held: UserToken | null;
}

interface Attempt {
  readonly walk: Walk;
  /** What the exchange was refused for lack of: claims that only the user can bring, by signing in again. */
  readonly challenge: string | null;
}

/**
 * Walks the chain as one user, hop by hop, and stops at the first that fails. A claims challenge is passed on once, as an
 * MCP client must, where somebody can sign in again. Tokens never leave this folder.
 */
export async function walkChain(
  outside: Outside,
  setup: ChainSetup,
  user: 'first' | 'second',
): Promise<Walk> {
  const { walk, challenge } = await attempt(outside, setup, { user, challenge: null });
  if (challenge === null) return walk;
  if (!outside.terminal.interactive && outside.practice === null) return leftToClient(walk);
  outside.terminal.err(
    'The exchange was refused with a claims challenge, normal where a policy wants more of the user. Signing in again with it.\n',
  );
  const again = await attempt(outside, setup, { user, challenge });
  return again.challenge === null ? again.walk : leftToClient(again.walk);
}

async function attempt(outside: Outside, setup: ChainSetup, who: UserOfWalk): Promise<Attempt> {
  const signedIn = await signInUser(outside, setup, who);
  if (signedIn.token === null) return ended([signedIn.hop], null);
  const { claims } = signedIn;
  const token = judgeClaims(setup, claims, outside.clock.now());
  const hops = [signedIn.hop, token];
  const name = textClaim(claims, 'preferred_username') ?? textClaim(claims, 'upn');
  if (token.hop.status === 'fail') return ended(hops, name);
  const exchanged: TokenHop = await exchangeToken(outside, setup, signedIn.token);
  if (exchanged.token === null) return ended([...hops, exchanged.hop], name, exchanged.challenge);
  const graph = await callGraph(outside, setup, exchanged.token, exchanged.scopes);
  return {
    walk: {
      hops: [...hops, exchanged.hop, graph.hop],
      user: name,
      files: graph.files,
      held: { token: signedIn.token, claims },
    },
    challenge: null,
  };
}

function ended(hops: readonly HopResult[], user: string | null, challenge: string | null = null): Attempt {
  return { walk: { hops, user, files: null, held: null }, challenge };
}

/** The last hop says whose turn it is. */
function leftToClient(walk: Walk): Walk {
  const hops = walk.hops.map((walked, index) =>
    index < walk.hops.length - 1
      ? walked
      : {
          ...walked,
          hop: {
            ...walked.hop,
            message: `${walked.hop.message} It carries a claims challenge: the MCP server must pass it on, and the client sign in again with it.`,
          },
        },
  );
  return { ...walk, hops };
}
