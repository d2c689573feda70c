import type { Secret } from '../../core/secret.ts';
import type { Called, McpOutcome } from '../../endpoint/mcp-client.ts';
import { bearerOf } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { besidePracticeServer, requireClientUrl } from '../run/endpoint.ts';
import { timeoutOf } from '../run/limits.ts';
import { type ChainSetup, chosenClaims, type HopResult } from './chain-hop.ts';
import { refusalOf } from './mcp-refusal.ts';

/** The user's token and its claims. */
export interface UserToken {
  readonly token: Secret;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The last hop: the MCP server itself, with the user's own token and the official client. */
export async function callServer(
  outside: Pick<Outside, 'interrupt' | 'practice' | 'progress' | 'transport' | 'version'>,
  setup: ChainSetup,
  { token, claims }: UserToken,
): Promise<HopResult> {
  const { callMcpServer } = await import('../../endpoint/mcp-client.ts');
  const { blueprint } = setup;
  const url = requireClientUrl(blueprint);
  const { tool = null } = setup.flags;
  const timeout = timeoutOf(setup.flags);
  const call = { url, token: await bearerOf(token)(), tool, version: outside.version, timeout };
  const result = await besidePracticeServer(blueprint, outside, () =>
    outside.progress.step(`Call ${url}`, () => callMcpServer(call, outside)),
  );
  outside.interrupt.throwIfAborted();
  if (result.outcome === 'refused') return refusalOf(result, setup, claims);
  return hop(result.outcome === 'works' ? success(result, tool) : failure(url, result), claims);
}

/** How many tools are named; a server may have thousands. */
const MOST_TOOLS = 50;

type Outcome = readonly [status: HopResult['hop']['status'], message: string];

function hop([status, message]: Outcome, claims: UserToken['claims']): HopResult {
  const shown = status === 'pass' ? {} : chosenClaims(claims);
  return { hop: { id: 'mcp-server', status, message, claims: shown }, refusal: null };
}

function failure(
  url: string,
  { outcome, because }: Extract<McpOutcome, { readonly outcome: 'failed' | 'silent' }>,
): Outcome {
  return outcome === 'silent'
    ? ['unknown', because]
    : ['fail', `${url} did not answer as an MCP server does: ${because}`];
}

function success(
  { server, tools, called }: Extract<McpOutcome, { readonly outcome: 'works' }>,
  tool: string | null,
): Outcome {
  const rest = tools.length - MOST_TOOLS;
  const names = [...tools.slice(0, MOST_TOOLS), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
  const listed = tools.length === 0 ? 'lists no tools' : `lists its tools: ${names}`;
  const message = `${server} took the token of the user and ${listed}.`;
  if (called === null) return ['pass', message];
  const [status, more] = calledWords(called, tool ?? '');
  return [status, `${message} ${more}`];
}

function calledWords(called: Called, tool: string): Outcome {
  switch (called.result) {
    case 'unknown-tool':
      return ['fail', `There is no tool named ${tool}.`];
    case 'not-read-only':
      return ['warn', `${tool} says of itself that it changes things, so it was not called.`];
    case 'error':
      return ['fail', `${tool} failed: ${called.text}`];
    case 'answered':
      return ['pass', `${tool} answered: ${called.text || 'nothing'}`];
  }
}
