import { SetupError } from '../../errors.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { gatherInputs, type InputSources, noBlueprint } from '../run/inputs.ts';
import { restoreKept } from './kept-file.ts';

const KEPT = '.practice-kept';

/**
 * The fault `one-app-for-both`: names MCP Server API as MCP Client App too, as people do who made one registration. The
 * file as it was is kept beside it for `restoreTwoApps`. Returns what was done, for people.
 */
export async function nameOneAppForBoth(outside: InputSources, flags: CommonFlags): Promise<string> {
  const { files } = outside;
  const { document, input, configPath } = await gatherInputs({ ...flags, answers: {} }, outside);
  const { clientAppId, serverAppId } = input;
  if (document === null || clientAppId === undefined || serverAppId === undefined) {
    throw new SetupError(
      'USAGE',
      document === null ? noBlueprint(configPath) : `${configPath} does not name both apps.`,
      {
        advice: ['Set the apps up first: entra-mcp-setup setup --practice'],
      },
    );
  }
  // Keeping a file that is broken already would lose the other id.
  if (clientAppId === serverAppId) return `${configPath} names ${serverAppId} for both apps already.`;
  const kept = `${configPath}${KEPT}`;
  await files.copy(configPath, kept, { mode: 0o644 });
  await files.writeText(configPath, document.text.replaceAll(clientAppId, serverAppId), { mode: 0o644 });
  return `${configPath} now names ${serverAppId} for both apps; ${kept} keeps what stood there.`;
}

/** Mends the fault: puts the kept file back, where one is kept. */
export async function restoreTwoApps(outside: InputSources, flags: CommonFlags): Promise<void> {
  const { configPath: path } = await gatherInputs({ ...flags, answers: {} }, outside);
  await restoreKept(outside.files, { path, kept: `${path}${KEPT}` }, 0o644);
}
