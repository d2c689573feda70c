import { isRecorded } from '../../core/blueprint.ts';
import { dayOf } from '../../core/days.ts';
import type { Applied } from '../../core/report.ts';
import type { Settings } from '../../core/settings.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { IssuedCredential } from '../../graph/change-result.ts';
import { principalsOf } from '../../graph/run-state.ts';
import { settle } from '../../graph/settle.ts';
import { say } from '../../ui/layout.ts';
import { settingsFrom, setupFiles, writeEnv } from '../files/files.ts';
import { envFilePath } from '../files/server-credential.ts';
import { patienceOf } from '../run/connect.ts';
import { judgeTenant } from '../run/judge-tenant.ts';
import { observe } from '../run/observe.ts';
import { asSetupError, StoppedError, stepsAfter } from '../run/result.ts';
import { credentialLine, othersText, retireCommands } from './retire-choice.ts';
import type { Rotated, Rotation } from './rotation.ts';

/** Writes the proved credential to where the server reads it, and returns that place. Throws where it could not be written. */
export async function placeRotated(rotation: Rotation, issued: IssuedCredential): Promise<string | null> {
  const { outside, blueprint, runState } = rotation;
  if (issued.kind === 'secret')
    return setupFiles(outside, rotation).placeCredential(issued, blueprint, runState);
  const { notices } = await writeEnv(outside, rotation, certificateSettings(rotation, issued), null);
  rotation.early.push(...notices);
  return keyFileOf(rotation);
}

/** The settings with the certificate's file as the key file: it was proved to hold the key, whoever made it. */
function certificateSettings(rotation: Rotation, issued: IssuedCredential): Settings {
  const { blueprint, tenant } = rotation;
  const settings = settingsFrom(rotation, { blueprint, tenant, issued: [issued] });
  if (settings === null) throw new SetupError('BUG', 'A certificate was rotated before both apps had ids.');
  const { credential } = settings;
  if (credential.kind !== 'certificate') return settings;
  return { ...settings, credential: { ...credential, keyFile: keyFileOf(rotation) } };
}

function keyFileOf({ blueprint: { serverApi } }: Rotation): string | null {
  return serverApi.credential.kind === 'certificate' ? serverApi.credential.file : null;
}

/**
 * Reads back, updates blueprint and summary, and says what to do next. Throws `StoppedError` where that fails; the new
 * credential is kept all the same.
 */
export async function finishRotated(
  rotation: Rotation,
  issued: IssuedCredential,
  writtenTo: string | null,
): Promise<Rotated> {
  const { outside, blueprint } = rotation;
  const applied = appliedBy(rotation, issued, writtenTo);
  const step = stepsAfter((error, title) => stoppedAfter(applied, error, title));
  const files = setupFiles(outside, rotation);
  const named = await step('Write the blueprint', () => files.saveBlueprint(blueprint));
  const after = await step('Read everything back', () => readUntilThere(rotation, issued));
  const { checks = [] } = judgeTenant(blueprint, after, {}, outside);
  const outcome = { blueprint, tenant: after, issued: [issued], checks, handOff: false };
  const pages = await step('Write the files', () => files.writeAll(outcome));
  say(outside.terminal, pages.notices);
  const written = [...new Set([...applied.files, ...named, ...pages.files])];
  return {
    applied: { ...applied, files: written },
    blueprint,
    tenant: after,
    text: textOf(rotation, issued, [...new Set([writtenTo ?? '', ...written])].filter(Boolean)),
  };
}

/** What was done once the credential was written. */
function appliedBy(
  { flags, inputs }: Rotation,
  { displayName, keyId, endDateTime }: IssuedCredential,
  writtenTo: string | null,
): Applied {
  const envFile = envFilePath(inputs);
  const files = flags.keyVault === undefined ? [...(writtenTo === null ? [] : [writtenTo]), envFile] : [];
  return {
    done: [`Create ${displayName} (key id ${keyId})`],
    stoppedAt: null,
    credentials: [{ keyId, displayName, endDateTime, writtenTo }],
    files: [...new Set(files)],
  };
}

/** The error of a step after the credential was written, which stays, since the server may be using it by now. */
function stoppedAfter(applied: Applied, error: unknown, title: string): StoppedError {
  return new StoppedError(asSetupError(error), { ...applied, stoppedAt: title }, [
    'The new credential works and is kept, the old one stays valid: do not rotate again',
    'Bring the files up to date: entra-mcp-setup apply --yes',
  ]);
}

async function readUntilThere(rotation: Rotation, issued: IssuedCredential): Promise<Tenant> {
  const { outside, connection, blueprint, flags, runState } = rotation;
  return outside.progress.step('Read everything back', async (note) => {
    const { value } = await settle(
      () => observe(outside, connection, blueprint, flags, { principals: principalsOf(runState) }),
      (tenant) => isHeld(tenant, issued),
      patienceOf(outside, flags, note),
    );
    return value;
  });
}

function isHeld(tenant: Tenant, { kind, keyId }: IssuedCredential): boolean {
  const server = facetOf(tenant, 'serverApplication');
  const held = kind === 'secret' ? server?.passwordCredentials : server?.keyCredentials;
  return held?.some((one) => one.keyId === keyId) ?? false;
}

function textOf(
  { server, blueprint }: Rotation,
  { kind, displayName, keyId, endDateTime }: IssuedCredential,
  written: readonly string[],
): string {
  const { passwordCredentials, keyCredentials } = server;
  const [held, others] =
    kind === 'secret' ? [passwordCredentials, keyCredentials] : [keyCredentials, passwordCredentials];
  const ours = held.filter((one) => isRecorded(one.keyId, blueprint.serverApi));
  return [
    `${displayName} is new and works: key id ${keyId}, ends ${endDateTime === null ? 'never' : dayOf(endDateTime)}.`,
    `Written: ${written.join(', ')}`,
    ...(held.length === 0 ? [] : ['Still valid beside it:']),
    ...held.map((one) => `  ${credentialLine(one)}${ours.includes(one) ? '' : NOT_OURS}`),
    ...retireCommands(server, ours).map((command) => `When the server runs with the new one: ${command}`),
    ...(held.length === ours.length
      ? []
      : ['Remove one that is not kept when nothing runs with it: entra-mcp-setup rotate --retire <key-id>']),
    ...othersText(others),
    '',
  ].join('\n');
}

const NOT_OURS = ' (not kept in the blueprint as ours)';
