import type { Blueprint } from '../../core/blueprint.ts';
import { isGuid } from '../../core/ids.ts';
import type { Report, ReportedHop, Target } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside } from '../../outside.ts';
import { serverCredential } from '../files/server-credential.ts';
import { gatherInputs, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Flags, Invocation } from '../run/invocation.ts';
import { checkCommonFlags } from '../run/limits.ts';
import { startReport } from '../run/result.ts';
import { type Walk, walkChain } from './chain.ts';
import type { ChainSetup } from './chain-hop.ts';
import { explainHops } from './explain-hops.ts';
import { compareUsers } from './second-user.ts';

/** Walks the chain with real tokens and names the first hop that fails. Signs a user in, not the operator. */
export async function testChain({ flags }: Invocation, outside: Outside): Promise<CommandResult> {
  checkCommonFlags(flags, outside);
  if (flags.clients !== undefined) return (await import('./clients.ts')).testClients(flags, outside);
  const finish = startReport('test', outside);
  const setup = await chainSetup(flags, outside);
  const first = await walkChain(outside, setup, 'first');
  const second = flags.secondUser && isWhole(first) ? await secondWalk(outside, setup) : null;
  const walked = [...first.hops, ...(second?.hops ?? [])];
  const comparison = second && isWhole(second) ? [compareUsers(first, second)] : [];
  const hops = [
    ...(second ? [first, second].flatMap(namedHops) : walked.map(({ hop }) => hop)),
    ...comparison,
  ];
  const document: Report = finish({
    exitCode: hops.some(({ status }) => status === 'fail') ? 1 : 0,
    target: targetOf(setup),
    hops,
    ...(await explainHops(walked, setup, outside.clock.now())),
  });
  return { exitCode: document.exitCode, document };
}

/** With two users every row says whose it is. */
function namedHops({ hops, user }: Walk, index: number): readonly ReportedHop[] {
  const who = user ?? (index === 0 ? 'First user' : 'Second user');
  return hops.map(({ hop }) => ({ ...hop, message: `${who}: ${hop.message}` }));
}

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

async function chainSetup(flags: Flags, outside: Outside): Promise<ChainSetup> {
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

function userAuthOf({ userAuth }: Flags, { terminal, practice }: Outside): 'browser' | 'device-code' {
  if (userAuth === 'browser' || userAuth === 'device-code') return userAuth;
  if (userAuth !== undefined)
    throw new SetupError('USAGE', `--user-auth takes browser or device-code, not ${userAuth}.`);
  return terminal.interactive || practice ? 'browser' : 'device-code';
}

/** In practice another of its users signs in; elsewhere the page asks which account. */
async function secondWalk(outside: Outside, setup: ChainSetup): Promise<Walk> {
  outside.terminal.err('Now the second user.\n');
  return walkChain(outside, setup, 'second');
}
