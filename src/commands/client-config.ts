import type { Blueprint } from '../core/blueprint.ts';
import { didYouMean } from '../core/rules/nearest.ts';
import { shellWord } from '../core/shell-word.ts';
import {
  type ClientConfig,
  editClientConfig,
  MCP_CLIENTS,
  type McpClient,
  clientConfig as renderClientConfig,
} from '../emit/client-config.ts';
import { SetupError } from '../errors.ts';
import type { Outside } from '../outside.ts';
import { say } from '../ui/layout.ts';
import { gatherInputs, type Inputs, requireBlueprint } from './run/inputs.ts';
import type { CommandResult, Invocation } from './run/invocation.ts';
import { startReport } from './run/result.ts';

/** The snippet for an MCP client, from the blueprint alone. With --output the client's own file is edited. */
export async function clientConfig(
  { flags, operands }: Invocation,
  outside: Outside,
): Promise<CommandResult> {
  const client = clientNamed(operands[0] ?? '');
  const finish = startReport('client-config', outside);
  const request = requestOf(await gatherInputs(flags, outside));
  const config = renderClientConfig(client, request);
  sayNotes(outside, config, request.blueprint);
  const written = flags.output === undefined ? null : await edit(outside, client, flags.output, request);
  const document = finish({
    exitCode: 0,
    ...(written === null
      ? {}
      : { applied: { done: [], stoppedAt: null, credentials: [], files: [written] } }),
  });
  return { exitCode: 0, document, text: written === null ? config.snippet : `Written: ${written}\n` };
}

type Request = Parameters<typeof editClientConfig>[2];

function requestOf(inputs: Inputs): Request {
  const blueprint = requireBlueprint(inputs);
  const { appId: clientAppId } = blueprint.clientApp;
  const { appId: serverAppId } = blueprint.serverApi;
  if (clientAppId === null || serverAppId === null) {
    throw new SetupError('CONFIG_INVALID', `${inputs.configPath} names no app ids yet.`, {
      advice: ['Create the apps first: entra-mcp-setup setup'],
    });
  }
  return { blueprint, clientAppId, serverAppId, name: null, url: null };
}

function sayNotes(
  { terminal }: Outside,
  { title, notes, redirectUris }: ClientConfig,
  { clientApp }: Blueprint,
): void {
  say(terminal, notes);
  const missing = redirectUris.filter(({ isRegistered }) => !isRegistered).map(({ uri }) => uri);
  if (missing.length === 0) return;
  say(terminal, [`${title} listens on ${missing.join(' and ')}, which is not registered. To add it:`]);
  // The flag names the whole list, so what is there has to be named again.
  const all = [...clientApp.redirectUris, ...missing].map((uri) => `--redirect-uri ${shellWord(uri)}`);
  terminal.err(`  entra-mcp-setup apply --yes ${all.join(' ')}\n`);
}

function clientNamed(name: string): McpClient {
  const client = MCP_CLIENTS.find((one) => one === name);
  if (client) return client;
  throw new SetupError(
    'USAGE',
    `client-config takes ${MCP_CLIENTS.join(', ')}, not ${name}${didYouMean(name, MCP_CLIENTS) || '.'}`,
  );
}

async function edit({ files }: Outside, client: McpClient, path: string, request: Request): Promise<string> {
  const text = editClientConfig(client, await files.readText(path), request, path);
  await files.writeText(path, text, { mode: 0o644 });
  return path;
}
