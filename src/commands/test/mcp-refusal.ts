import { CLOUDS } from '../../core/cloud.ts';
import { entraIssuer } from '../../core/endpoint.ts';
import type { DiagnosedCause, Diagnosis } from '../../core/report.ts';
import { readFailures } from '../../diagnosis/index.ts';
import type { McpOutcome } from '../../endpoint/mcp-client.ts';
import { type ChainSetup, chosenClaims, type HopResult, textClaim } from './chain-hop.ts';

type Claims = Readonly<Record<string, unknown>>;
/** The part of a token that a server can refuse. */
type RefusedPart = 'signature' | 'aud' | 'iss' | 'exp' | 'nbf' | 'scp';

/** The part of the token that a refusal is about, by the catalogue entry that its wording matches. */
const ABOUT: Readonly<Record<string, RefusedPart>> = {
  'symptom:audience-refused': 'aud',
  'symptom:issuer-refused': 'iss',
  'symptom:signature-refused': 'signature',
  'symptom:token-expired': 'exp',
  'symptom:clock-differs': 'nbf',
  'symptom:scope-refused': 'scp',
};

/**
 * The hop that the MCP server refused: its words, the claim that they are about, and what to set the server to. Behind a
 * gateway whose refusal names no reason it is `unknown`: that may take no tokens but its own.
 */
export function refusalOf(
  refused: Extract<McpOutcome, { readonly outcome: 'refused' }>,
  setup: ChainSetup,
  claims: Claims,
): HopResult {
  const { status, wwwAuthenticate } = refused;
  const words = wordsIn(refused.words);
  const refusal = reasonsIn(`${words} ${wwwAuthenticate ?? ''}`);
  const refusedPart =
    readFailures(refusal)
      .map(({ entry }) => ABOUT[entry])
      .find((claim) => claim !== undefined) ?? null;
  const gateway = refusedPart === null ? (setup.gateway ?? null) : null;
  const message = [
    `The MCP server refused the token of the user: HTTP ${status}.`,
    words === '' ? 'It gives no reason.' : `It says: ${words.replace(/[.\s]*$/, '.')}`,
    `WWW-Authenticate: ${wwwAuthenticate ?? 'none'}.`,
    ...heldWords(refusedPart, claims),
    ...(gateway === null ? [] : [`${gateway} signs people in itself, and may take no tokens but its own.`]),
  ].join(' ');
  const hopStatus = gateway === null ? 'fail' : 'unknown';
  return {
    hop: { id: 'mcp-server', status: hopStatus, message, claims: chosenClaims(claims) },
    refusal,
    diagnosis: withGateway(gateway, diagnosisOf(message, refusedPart, setup)),
  };
}

function heldWords(refusedPart: RefusedPart | null, claims: Claims): readonly string[] {
  if (refusedPart === null || refusedPart === 'signature') return [];
  return [
    `The token has ${refusedPart} ${textClaim(claims, refusedPart) ?? String(claims[refusedPart] ?? 'missing')}.`,
  ];
}

/** The text without addresses and scopes of a challenge, which may hold words that look like a reason. */
function reasonsIn(text: string): string {
  return text.replace(/\b(?:resource_metadata|scope|realm)="[^"]*"/g, '').trim();
}

/** The reason in an OAuth error or JSON-RPC error, else the body as it is. */
function wordsIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const inner = valueIn(parsed, 'error');
    const found = [
      ...['error_description', 'message'].map((name) => valueIn(parsed, name)),
      valueIn(inner, 'message'),
      inner,
    ];
    return found.find((value) => typeof value === 'string') ?? body;
  } catch {
    return body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }
}

function valueIn(parsed: unknown, name: string): unknown {
  return typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : undefined;
}

/** The diagnosis with the first cause that a gateway takes only tokens that it issued itself. */
function withGateway(gateway: string | null, diagnosis: Diagnosis): Diagnosis {
  if (gateway === null) return diagnosis;
  const own: DiagnosedCause = {
    id: 'mcp-server-own-tokens',
    summary: `${gateway} takes tokens that it made itself, and no token of Entra`,
    verdict: 'possible',
    because: 'MCP clients sign in there, and the refusal names no reason.',
    fix: {
      summary:
        'Walk the last hop with an MCP client, which signs in at the gateway; all hops before it are proved',
      command: 'entra-mcp-setup client-config inspector',
      portalUrl: null,
    },
    check: null,
  };
  return { ...diagnosis, causes: [own, ...diagnosis.causes] };
}

/** The token was judged before and is right, so the cause is a setting of the server. */
function diagnosisOf(because: string, refusedPart: RefusedPart | null, setup: ChainSetup): Diagnosis {
  const claims = refusedPart === null ? (['aud', 'iss', 'signature', 'scp'] as const) : [refusedPart];
  return {
    code: null,
    name: null,
    hop: 'mcp-server',
    meaning: 'The token is right for MCP Server API, and the MCP server does not take it.',
    correlationId: null,
    causes: claims.map((claim) => causeOf(claim, setup, { because, isSure: refusedPart !== null })),
  };
}

function causeOf(
  claim: RefusedPart,
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

/** By part of the token: what the server expects otherwise, and the setting of the `.env` that holds the right value. */
const CAUSES: Readonly<Record<RefusedPart, (setup: ChainSetup) => Words>> = {
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
  exp: () => ['The clock of the MCP server is fast', 'Set its clock: the token was made a moment ago'],
  nbf: () => ['The clock of the MCP server is slow', 'Set its clock: the token was made a moment ago'],
};
