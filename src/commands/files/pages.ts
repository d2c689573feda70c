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

/** The name of the page for an administrator who may consent. */
export const HANDOFF_FILE = 'entra-mcp-handoff.md';

const SUMMARY_FILE = 'entra-mcp-summary.md';

/** How the pages of this program begin, which tells them from files of somebody else. */
const HEADINGS: Readonly<Record<string, string>> = {
  [SUMMARY_FILE]: '# Configuration summary: ',
  [HANDOFF_FILE]: '# Admin consent wanted: ',
};

/** The paths of the pages. */
export function pagePaths({ outDir }: Pick<Inputs, 'outDir'>): readonly string[] {
  return Object.keys(HEADINGS).map((name) => inOutDir(outDir, name));
}

/** Throws `USAGE` where a file of somebody else has the name of a page; only --overwrite replaces it. */
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

/** What the end of a run has written, and what it has to say of that. */
export interface Written {
  readonly files: readonly string[];
  readonly notices: readonly string[];
  /** Entra holds a client secret whose value nobody here knows. */
  readonly lacksSecret: boolean;
}

/** Writes the summary, and with `handOff` the page for an administrator who may consent. A page that would not change is not written. */
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
  { credential, blueprint }: Settings,
): Promise<SecretPlace> {
  if (keyVault !== undefined)
    return { kind: 'vault', url: (await import('./vault.ts')).addressInVault(keyVault, blueprint) };
  const naming = envNamingOf(inputs.input);
  const path = envFilePath(inputs);
  const variable = variableFor('clientSecret', naming) ?? 'AZURE_CLIENT_SECRET';
  if (credential.kind !== 'secret' || credential.value !== null) return { kind: 'env-file', path, variable };
  const { parseEnvFile } = await import('../../emit/env-read.ts');
  const text = await files.readText(path);
  const isThere = text !== null && parseEnvFile(text, naming).secret !== null;
  return isThere ? { kind: 'env-file', path, variable } : { kind: 'unknown' };
}

/** The notice of a secret whose value nobody here knows. It is never guessed or replaced. */
function secretNotices({ credential }: Settings): readonly string[] {
  if (credential.kind !== 'secret' || credential.keyId === null) return [];
  return [
    `The client secret ${credential.displayName} (key id ${credential.keyId}) exists, but its value is not known here. \`entra-mcp-setup rotate\` makes a new one.`,
  ];
}
