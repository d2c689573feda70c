import { withoutKeyId } from '../../core/blueprint.ts';
import { isValid } from '../../core/expiry.ts';
import type { Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import { removeCredential } from '../../graph/rotate.ts';
import { principalsOf } from '../../graph/run-state.ts';
import { settle } from '../../graph/settle.ts';
import { runTasks } from '../../ui/run-steps.ts';
import { NOTHING_DONE } from '../apply/rollback.ts';
import { brokenOff, trackWrites } from '../apply/tracked-writes.ts';
import { setupFiles } from '../files/files.ts';
import { patienceOf } from '../run/connect.ts';
import { observe } from '../run/observe.ts';
import { asSetupError, StoppedError } from '../run/result.ts';
import type { RegisteredCredential } from './current-credential.ts';
import {
  credentialLine,
  heldIn,
  nameOf,
  othersText,
  type RetireChoice,
  retireChoice,
  retireCommands,
  wantedKind,
} from './retire-choice.ts';
import type { Rotated, Rotation } from './rotation.ts';

/** Removes old credentials: the one that --retire names, or those of ours that the server is not using. */
export async function retire(rotation: Rotation): Promise<Rotated> {
  const { outside, blueprint, tenant } = rotation;
  const choice = await retireChoice(rotation);
  const { retired } = choice;
  if (retired.length === 0)
    return { blueprint, tenant, applied: NOTHING_DONE, text: nothingText(choice, tenant) };
  refuseLastValid(rotation, choice);
  outside.terminal.err(`${announced(choice).join('\n')}\n`);
  if (!(await isConfirmed(rotation, retired))) {
    return { blueprint, tenant, applied: NOTHING_DONE, text: 'Nothing was changed in the tenant.\n' };
  }
  const done = await removeAll(rotation, choice);
  const after = await readUntilGone(rotation, choice, done);
  const kept = heldIn(after, wantedKind(blueprint)).map((one) => `Stays: ${stays(one, choice)}`);
  const files = await forgetKeyIds(rotation, choice, done);
  const applied = { ...NOTHING_DONE, done, files };
  return { blueprint, tenant: after, applied, text: [...done, ...kept, ''].join('\n') };
}

/** Removes the key ids from the blueprint. Returns the files that were written. */
async function forgetKeyIds(
  rotation: Rotation,
  { retired }: RetireChoice,
  done: readonly string[],
): Promise<readonly string[]> {
  const after = retired.reduce((so, { keyId }) => withoutKeyId(so, keyId), rotation.blueprint);
  if (after.serverApi.keyIds.length === rotation.blueprint.serverApi.keyIds.length) return [];
  try {
    return await setupFiles(rotation.outside, rotation).saveBlueprint(after);
  } catch (error) {
    throw stopped(error, { done, title: 'Write the blueprint' });
  }
}

function announced({ retired, inUse, left }: RetireChoice): readonly string[] {
  return [
    'To be removed from MCP Server API:',
    ...retired.map((one) => `  ${credentialLine(one)}${inUse.includes(one) ? IN_USE : ''}`),
    ...(left.length === 0
      ? []
      : ['Left, since the blueprint does not keep it as ours (--retire <key-id> removes it):']),
    ...left.map((one) => `  ${credentialLine(one)}`),
  ];
}

const IN_USE = ' (in use, as far as .env and the blueprint tell)';

function stays(one: RegisteredCredential, { inUse, left }: RetireChoice): string {
  const is = (other: RegisteredCredential) => other.keyId === one.keyId;
  if (inUse.some(is)) return `${credentialLine(one)}${IN_USE}`;
  return left.some(is) ? `${credentialLine(one)} (not kept in the blueprint as ours)` : credentialLine(one);
}

/** Throws `USAGE` where no valid credential would be left. One that has expired or not begun may always be removed. */
function refuseLastValid(
  { outside, tenant, blueprint }: Rotation,
  { retired }: Pick<RetireChoice, 'retired'>,
): void {
  const works = (one: RegisteredCredential) => isValid(one, outside.clock.now());
  const staying = heldIn(tenant, wantedKind(blueprint)).filter((one) => !retired.includes(one));
  if (staying.some(works) || !retired.some(works)) return;
  throw new SetupError('USAGE', 'That would remove the only valid credential of MCP Server API.', {
    advice: ['Make a new one first: entra-mcp-setup rotate'],
  });
}

function nothingText(choice: RetireChoice, tenant: Tenant): string {
  const { inUse, left, kind } = choice;
  const others = othersText(heldIn(tenant, kind === 'secret' ? 'certificate' : 'secret'));
  const [only] = inUse;
  if (!only) return ['Nothing to retire: MCP Server API has no such credential.', ...others, ''].join('\n');
  if (left.length === 0 && inUse.length === 1)
    return [`Nothing to retire: ${credentialLine(only)} is the only ${kind}.`, ...others, ''].join('\n');
  const lines = [...inUse, ...left].map((one) => `Stays: ${stays(one, choice)}`);
  return [
    'Nothing to retire.',
    ...lines,
    ...(left.length === 0 ? [] : ['Remove one by its key id: entra-mcp-setup rotate --retire <key-id>']),
    ...others,
    '',
  ].join('\n');
}

/** True with --yes, or where a person says yes; no is the default. Throws `MISSING_ANSWERS` where nobody can be asked. */
async function isConfirmed(
  { outside: { terminal, asker }, flags, server }: Rotation,
  retired: readonly RegisteredCredential[],
): Promise<boolean> {
  if (flags.yes) return true;
  if (!terminal.interactive) {
    throw new SetupError('MISSING_ANSWERS', 'Removing a credential wants --yes where nobody can be asked.', {
      advice: retireCommands(server, retired).map((command) => `Remove what is listed: ${command}`),
    });
  }
  const answered = await asker.select({
    message: retired.length === 1 ? 'Remove it?' : `Remove these ${retired.length}?`,
    help: 'A server that still signs in with it fails at once (AADSTS7000215, AADSTS700027). Nothing brings a removed credential back.',
    canGoBack: false,
    choices: [
      { value: 'no', label: 'No', hint: 'nothing is changed' },
      { value: 'yes', label: 'Yes', hint: 'the server runs with the new one' },
    ],
    initial: 'no',
  });
  return answered.kind === 'answer' && answered.value === 'yes';
}

async function removeAll(
  { outside, connection, flags, runState }: Rotation,
  { kind, retired }: RetireChoice,
): Promise<readonly string[]> {
  const done: string[] = [];
  const gone: string[] = [];
  const steps = retired.map((one) => {
    const { keyId } = one;
    const title = `Remove ${nameOf(one, 'a credential')} (key id ${keyId})`;
    return {
      title,
      run: async (note: (text: string) => void) => {
        const { graph, outcome: writeOutcome } = trackWrites(connection.graph);
        try {
          outside.interrupt.throwIfAborted();
          const environment = { graph, patience: patienceOf(outside, flags, note) };
          await removeCredential(environment, runState, { kind, keyId, gone });
          gone.push(keyId);
          done.push(title);
        } catch (error) {
          const open = brokenOff(title, writeOutcome());
          throw stopped(error, { done: open === null ? done : [...done, open], title });
        }
      },
    };
  });
  await runTasks(outside, steps);
  return done;
}

function stopped(
  error: unknown,
  { done, title }: { readonly done: readonly string[]; readonly title: string },
): StoppedError {
  return new StoppedError(asSetupError(error), { ...NOTHING_DONE, done, stoppedAt: title }, [
    'Run the same command again: what is gone is found gone',
  ]);
}

async function readUntilGone(
  rotation: Rotation,
  { kind, retired }: RetireChoice,
  done: readonly string[],
): Promise<Tenant> {
  const { outside, connection, blueprint, flags, runState } = rotation;
  const title = 'Read everything back';
  const isGone = (tenant: Tenant) =>
    !heldIn(tenant, kind).some(({ keyId }) => retired.some((one) => one.keyId === keyId));
  try {
    return await outside.progress.step(title, async (note) => {
      const read = () =>
        observe(outside, connection, blueprint, flags, { principals: principalsOf(runState) });
      return (await settle(read, isGone, patienceOf(outside, flags, note))).value;
    });
  } catch (error) {
    throw stopped(error, { done, title });
  }
}
