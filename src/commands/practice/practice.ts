import { didYouMean } from '../../core/validation/nearest.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import {
  breakPractice,
  brokenFaults,
  FAULTS,
  type FaultTarget,
  mendPractice,
  type PracticeTenant,
} from '../../practice-tenant/index.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { gatherInputs, type InputSources } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { startReport } from '../run/result.ts';
import { nameOneAppForBoth, restoreTwoApps } from './practice-config.ts';
import { putSecretIdInEnv, restoreEnvSecret } from './practice-env.ts';

/** Lists, breaks and mends faults of the practice tenant, or resets it. `main.ts` opens the tenant for this command. */
export async function practice({ operands, flags }: Invocation, outside: Outside): Promise<CommandResult> {
  const [action = 'list', ...faults] = operands;
  const { practice: tenant } = outside;
  if (tenant === null) throw new SetupError('BUG', 'The practice tenant was not opened.');
  const text = await act(action, faults, { tenant, flags, outside });
  const document = startReport('practice', outside)({ exitCode: 0 });
  return { exitCode: 0, document, text };
}

interface Context {
  readonly tenant: PracticeTenant;
  readonly flags: CommonFlags;
  readonly outside: Outside;
}

async function act(action: string, faults: readonly string[], context: Context): Promise<string> {
  switch (action) {
    case 'list':
      return list(context.tenant);
    case 'reset':
      await context.outside.resetPractice?.();
      return 'The practice tenant is new again. Blueprints that name its old apps will create new ones.\n';
    case 'break':
      return breakAll(knownFaults(faults), context);
    case 'mend':
      return mendAll(faults.length === 0 ? null : knownFaults(faults), context);
    default:
      throw new SetupError('USAGE', `practice takes list, reset, break or mend, not ${action}.`);
  }
}

function knownFaults(faults: readonly string[]): readonly string[] {
  const ids = FAULTS.map(({ id }) => id);
  if (faults.length === 0) {
    throw new SetupError('USAGE', 'Name at least one fault to break.', {
      advice: ['All of them: entra-mcp-setup practice list'],
    });
  }
  const unknown = faults.find((fault) => !ids.includes(fault));
  if (unknown === undefined) return faults;
  throw new SetupError('USAGE', `There is no fault named ${unknown}${didYouMean(unknown, ids) || '.'}`, {
    advice: ['All of them: entra-mcp-setup practice list'],
  });
}

function list({ state }: PracticeTenant): string {
  const broken = brokenFaults(state);
  const width = Math.max(...FAULTS.map(({ id }) => id.length));
  const rows = FAULTS.map(
    ({ id, summary }) => `  ${broken.includes(id) ? 'broken' : '      '}  ${id.padEnd(width)}  ${summary}`,
  );
  return `What can be broken in the practice tenant:\n\n${rows.join('\n')}\n`;
}

async function breakAll(faults: readonly string[], { tenant, flags, outside }: Context): Promise<string> {
  const target = await targetApps(flags, outside);
  const lines: string[] = [];
  for (const fault of faults) {
    try {
      const outsideOfPractice = {
        now: outside.clock.now,
        uuid: outside.random.uuid,
        bytes: outside.random.bytes,
      };
      breakPractice(tenant.state, fault, target, outsideOfPractice);
    } catch (error) {
      throw new SetupError('USAGE', error instanceof Error ? error.message : String(error), {
        advice: ['Set the apps up first: entra-mcp-setup setup --practice'],
      });
    }
    if (fault === 'secret-id-as-value') lines.push(await putSecretIdInEnv(outside, flags, tenant.state));
    if (fault === 'one-app-for-both') lines.push(await nameOneAppForBoth(outside, flags));
    lines.push(`Broken: ${fault} (${FAULTS.find(({ id }) => id === fault)?.summary ?? ''})`);
  }
  await outside.savePractice?.();
  return `${lines.join('\n')}\n`;
}

async function mendAll(
  faults: readonly string[] | null,
  { tenant, flags, outside }: Context,
): Promise<string> {
  const before = brokenFaults(tenant.state);
  const chosen = faults ?? before;
  if (chosen.includes('secret-id-as-value')) await restoreEnvSecret(outside, flags);
  if (chosen.includes('one-app-for-both')) await restoreTwoApps(outside, flags);
  for (const fault of chosen) mendPractice(tenant.state, fault);
  await outside.savePractice?.();
  return chosen.length === 0 ? 'Nothing was broken.\n' : `Mended: ${chosen.join(', ')}\n`;
}

/** The apps that faults are put on: those of the blueprint in this folder, if there is one. */
async function targetApps(flags: CommonFlags, outside: InputSources): Promise<FaultTarget> {
  const { input } = await gatherInputs(flags, outside);
  const mcpUrl = input.clientUrl ?? input.mcpUrl;
  return {
    clientAppId: input.clientAppId ?? null,
    serverAppId: input.serverAppId ?? null,
    ...(mcpUrl !== undefined && { mcpUrl }),
  };
}
