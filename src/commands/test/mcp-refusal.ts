import { CLOUDS } from '../../core/cloud.ts';
import { entraIssuer } from '../../core/endpoint.ts';
import type { DiagnosedCause, Diagnosis } from '../../core/report.ts';
import type { McpOutcome } from '../../endpoint/mcp-client.ts';
import { type ChainSetup, chosenClaims, textClaim, type WalkedHop } from './chain-hop.ts';

type Claims = Readonly<Record<string, unknown>>;
type Disliked = 'signature' | 'aud' | 'iss' | 'exp' | 'scp' | 'azp' | 'ver';

/** What validators say of a claim, in the words of jose, passport, IdentityModel and Microsoft.Identity.Web (facts: mcp.md §6). */
const WORDS: readonly (readonly [claim: Disliked, pattern: RegExp])[] = [
  ['aud', /audience|\baud\b|IDX10214/i],
  ['iss', /issuer|\biss\b|IDX10205/i],
  ['exp', /expired|lifetime|\bexp\b|\bnbf\b|IDX10223/i],
  ['scp', /insufficient[_ ]scope|\bscopes?\b|\bscp\b|\broles?\b|IDW10201|IDW10203/i],
  ['azp', /\bazp\b|\bappid\b|client[_ ]id|unauthorized client/i],
  ['ver', /token version|\bver\b/i],
  ['signature', /signature|signing key|\bkid\b|\bjwks?\b|IDX10501|IDX10503|IDX10511/i],
];

/** The refusal in the server's words, with the claim that they speak of and what the server is to be set to. */
export function refusalOf(
  refused: Extract<McpOutcome, { readonly outcome: 'refused' }>,
  setup: ChainSetup,
  claims: Claims,
): WalkedHop {
  const { status, wwwAuthenticate } = refused;
  const words = wordsIn(refused.words);
  const disliked = dislikedIn(`${words} ${wwwAuthenticate ?? ''}`);
  const held =
    disliked === null ? null : (textClaim(claims, disliked) ?? String(claims[disliked] ?? 'missing'));
  const message = [
    `The MCP server refused the token of the user: HTTP ${status}.`,
    words === '' ? 'It gives no reason.' : `It says: ${words.replace(/[.\s]*$/, '.')}`,
    `WWW-Authenticate: ${wwwAuthenticate ?? 'none'}.`,
    ...(disliked === null || disliked === 'signature' ? [] : [`The token has ${disliked} ${held}.`]),
  ].join(' ');
  return {
    hop: { id: 'mcp-server', status: 'fail', message, claims: chosenClaims(claims) },
    refusal: `${words} ${wwwAuthenticate ?? ''}`.trim(),
    diagnosis: diagnosisOf(message, disliked, setup),
  };
}

/** The reason in an OAuth error or JSON-RPC error, else the body as it is. */
function wordsIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const found = ['error_description', 'message', 'error'].map((name) => valueIn(parsed, name));
    return found.find((value) => value !== null) ?? body;
  } catch {
    return body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }
}

function valueIn(parsed: unknown, name: string): string | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  const value: unknown = Reflect.get(parsed, name);
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? valueIn(value, name) : null;
}

function dislikedIn(text: string): Disliked | null {
  // The address of the metadata and the scopes of the challenge are no reasons.
  const reasons = text.replace(/\b(?:resource_metadata|scope|realm)="[^"]*"/g, '');
  return WORDS.find(([, pattern]) => pattern.test(reasons))?.[0] ?? null;
}

function diagnosisOf(because: string, disliked: Disliked | null, setup: ChainSetup): Diagnosis {
  const causes = disliked === null ? (['aud', 'iss', 'signature', 'scp'] as const) : [disliked];
  return {
    code: null,
    name: null,
    hop: 'mcp-server',
    meaning: 'The token is right for MCP Server API, and the MCP server does not take it.',
    correlationId: null,
    causes: causes.map((claim) => causeOf(claim, setup, { because, isSure: disliked !== null })),
  };
}

function causeOf(
  claim: Disliked,
  setup: ChainSetup,
  { because, isSure }: { readonly because: string; readonly isSure: boolean },
): DiagnosedCause {
  const [what, summary] = CAUSES[claim](setup);
  return {
    id: `mcp-server-${claim}`,
    summary: what,
    verdict: isSure ? 'proved' : 'possible',
    because: isSure ? because : 'Its refusal names no reason.',
    fix: { summary, command: 'entra-mcp-setup env --output -', portalUrl: null },
    check: null,
  };
}

type Words = readonly [what: string, fix: string];

/** What the server expects otherwise, and the setting of the `.env` that says what is right. */
const CAUSES: Readonly<Record<Disliked, (setup: ChainSetup) => Words>> = {
  aud: ({ serverAppId }) => [
    'The MCP server expects another audience',
    `Have it accept the audience ${serverAppId} (MCP_SERVER_AUDIENCE)`,
  ],
  iss: ({ blueprint, tenantId }) => [
    'The MCP server expects another issuer',
    `Have it accept the issuer ${entraIssuer(blueprint, tenantId)} (MCP_SERVER_ISSUER)`,
  ],
  signature: ({ blueprint, tenantId }) => [
    'The MCP server does not find the key that signed the token',
    `Have it read the keys at ${CLOUDS[blueprint.cloud].authority}/${tenantId}/discovery/v2.0/keys (MCP_SERVER_JWKS_URI)`,
  ],
  scp: ({ blueprint }) => [
    'The MCP server wants another scope',
    `Have it want ${blueprint.serverApi.scope.value} in scp, the bare name: the full scope stands in requests alone`,
  ],
  exp: () => ['The clock of the MCP server is wrong', 'Set its clock: the token was made a moment ago'],
  azp: ({ clientAppId }) => [
    'The MCP server takes tokens of another client only',
    `Have it accept the client ${clientAppId}`,
  ],
  ver: () => ['The MCP server expects another version of tokens', 'Have it accept tokens of version 2.0'],
};
