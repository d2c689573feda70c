import type { Applied } from '../core/report.ts';
import { facetOf, type KeyCredential, type PasswordCredential, type Tenant } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { principalsOf } from '../graph/known.ts';
import { removeCredential } from '../graph/rotate.ts';
import { settle } from '../graph/settle.ts';
import { runSteps } from '../ui/run-steps.ts';
import { patienceOf } from './connect.ts';
import { observe } from './observe.ts';
import { StoppedError } from './result.ts';
import type { Rotated, Rotation } from './rotate.ts';

/** A credential of the wanted kind that the app holds. */
type Held = PasswordCredential | KeyCredential;

/** Takes old credentials of the wanted kind away: the one that was named, or all but the newest. */
export async function retire(rotation: Rotation): Promise<Rotated> {
  const { outside, blueprint, tenant, flags } = rotation;
  const held = heldIn(rotation, tenant);
  const retired = typeof flags.retire === 'string' ? [named(held, flags.retire)] : olderThanNewest(held);
  if (retired.length === 0) return { blueprint, tenant, applied: nothing, text: nothingText(held) };
  refuseLastValid(held, retired, outside.clock.now());
  outside.terminal.err(
    `${['To be removed from MCP Server API:', ...retired.map((one) => `  ${describe(one)}`)].join('\n')}\n`,
  );
  if (!(await isConfirmed(rotation, retired.length))) {
    return { blueprint, tenant, applied: nothing, text: 'Nothing was changed in the tenant.\n' };
  }
  const done = await removeAll(rotation, retired);
  const after = await readUntilGone(rotation, retired);
  const kept = heldIn(rotation, after).map((one) => `Stays: ${describe(one)}`);
  return { blueprint, tenant: after, applied: { ...nothing, done }, text: [...done, ...kept, ''].join('\n') };
}

const nothing: Applied = { done: [], stoppedAt: null, credentials: [], files: [] };

/** Newest first, by when each began to be valid. */
function heldIn({ blueprint }: Rotation, tenant: Tenant): readonly Held[] {
  const server = facetOf(tenant, 'serverApplication');
  const { kind } = blueprint.serverApi.credential;
  const held: readonly Held[] =
    (kind === 'secret' ? server?.passwordCredentials : server?.keyCredentials) ?? [];
  return [...held].sort((a, b) => ageOf(b) - ageOf(a));
}

function ageOf({ startDateTime, endDateTime }: Held): number {
  return Date.parse(startDateTime ?? endDateTime);
}

function olderThanNewest([, ...older]: readonly Held[]): readonly Held[] {
  return older;
}

function named(held: readonly Held[], name: string): Held {
  const found = held.find((one) => namesOf(one).includes(name.toLowerCase()));
  if (found) return found;
  throw new SetupError('USAGE', `MCP Server API has no credential with the key id ${name}.`, {
    advice: held.map((one) => `It has: ${describe(one)}`),
  });
}

function namesOf(one: Held): readonly string[] {
  const thumbprint = 'thumbprint' in one ? one.thumbprint : null;
  return [one.keyId, ...(thumbprint === null ? [] : [thumbprint])].map((name) => name.toLowerCase());
}

/** Expired ones may always go: nothing works with them anyway. */
function refuseLastValid(held: readonly Held[], retired: readonly Held[], now: Date): void {
  const isValid = ({ endDateTime }: Held) => Date.parse(endDateTime) > now.getTime();
  const stays = held.filter((one) => !retired.includes(one));
  if (stays.some(isValid) || !retired.some(isValid)) return;
  throw new SetupError('USAGE', 'That would remove the only valid credential of MCP Server API.', {
    advice: ['Make a new one first: entra-mcp-setup rotate'],
  });
}

function describe(one: Held): string {
  return `${one.displayName ?? 'no name'}, key id ${one.keyId}, ends ${one.endDateTime.slice(0, 10)}`;
}

function nothingText(held: readonly Held[]): string {
  const [only] = held;
  return only
    ? `Nothing to retire: ${describe(only)} is the only one.\n`
    : 'Nothing to retire: MCP Server API has no such credential.\n';
}

/** Nothing is taken for a yes (contract §2). */
async function isConfirmed(
  { outside: { terminal, asker }, flags }: Rotation,
  count: number,
): Promise<boolean> {
  if (flags.yes) return true;
  if (!terminal.interactive) {
    throw new SetupError('MISSING_ANSWERS', 'Removing a credential wants --yes where nobody can be asked.', {
      advice: ['Remove what is listed: entra-mcp-setup rotate --retire --yes'],
    });
  }
  const answered = await asker.select({
    message: count === 1 ? 'Remove it?' : `Remove these ${count}?`,
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
  { outside, connection, flags, known, blueprint }: Rotation,
  retired: readonly Held[],
) {
  const kind = blueprint.serverApi.credential.kind === 'secret' ? 'secret' : 'certificate';
  const done: string[] = [];
  const steps = retired.map((one) => {
    const title = `Remove ${one.displayName ?? 'a credential'} (key id ${one.keyId})`;
    return {
      title,
      run: async (note: (text: string) => void) => {
        try {
          outside.interrupt.throwIfAborted();
          const environment = { graph: connection.graph, patience: patienceOf(outside, flags, note) };
          await removeCredential(environment, known, { kind, keyId: one.keyId });
          done.push(title);
        } catch (error) {
          if (!(error instanceof SetupError)) throw error;
          throw new StoppedError(error, { ...nothing, done, stoppedAt: title }, [
            'Run the same command again: what is gone is found gone',
          ]);
        }
      },
    };
  });
  await runSteps(outside, steps);
  return done;
}

async function readUntilGone(rotation: Rotation, retired: readonly Held[]): Promise<Tenant> {
  const { outside, connection, blueprint, flags, known } = rotation;
  return outside.progress.step('Read everything back', async (note) => {
    const { value } = await settle(
      () => observe(outside, connection, blueprint, flags, principalsOf(known)),
      (tenant) => !heldIn(rotation, tenant).some(({ keyId }) => retired.some((one) => one.keyId === keyId)),
      patienceOf(outside, flags, note),
    );
    return value;
  });
}
