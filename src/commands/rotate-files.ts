import type { Settings } from '../core/settings.ts';
import { facetOf, type Tenant } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { principalsOf } from '../graph/known.ts';
import type { IssuedCredential } from '../graph/perform.ts';
import { settle } from '../graph/settle.ts';
import { patienceOf } from './connect.ts';
import { observe } from './observe.ts';
import type { Rotated, Rotation } from './rotate.ts';
import { envFilePath } from './server-credential.ts';
import { settingsFrom, setupFiles, writeEnv } from './setup-files.ts';
import { judged } from './verify.ts';

/** Puts the proved credential where the server reads it. A throw means that it stands nowhere. */
export async function placeRotated(rotation: Rotation, issued: IssuedCredential): Promise<string | null> {
  const { outside, blueprint, known } = rotation;
  if (issued.kind === 'secret')
    return setupFiles(outside, rotation).placeCredential(issued, blueprint, known);
  await writeEnv(outside, rotation, certificateSettings(rotation, issued), null);
  return keyFileOf(rotation);
}

/** The file was read and proved to hold the key, also where this tool did not make it. */
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

/** Reads back, brings blueprint and summary up to date, and says what to do next. */
export async function finishRotated(
  rotation: Rotation,
  issued: IssuedCredential,
  writtenTo: string | null,
): Promise<Rotated> {
  const { outside, blueprint, flags } = rotation;
  const after = await readUntilThere(rotation, issued);
  const { checks = [] } = judged(blueprint, after, { answers: {} }, outside);
  const { files, notices } = await setupFiles(outside, rotation).writeAll({
    blueprint,
    tenant: after,
    issued: [issued],
    checks,
    handOff: false,
  });
  for (const notice of notices) outside.terminal.err(`${notice}\n`);
  const { displayName, endDateTime } = issued;
  const keyId = keyIdIn(after, issued);
  const credentials = [{ keyId, displayName, endDateTime, writtenTo }];
  const envFile = flags.keyVault === undefined ? [envFilePath({ answers: {} }, rotation.inputs)] : [];
  const written = [
    ...new Set([...(writtenTo === null || flags.keyVault ? [] : [writtenTo]), ...envFile, ...files]),
  ];
  return {
    applied: {
      done: [`Create ${displayName} (key id ${keyId})`],
      stoppedAt: null,
      credentials,
      files: written,
    },
    blueprint,
    tenant: after,
    text: textOf(rotation, { ...issued, keyId }, [...new Set([writtenTo ?? '', ...written])].filter(Boolean)),
  };
}

async function readUntilThere(rotation: Rotation, issued: IssuedCredential): Promise<Tenant> {
  const { outside, connection, blueprint, flags, known } = rotation;
  return outside.progress.step('Read everything back', async (note) => {
    const { value } = await settle(
      () => observe(outside, connection, blueprint, flags, principalsOf(known)),
      (tenant) => heldIn(tenant, issued) !== undefined,
      patienceOf(outside, flags, note),
    );
    return value;
  });
}

/** A certificate is known by its thumbprint until Graph has given it a key id. */
function heldIn(tenant: Tenant, { kind, keyId }: IssuedCredential) {
  const server = facetOf(tenant, 'serverApplication');
  return kind === 'secret'
    ? server?.passwordCredentials.find((one) => one.keyId === keyId)
    : server?.keyCredentials.find((one) => one.thumbprint === keyId);
}

function keyIdIn(tenant: Tenant, issued: IssuedCredential): string {
  return heldIn(tenant, issued)?.keyId ?? issued.keyId;
}

function textOf(
  { server }: Rotation,
  { kind, displayName, keyId, endDateTime }: IssuedCredential,
  written: readonly string[],
): string {
  const held = kind === 'secret' ? server.passwordCredentials : server.keyCredentials;
  const old = held.map(
    (one) => `  ${one.displayName ?? kind}, key id ${one.keyId}, ends ${one.endDateTime.slice(0, 10)}`,
  );
  return [
    `${displayName} is new and works: key id ${keyId}, ends ${endDateTime?.slice(0, 10) ?? 'never'}.`,
    `Written: ${written.join(', ')}`,
    ...(old.length === 0 ? [] : ['Still valid beside it:', ...old]),
    ...(old.length === 0 ? [] : ['When the server runs with the new one: entra-mcp-setup rotate --retire']),
    '',
  ].join('\n');
}
