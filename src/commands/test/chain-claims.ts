import { identifierUriFor } from '../../core/blueprint.ts';
import type { ClaimVerdict } from '../../core/report.ts';
import { claimVerdicts, type Expected, tokenFacts } from '../../diagnosis/index.ts';
import { type ChainSetup, chosenClaims, type HopResult } from './chain-hop.ts';

const NAMES: Readonly<Record<ClaimVerdict['claim'], string>> = {
  aud: 'audience',
  iss: 'issuer',
  tid: 'tenant',
  scp: 'scope',
  roles: 'roles',
  azp: 'client',
  ver: 'version',
  nbf: 'beginning',
  exp: 'end',
};

type Expecting = Pick<ChainSetup, 'blueprint' | 'tenantId' | 'serverAppId' | 'clientAppId'>;

/** Judges the user's token claim by claim, as the MCP server would and as `diagnose --token-stdin` does. */
export function judgeClaims(
  setup: Expecting,
  claims: Readonly<Record<string, unknown>>,
  now: Date,
): HopResult {
  const token = tokenFacts(claims);
  const verdicts = claimVerdicts(token, expectedBy(setup), now);
  const problems = verdicts.filter(({ verdict }) => verdict === 'wrong').map(problemOf);
  const isGood = problems.length === 0 && token.kind === 'access';
  const message = isGood
    ? 'The token has the right audience, issuer, tenant, version, scope and client, and is valid now.'
    : problems.join(' ') || 'The token is not the access token of a user.';
  return {
    hop: { id: 'token', status: isGood ? 'pass' : 'fail', message, claims: chosenClaims(claims) },
    refusal: isGood ? null : message,
    token,
  };
}

function expectedBy({ blueprint, tenantId, serverAppId, clientAppId }: Expecting): Expected {
  return {
    tenantId,
    cloud: blueprint.cloud,
    serverAppId,
    identifierUris: [identifierUriFor(blueprint, serverAppId)],
    scope: blueprint.serverApi.scope.value,
    clientAppIds: [clientAppId],
  };
}

function problemOf({ claim, value, says }: ClaimVerdict): string {
  return `The ${NAMES[claim]} (${claim}) is ${value ?? 'missing'}. ${says}`;
}
