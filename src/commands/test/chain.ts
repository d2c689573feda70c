import { judgeClaims } from './chain-claims.ts';
import { exchangeToken } from './chain-exchange.ts';
import { callGraph } from './chain-graph.ts';
import { type ChainSetup, type HopResult, type TokenHop, textClaim } from './chain-hop.ts';
import type { UserToken } from './chain-mcp.ts';
import { signInUser, type UserOfWalk, type WalkOutside } from './chain-user.ts';

/** The chain as one user walked it, up to the first hop that failed. */
export interface Walk {
  readonly hops: readonly HopResult[];
  /** The sign-in name of the user, where the token has it. */
  readonly user: string | null;
  /** Ids of what the user sees in the root of the drive, for comparing two users; null where that was not read. */
  readonly files: readonly string[] | null;
  /** Null where the walk did not get to its end. */
  readonly userToken: UserToken | null;
}

interface Attempt {
  readonly walk: Walk;
  /** The claims challenge of the exchange: the user has to sign in again with it. */
  readonly challenge: string | null;
}

/**
 * Walks the chain as one user, hop by hop, and stops at the first that fails. After a claims challenge the user signs in again
 * once, as an MCP client must have them do, where somebody is there. Tokens never leave this folder.
 */
export async function walkChain(
  outside: WalkOutside,
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

async function attempt(outside: WalkOutside, setup: ChainSetup, who: UserOfWalk): Promise<Attempt> {
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
      userToken: { token: signedIn.token, claims },
    },
    challenge: null,
  };
}

function ended(hops: readonly HopResult[], user: string | null, challenge: string | null = null): Attempt {
  return { walk: { hops, user, files: null, userToken: null }, challenge };
}

/** The walk, whose last hop says that the MCP client has to handle the claims challenge. */
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
