import type { DiagnosedCause, Diagnosis } from '../../core/report.ts';
import type { Knowledge } from '../knowledge.ts';
import { NO_FAILURE } from '../no-failure.ts';
import { rankedCauses } from '../rank.ts';
import { situationOf } from '../situation-of.ts';
import { filled } from '../words.ts';
import { claimVerdicts } from './claim-verdicts.ts';
import { expectedOf } from './expected.ts';
import { tokenCauses } from './token-causes.ts';
import type { TokenFacts } from './token-facts.ts';

/**
 * Judges the claims of a token by what MCP Server API expects. The diagnosis has no code; its causes are all ways in which a token
 * can be wrong, those of this one proved.
 */
export function judgeToken(facts: TokenFacts, knowledge: Knowledge, now: Date): Diagnosis {
  const situation = situationOf(NO_FAILURE, { ...knowledge, token: facts });
  const causes = rankedCauses(tokenCauses(now), situation);
  const wrong = causes.filter(({ verdict }) => verdict === 'proved');
  return {
    code: null,
    name: null,
    hop: facts.kind === 'foreign' ? 'gateway' : 'client-signin',
    meaning: filled(meaningOf(facts, wrong), situation),
    correlationId: null,
    causes,
    claims: claimVerdicts(facts, expectedOf(situation), now),
    waitingHelps: false,
    hints: hintsFor(facts, wrong).map((hint) => filled(hint, situation)),
  };
}

function meaningOf({ format, kind }: TokenFacts, wrong: readonly DiagnosedCause[]): string {
  if (format === 'encrypted') return 'The token is encrypted; only its addressee can read it.';
  if (format === 'opaque')
    return 'This is not a token that can be read: a refresh token, a code, or a piece of one.';
  if (kind === 'foreign')
    return 'The token was not made by Entra, so what Entra or {server} would make of it says nothing.';
  if (wrong.length > 0) return 'The token is not one that {server} can use.';
  return 'Nothing in the claims of this token speaks against it. Its signature was not checked.';
}

function hintsFor({ format, kind }: TokenFacts, wrong: readonly DiagnosedCause[]): readonly string[] {
  if (format !== 'jwt')
    return ['Paste the access token that the client sends to the server: three parts, joined by dots.'];
  if (kind === 'foreign')
    return [
      'An OAuth proxy gives the client a token of its own and keeps that of Entra: its log shows which it sent on.',
    ];
  if (wrong.length > 0) return ['The client and the gateway should send exactly: {clientScopes}'];
  return ['Look at the exchange next: `entra-mcp-setup test` makes it and shows what comes back.'];
}
