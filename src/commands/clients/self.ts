import type { ClientConfigReport } from '../../core/client-report.ts';
import { placesOf, selfConfig } from '../../emit/client-config.ts';
import { clientRow, type McpClientName } from '../../mcp-clients/clients.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import type { ClientConfigFlags } from './command.ts';
import { frameOf } from './list.ts';

/** Configures this tool itself as an MCP server that the client starts. */
export async function addSelf(
  client: McpClientName,
  flags: ClientConfigFlags,
  { files, terminal }: Pick<Outside, 'files' | 'terminal'>,
): Promise<{ readonly told: ClientConfigReport; readonly written: string | null }> {
  const told = { ...frameOf(client), redirectUris: [], notes: [], advice: [] };
  const request = { client, args: ['entra-mcp-setup', 'mcp', ...carried(flags, files)] };
  if (flags.output === undefined) {
    const snippet = selfConfig(request, null, null);
    say(terminal, ['This goes into:', ...placesOf(clientRow(client).setup).map((place) => `  ${place}`)]);
    return { told: { ...told, snippet }, written: null };
  }
  const text = selfConfig(request, await files.readText(flags.output), flags.output);
  await files.writeText(flags.output, text, { mode: 0o644 });
  return { told: { ...told, snippet: text }, written: flags.output };
}

/** The flags that choose the set-up. Paths are absolute, since the client starts the tool in a folder of its own choice. */
function carried(flags: ClientConfigFlags, { resolve }: Outside['files']): readonly string[] {
  const { tenant, cloud } = flags.answers;
  const values = [
    ['--config', flags.config === undefined ? undefined : resolve(flags.config)],
    ['--tenant', tenant],
    ['--cloud', cloud],
    ['--auth', flags.auth],
    ['--sign-in-client', flags.signInClient],
  ] as const;
  const given = values.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]));
  return [...given, ...(flags.practice ? ['--practice'] : [])];
}
