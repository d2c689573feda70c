import type { Blueprint } from '../../core/blueprint.ts';
import { isGuid } from '../../core/ids.ts';
import type { ReportedHop, Target } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside } from '../../outside.ts';
import { serverCredential } from '../files/server-credential.ts';
import { gatherInputs, type InputSources, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { type Reporting, startReport } from '../run/result.ts';
import { type Walk, walkChain } from './chain.ts';
import { discover } from './chain-discovery.ts';
import type { ChainSetup, HopResult } from './chain-hop.ts';
import { callServer } from './chain-mcp.ts';
import type { WalkOutside } from './chain-user.ts';
import type { TestFlags } from './command.ts';
import { explainHops } from './explain-hops.ts';
import { compareUsers } from './second-user.ts';

/** Walks the chain with real tokens and names the first hop that fails. Signs a user in, not the operator. */
export async function testChain(
  { flags }: Invocation<TestFlags>,
  outside: WalkOutside & InputSources & Reporting,
): Promise<CommandResult> {
  checkFlags(flags);
  if (flags.clients !== undefined) return (await import('./clients.ts')).testClients(flags, outside);
  const finish = startReport('test', outside);
  const setup = await chainSetup(flags, outside);
  const discovery = flags.endpoint ? await discover(outside, setup) : null;
  const first = await walkChain(outside, setup, 'first');
  const second = flags.secondUser && isWhole(first) ? await secondWalk(outside, setup) : null;
  const last = await serverHops(outside, { ...setup, gateway: discovery?.gateway ?? null }, first);
  const hops = [
    ...(discovery ? [discovery.hop] : []),
    ...(second ? [first, second].flatMap(namedHops) : first.hops.map(({ hop }) => hop)),
    ...(second && isWhole(second) ? [compareUsers(first, second)] : []),
    ...last.map(({ hop }) => hop),
  ];
  const walked = [...first.hops, ...(second?.hops ?? []), ...last];
  const diagnosis = [
    ...(discovery?.diagnosis ?? []),
    ...(await explainHops(walked, setup, outside.clock.now())),
  ];
  const exitCode = exitCodeFor(hops);
  const body = { exitCode, target: targetOf(setup), hops, ...(diagnosis.length > 0 && { diagnosis }) };
  return { exitCode, document: finish(body) };
}

function exitCodeFor(hops: readonly ReportedHop[]): number {
  if (hops.some(({ status }) => status === 'fail')) return 1;
  return hops.some(({ status }) => status === 'unknown') ? 3 : 0;
}

/** The hop to the MCP server itself, with --endpoint, where every hop before it passed. */
async function serverHops(
  outside: Pick<Outside, 'interrupt' | 'practice' | 'progress' | 'transport' | 'version'>,
  setup: ChainSetup,
  walk: Walk,
): Promise<readonly HopResult[]> {
  if (!setup.flags.endpoint || walk.userToken === null || !isWhole(walk)) return [];
  return [await callServer(outside, setup, walk.userToken)];
}

function checkFlags(flags: TestFlags): void {
  if (flags.tool === undefined || flags.endpoint) return;
  throw new SetupError('USAGE', '--tool names a tool of the MCP server, which only --endpoint calls.');
}

/** The hops of one of two users, whose name stands in front of each message. */
function namedHops({ hops, user }: Walk, index: number): readonly ReportedHop[] {
  const who = user ?? (index === 0 ? 'First user' : 'Second user');
  return hops.map(({ hop }) => ({ ...hop, message: `${who}: ${hop.message}` }));
}

/** Whether no hop failed. */
function isWhole({ hops }: Walk): boolean {
  return hops.every(({ hop }) => hop.status !== 'fail');
}

function targetOf({ blueprint, tenantId, clientAppId, serverAppId }: ChainSetup): Target {
  const { clientApp, serverApi, cloud } = blueprint;
  return {
    cloud,
    tenantId,
    tenantName: null,
    clientApp: { appId: clientAppId, objectId: null, displayName: clientApp.displayName },
    serverApi: { appId: serverAppId, objectId: null, displayName: serverApi.displayName },
  };
}

async function chainSetup(
  flags: TestFlags,
  outside: Pick<Outside, 'env' | 'files' | 'practice' | 'terminal' | 'transport'>,
): Promise<ChainSetup> {
  const userAuth = userAuthOf(flags, outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireBlueprint(inputs);
  const { clientApp, serverApi, tenant } = blueprint;
  if (clientApp.appId === null || serverApi.appId === null) throw noApps(inputs);
  const found = await serverCredential(outside, flags, inputs, blueprint);
  if (found === null) throw noCredential(blueprint);
  const { credential } = found;
  return {
    blueprint,
    tenant,
    tenantId: isGuid(tenant) ? tenant : await resolveTenant(tenant, blueprint.cloud, outside.transport),
    clientAppId: clientApp.appId,
    serverAppId: serverApi.appId,
    credential,
    userAuth,
    flags,
  };
}

function noApps({ configPath }: Inputs): SetupError {
  return new SetupError(
    'CONFIG_INVALID',
    `${configPath} names no app ids yet, so there is no chain to walk.`,
    {
      advice: [
        'Create the apps first: entra-mcp-setup setup',
        'Or name them in the file: clientApp.appId and serverApi.appId',
      ],
    },
  );
}

function noCredential({ serverApi: { displayName, credential } }: Blueprint): SetupError {
  const advice =
    credential.kind === 'federated'
      ? [`Give a token of ${credential.issuer} for ${credential.subject}: --secret-stdin, --secret-file FILE`]
      : ['Name its settings file: --env-file .env', 'Or give the secret: --secret-stdin, --secret-file FILE'];
  const message = `The credential of ${displayName} is needed for the on-behalf-of exchange.`;
  return new SetupError('MISSING_ANSWERS', message, { advice });
}

function userAuthOf(
  { userAuth }: TestFlags,
  { terminal, practice }: Pick<Outside, 'practice' | 'terminal'>,
): 'browser' | 'device-code' {
  return userAuth ?? (terminal.interactive || practice ? 'browser' : 'device-code');
}

/** The walk of the second user: in practice another of its users, elsewhere whoever is chosen on the page. */
async function secondWalk(outside: WalkOutside, setup: ChainSetup): Promise<Walk> {
  outside.terminal.err('Now the second user.\n');
  return walkChain(outside, setup, 'second');
}
