import { envNamingOf } from '../../config/complete.ts';
import type { Settings } from '../../core/settings.ts';
import { variableFor } from '../../emit/env-entries.ts';
import type { SecretPlace } from '../../emit/summary.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { type Inputs, inOutDir } from '../run/inputs.ts';
import { completeCommands } from '../run/printed-commands.ts';
import type { KeyVaultFlags } from '../run/shared-options.ts';
import { envFilePath } from './server-credential.ts';

/** The page for whoever may consent. */
export const HANDOFF_FILE = 'entra-mcp-handoff.md';

const SUMMARY_FILE = 'entra-mcp-summary.md';

/** How the pages of this program begin. */
const HEADINGS: Readonly<Record<string, string>> = {
  [SUMMARY_FILE]: '# Configuration summary: ',
  [HANDOFF_FILE]: '# Admin consent wanted: ',
};

/** Where the pages go. */
export function pagePaths({ outDir }: Pick<Inputs, 'outDir'>): readonly string[] {
  return Object.keys(HEADINGS).map((name) => inOutDir(outDir, name));
}

/** A page that somebody else wrote under one of these names is replaced with `--overwrite` only. */
export async function refuseForeignPages(
  { files }: Pick<Outside, 'files'>,
  { outDir }: Inputs,
): Promise<void> {
  for (const [name, heading] of Object.entries(HEADINGS)) {
    const path = inOutDir(outDir, name);
    const text = (await files.readText(path))?.trimStart() ?? '';
    if (text === '' || text.startsWith(heading)) continue;
    throw new SetupError('USAGE', `${path} is there already and was not written by entra-mcp-setup.`, {
      advice: ['Choose another --out-dir, or replace the file with --overwrite'],
    });
  }
}

interface PagesRequest {
  readonly inputs: Inputs;
  readonly flags: KeyVaultFlags;
}

export interface Written {
  readonly files: readonly string[];
  readonly notices: readonly string[];
  /** Entra holds a client secret whose value nobody here knows. */
  readonly lacksSecret: boolean;
}

/** The summary, and the page for whoever may consent. Each is written only when it changes. */
export async function writePages(
  outside: Pick<Outside, 'files' | 'launch'>,
  { inputs, flags }: PagesRequest,
  settings: Settings,
  { handOff }: { readonly handOff: boolean },
): Promise<Written> {
  const handoffFile = handOff ? inOutDir(inputs.outDir, HANDOFF_FILE) : null;
  const { renderSummary } = await import('../../emit/summary.ts');
  const { renderHandoff } = await import('../../emit/handoff.ts');
  const secretPlace = await secretPlaceOf(outside, inputs, flags, settings);
  const summary = renderSummary(settings, { secretPlace, configFile: inputs.configPath, handoffFile });
  const pages: readonly (readonly [string, string])[] = [
    [inOutDir(inputs.outDir, SUMMARY_FILE), summary],
    ...(handoffFile === null ? [] : [[handoffFile, renderHandoff(settings, inputs.configPath)] as const]),
  ];
  const place = { in: 'file', config: inputs.configPath, written: true } as const;
  const files: string[] = [];
  for (const [path, template] of pages) {
    const text = completeCommands(template, outside.launch, place);
    if ((await outside.files.readText(path)) === text) continue;
    await outside.files.writeText(path, text, { mode: 0o644 });
    files.push(path);
  }
  const notices = secretPlace.kind === 'unknown' ? secretNotices(settings) : [];
  return { files, notices, lacksSecret: notices.length > 0 };
}

/** Where the value of the secret is, as far as anybody here knows. */
async function secretPlaceOf(
  { files }: Pick<Outside, 'files'>,
  inputs: Inputs,
  { keyVault }: KeyVaultFlags,
  { credential }: Settings,
): Promise<SecretPlace> {
  if (keyVault !== undefined) return { kind: 'vault', url: keyVault };
  const naming = envNamingOf(inputs.input);
  const path = envFilePath(inputs);
  const variable = variableFor('clientSecret', naming) ?? 'AZURE_CLIENT_SECRET';
  if (credential.kind !== 'secret' || credential.value !== null) return { kind: 'env-file', path, variable };
  const { parseEnvFile } = await import('../../emit/env-read.ts');
  const text = await files.readText(path);
  const isThere = text !== null && parseEnvFile(text, naming).secret !== null;
  return isThere ? { kind: 'env-file', path, variable } : { kind: 'unknown' };
}

/** A secret whose value nobody here knows is named, never guessed or replaced. */
function secretNotices({ credential }: Settings): readonly string[] {
  if (credential.kind !== 'secret' || credential.keyId === null) return [];
  return [
    `The client secret ${credential.displayName} (key id ${credential.keyId}) exists, but its value is not known here. \`entra-mcp-setup rotate\` makes a new one.`,
  ];
}
