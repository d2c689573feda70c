import type { Blueprint } from '../../core/blueprint.ts';
import type { AppId } from '../../core/ids.ts';
import type { Diagnosis, ReportedHop } from '../../core/report.ts';
import type { Secret } from '../../core/secret.ts';
import type { TokenFacts } from '../../diagnosis/index.ts';
import type { ClientCredential, DescribedRequest, TokenOutcome } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import type { TestFlags } from './command.ts';

/** What walking the chain needs to know. */
export interface ChainSetup {
  readonly blueprint: Blueprint;
  readonly tenant: string;
  /** The id behind `tenant`, which may be a domain. */
  readonly tenantId: string;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  readonly credential: ClientCredential;
  readonly userAuth: 'browser' | 'device-code';
  readonly flags: TestFlags;
  /** The gateway where MCP clients sign in in place of Entra; absent before the discovery. */
  readonly gateway?: string | null;
}

/** One hop: its report, and the raw text of a refusal, which `diagnose` explains. */
export interface HopResult {
  readonly hop: ReportedHop;
  readonly refusal: string | null;
  /** The claims of the token that this hop judged. */
  readonly token?: TokenFacts;
  /** The diagnosis of a refusal that is no text which the catalogue explains. */
  readonly diagnosis?: Diagnosis;
}

/** A hop that asks for a token; `token` is null where it was refused. */
export interface TokenHop {
  readonly hop: HopResult;
  readonly token: Secret | null;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  /** The claims challenge of a refusal: JSON as a string, to be passed on as it is. */
  readonly challenge: string | null;
}

export function tokenHop(id: ReportedHop['id'], outcome: TokenOutcome, message: string): TokenHop {
  if (outcome.outcome === 'refused') {
    const { code, description, error, claims } = outcome.error;
    const words = code === null ? `${error}: ${description}` : `AADSTS${code}: ${description}`;
    return { ...failedHop(id, words, outcome.raw), challenge: claims };
  }
  const claims = outcome.claims?.all ?? {};
  return {
    hop: { hop: { id, status: 'pass', message, claims: chosenClaims(claims) }, refusal: null },
    token: outcome.accessToken,
    claims,
    scopes: outcome.scopes.length > 0 ? outcome.scopes : (outcome.claims?.scopes ?? []),
    challenge: null,
  };
}

export function failedHop(id: ReportedHop['id'], message: string, refusal: string | null): TokenHop {
  const hop: ReportedHop = { id, status: 'fail', message, claims: {} };
  return { hop: { hop, refusal }, token: null, claims: {}, scopes: [], challenge: null };
}

const SHOWN_CLAIMS = ['aud', 'iss', 'scp', 'ver', 'tid', 'appid', 'azp'];

/** The claims that a hop rests on and that may be shown; the token itself never is. */
export function chosenClaims(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    SHOWN_CLAIMS.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]]),
  );
}

export function textClaim(claims: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' ? value : null;
}

/** With -v: what was sent, secrets as dots. */
export function saySent(
  { terminal }: Pick<Outside, 'terminal'>,
  { flags }: Pick<ChainSetup, 'flags'>,
  sent: readonly DescribedRequest[],
): void {
  if (!flags.verbose) return;
  for (const { method, url, fields } of sent) {
    const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`);
    terminal.err([`Sent: ${method} ${url}`, ...lines, ''].join('\n'));
  }
}
