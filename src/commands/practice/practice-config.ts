import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { gatherInputs, type InputSources, noBlueprint } from '../run/inputs.ts';

const KEPT = '.practice-kept';

/**
 * The fault `one-app-for-both`: names MCP Server API as MCP Client App too, as people do who made one registration. The
 * file as it was is kept beside it and comes back when the fault is mended.
 */
export async function nameOneAppForBoth(
  outside: InputSources,
  flags: CommonFlags,
  wanted: 'broken' | 'mended',
): Promise<string> {
  const { files } = outside;
  const { document, input, configPath } = await gatherInputs({ ...flags, answers: {} }, outside);
  const kept = `${configPath}${KEPT}`;
  if (wanted === 'mended') return restore(outside, configPath, kept);
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
  await files.copy(configPath, kept, { mode: 0o644 });
  await files.writeText(configPath, document.text.replaceAll(clientAppId, serverAppId), { mode: 0o644 });
  return `${configPath} now names ${serverAppId} for both apps; ${kept} keeps what stood there.`;
}

async function restore({ files }: Pick<Outside, 'files'>, path: string, kept: string): Promise<string> {
  if ((await files.readText(kept)) === null) return '';
  await files.copy(kept, path, { mode: 0o644 });
  await files.remove(kept);
  return `${path} names two apps again.`;
}
