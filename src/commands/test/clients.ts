import { fullScopeFor } from '../../core/blueprint.ts';
import { isGuid } from '../../core/ids.ts';
import { wantedRedirectUris } from '../../core/redirect-uris.ts';
import type { ClientVerdict, Target } from '../../core/report.ts';
import { mcpClientProblem } from '../../core/validation/mcp-clients.ts';
import { SetupError } from '../../errors.ts';
import { type AuthorizeAnswer, probeAuthorize } from '../../identity/token-service.ts';
import { clientRow, isMcpClient, MCP_CLIENT_NAMES, type McpClientName } from '../../mcp-clients/clients.ts';
import { type ClientRequest, requestsOf } from '../../mcp-clients/requests.ts';
import type { Outside } from '../../outside.ts';
import { fixFor, registerAddress } from '../clients/fixes.ts';
import { type ClientsTarget, clientSetup } from '../clients/setup.ts';
import type { InputSources } from '../run/inputs.ts';
import type { CommandResult } from '../run/invocation.ts';
import { type Reporting, startReport } from '../run/result.ts';
import type { TestFlags } from './command.ts';

/** Sends the authorize request of each MCP client to Entra. Nobody signs in, and no token can come of it. */
export async function testClients(
  flags: TestFlags,
  outside: InputSources & Reporting & Pick<Outside, 'random' | 'transport'>,
): Promise<CommandResult> {
  const finish = startReport('test', outside);
  const names = namesIn(flags.clients);
  const setup = await clientSetup(flags, outside, typeof flags.clients === 'string' ? names : []);
  const clients: ClientVerdict[] = [];
  for (const name of names) clients.push(await judgeClient(name, setup, outside));
  const document = finish({ exitCode: exitCodeFor(clients), target: targetOf(setup), clients });
  return { exitCode: document.exitCode, document };
}

function namesIn(clients: TestFlags['clients']): readonly McpClientName[] {
  if (typeof clients !== 'string') return MCP_CLIENT_NAMES;
  const names = clients.split(/[\s,]+/).filter((name) => name !== '');
  const known = names.filter(isMcpClient);
  if (known.length === names.length && names.length > 0) return [...new Set(known)];
  const unknown = names.find((name) => !isMcpClient(name)) ?? '';
  throw new SetupError('USAGE', `--clients: ${mcpClientProblem(unknown) ?? 'name at least one.'}`, {
    advice: ['All that are known: entra-mcp-setup client-config list'],
  });
}

/** 1 where a client is refused, else 3 where one could not be judged. */
function exitCodeFor(clients: readonly ClientVerdict[]): number {
  if (clients.some(({ verdict }) => verdict === 'refused')) return 1;
  return clients.some(({ verdict }) => verdict === 'inconclusive') ? 3 : 0;
}

function targetOf({ blueprint, clientAppId, serverAppId }: ClientsTarget): Target {
  const { clientApp, serverApi, cloud, tenant } = blueprint;
  return {
    cloud,
    tenantId: isGuid(tenant) ? tenant : null,
    tenantName: null,
    clientApp: { appId: clientAppId, objectId: null, displayName: clientApp.displayName },
    serverApi: { appId: serverAppId, objectId: null, displayName: serverApi.displayName },
  };
}

/** Judges by at most two requests: what the client sends, then the one that tells most about the first answer. */
async function judgeClient(
  name: McpClientName,
  setup: ClientsTarget,
  outside: Pick<Outside, 'random' | 'transport'>,
): Promise<ClientVerdict> {
  const [first, second] = requestsOf(name, setup.serverUrl, wantedRedirectUris('client', setup.blueprint));
  if (first === undefined) return unasked(name, setup);
  const answer = await ask(first, setup, outside);
  if (answer.kind === 'unclear') {
    const silent = await ask({ ...first, prompt: 'none' }, setup, outside);
    // Without a page Entra says more: what it refuses then it refuses with a page, too.
    return verdictFor(name, first, silent.kind === 'unclear' ? answer : silent, setup);
  }
  if (answer.kind === 'refused') return explained(name, first, answer, setup, outside);
  if (second === undefined) return verdictFor(name, first, answer, setup);
  const other = await ask(second, setup, outside);
  return other.kind === 'starts'
    ? verdictFor(name, first, answer, setup)
    : verdictFor(name, second, other, setup);
}

/** The verdict on a refused request. Where the client adds a slash, a second request tells whether that alone is refused. */
async function explained(
  name: McpClientName,
  request: ClientRequest,
  answer: AuthorizeAnswer,
  setup: ClientsTarget,
  outside: Pick<Outside, 'random' | 'transport'>,
): Promise<ClientVerdict> {
  const { serverUrl } = setup;
  if (request.resource === null || request.resource === serverUrl)
    return verdictFor(name, request, answer, setup);
  const without = await ask({ ...request, resource: serverUrl }, setup, outside);
  return verdictFor(name, request, answer, setup, { isSlashRefused: without.kind === 'starts' });
}

function ask(
  {
    redirectUri,
    resource,
    prompt,
    moreScopes,
  }: Omit<ClientRequest, 'prompt'> & {
    readonly prompt: 'consent' | 'none' | null;
  },
  { blueprint, clientAppId, serverAppId }: ClientsTarget,
  outside: Pick<Outside, 'random' | 'transport'>,
): Promise<AuthorizeAnswer> {
  const scope = [fullScopeFor(blueprint, serverAppId), ...moreScopes].join(' ');
  const endpoint = { cloud: blueprint.cloud, tenant: blueprint.tenant };
  return probeAuthorize({ endpoint, clientId: clientAppId, redirectUri, scope, resource, prompt }, outside);
}

function unasked(name: McpClientName, setup: ClientsTarget): ClientVerdict {
  const { title, ownShape, sources } = clientRow(name);
  const shape = ownShape?.replaceAll(/\{(\w+)\}/g, '<$1>') ?? 'unknown';
  return {
    client: name,
    redirectUri: null,
    scope: fullScopeFor(setup.blueprint, setup.serverAppId),
    resource: null,
    verdict: 'inconclusive',
    code: null,
    message: `${title} gives each of its connectors an address of its own, such as ${shape}, and the blueprint names none: there is nothing to ask about (${sources.join(', ')}).`,
    fix: registerAddress(name, setup),
  };
}

const LONGEST_MESSAGE = 400;

function verdictFor(
  name: McpClientName,
  { redirectUri, resource, moreScopes }: ClientRequest,
  answer: AuthorizeAnswer,
  setup: ClientsTarget,
  { isSlashRefused = false } = {},
): ClientVerdict {
  const { blueprint, serverAppId } = setup;
  const scope = [fullScopeFor(blueprint, serverAppId), ...moreScopes].join(' ');
  const sent = { client: name, redirectUri, scope, resource };
  const { title } = clientRow(name);
  if (answer.kind === 'starts')
    return { ...sent, verdict: 'starts', code: null, message: `The sign-in of ${title} starts.`, fix: null };
  if (answer.kind === 'unclear')
    return { ...sent, verdict: 'inconclusive', code: null, message: answer.what, fix: null };
  const { code, description, error } = answer.error;
  const words = description === '' ? error : description.slice(0, LONGEST_MESSAGE);
  const slash = isSlashRefused ? ` Without the slash that ${title} adds to the address it would start.` : '';
  const message = code === null ? words : `AADSTS${code}: ${words}`;
  return {
    ...sent,
    verdict: 'refused',
    code,
    message: `${message}${slash}`,
    fix: fixFor(name, code, resource, setup),
  };
}
