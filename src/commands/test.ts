import { isGuid } from '../core/ids.ts';
import type { Report, ReportedHop } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import { type ChainSetup, type Walk, walkChain } from './chain.ts';
import { explainHops } from './explain-hops.ts';
import { gatherInputs, requireBlueprint } from './inputs.ts';
import type { CommandResult, Flags, Invocation } from './invocation.ts';
import { checkCommonFlags } from './limits.ts';
import type { Outside } from './outside.ts';
import { startReport } from './result.ts';
import { serverCredential } from './server-credential.ts';

/** Walks the chain with real tokens and names the first hop that fails. Signs a user in, not the operator. */
export async function testChain({ flags }: Invocation, outside: Outside): Promise<CommandResult> {
  checkCommonFlags(flags, outside);
  const finish = startReport('test', outside);
  const setup = await chainSetup(flags, outside);
  const first = await walkChain(outside, setup, 'first');
  const failed = first.hops.some(({ hop }) => hop.status === 'fail');
  const second = flags.secondUser && !failed ? await secondWalk(outside, setup) : null;
  const hops = [...first.hops, ...(second?.hops ?? [])];
  const comparison = second ? compareUsers(first, second) : null;
  const reported = hops.map(({ hop }) => hop);
  const isBroken = reported.some(({ status }) => status === 'fail') || comparison?.status === 'fail';
  const document: Report = finish({
    exitCode: isBroken ? 1 : 0,
    target: {
      cloud: setup.blueprint.cloud,
      tenantId: isGuid(setup.tenant) ? setup.tenant : null,
      tenantName: null,
      clientApp: {
        appId: setup.clientAppId,
        objectId: null,
        displayName: setup.blueprint.clientApp.displayName,
      },
      serverApi: {
        appId: setup.serverAppId,
        objectId: null,
        displayName: setup.blueprint.serverApi.displayName,
      },
    },
    hops: comparison ? [...reported, comparison] : reported,
    ...(await explainHops(hops, setup, outside.clock.now())),
  });
  return { exitCode: document.exitCode, document };
}

async function chainSetup(flags: Flags, outside: Outside): Promise<ChainSetup> {
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireBlueprint(inputs);
  const { clientApp, serverApi } = blueprint;
  if (clientApp.appId === null || serverApi.appId === null) {
    throw new SetupError(
      'CONFIG_INVALID',
      `${inputs.configPath} names no app ids yet, so there is no chain to walk.`,
      {
        advice: [
          'Create the apps first: entra-mcp-setup setup',
          'Or name them: --client-app-id and --server-app-id',
        ],
      },
    );
  }
  const found = await serverCredential(outside, flags, inputs, blueprint);
  if (found === null) {
    throw new SetupError(
      'MISSING_ANSWERS',
      'The credential of MCP Server API is needed for the on-behalf-of exchange.',
      {
        advice: [
          'Name its settings file: --env-file .env',
          'Or give the secret: --secret-stdin, --secret-file FILE',
        ],
      },
    );
  }
  return {
    blueprint,
    tenant: blueprint.tenant,
    clientAppId: clientApp.appId,
    serverAppId: serverApi.appId,
    credential: found.credential,
    userAuth: userAuthOf(flags, outside),
    flags,
  };
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

function compareUsers(first: Walk, second: Walk): ReportedHop | null {
  if (first.files === null || second.files === null) return null;
  const names = `${first.user ?? 'the first user'} and ${second.user ?? 'the second user'}`;
  if (first.user !== null && first.user === second.user) {
    return {
      id: 'graph',
      status: 'warn',
      message: `Both sign-ins were ${first.user}; sign in as somebody else to compare.`,
      claims: {},
    };
  }
  const same = JSON.stringify(first.files) === JSON.stringify(second.files) && first.files.length > 0;
  return same
    ? {
        id: 'graph',
        status: 'warn',
        message: `${names} see the same files; check that the server uses each user's own token.`,
        claims: {},
      }
    : {
        id: 'graph',
        status: 'pass',
        message: `${names} see different files: ${first.files.length} and ${second.files.length}.`,
        claims: {},
      };
}
