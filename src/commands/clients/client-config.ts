import type { ClientConfigReport } from '../../core/client-report.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import { renderClientConfig as configOf, editClientConfig } from '../../emit/client-config.ts';
import { SetupError } from '../../errors.ts';
import { clientRow, isMcpClient, MCP_CLIENT_NAMES, type McpClientName } from '../../mcp-clients/clients.ts';
import type { Outside } from '../../outside.ts';
import type { Terminal } from '../../ports.ts';
import { say, widthOf, wrapHanging } from '../../ui/layout.ts';
import type { InputSources } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { type Reporting, startReport } from '../run/result.ts';
import type { ClientConfigFlags } from './command.ts';
import { registerAddress, registerClient } from './fixes.ts';
import { frameOf, knownClients, listClients } from './list.ts';
import { refuseSecret, secretAdvice } from './secret.ts';
import { addSelf } from './self.ts';
import { type ClientsTarget, clientSetup } from './setup.ts';
import { type Advice, warningsFor } from './warnings.ts';

/** Prints the configuration for an MCP client, from the blueprint alone. With --output edits the client's own file. */
export async function clientConfig(
  { flags, operands }: Invocation<ClientConfigFlags>,
  outside: InputSources & Reporting,
): Promise<CommandResult> {
  const finish = startReport('client-config', outside);
  const [asked = ''] = operands;
  if (asked === 'list') {
    const document = finish({ exitCode: 0, mcpClients: knownClients() });
    return { exitCode: 0, document, text: listClients(), spoken: true };
  }
  const client = clientNamed(asked);
  const { told, written } = flags.self
    ? await addSelf(client, flags, outside)
    : await addServer(client, flags, outside);
  const applied = { done: [], stoppedAt: null, credentials: [], files: written === null ? [] : [written] };
  const document = finish({
    exitCode: 0,
    clientConfig: told,
    ...(written === null ? {} : { applied }),
  });
  if (written !== null) return { exitCode: 0, document, text: `Written: ${written}\n` };
  return { exitCode: 0, document, text: told.snippet, ...(isTyped(client) && { spoken: true }) };
}

/** True for a client that a person types its settings into, as opposed to one that reads a file. */
function isTyped(client: McpClientName): boolean {
  return clientRow(client).setup.by === 'typing';
}

/** The report, and the file that was written, if any. */
interface Made {
  readonly told: ClientConfigReport;
  readonly written: string | null;
}

function clientNamed(name: string): McpClientName {
  if (isMcpClient(name)) return name;
  const names = [...MCP_CLIENT_NAMES, 'list'];
  throw new SetupError(
    'USAGE',
    `client-config takes ${names.join(', ')}, not ${name}${didYouMean(name, names) || '.'}`,
    { advice: ['Any other client that starts programs: entra-mcp-setup client-config mcp-remote'] },
  );
}

async function addServer(
  client: McpClientName,
  flags: ClientConfigFlags,
  outside: InputSources,
): Promise<Made> {
  refuseSecret(client, flags);
  const setup = await clientSetup(flags, outside);
  const request = { client, ...setup };
  const config = configOf(request);
  const { files, terminal } = outside;
  if (flags.output === undefined && config.places.length > 0)
    say(terminal, ['This goes into:', ...config.places.map((place) => `  ${place}`)]);
  for (const note of config.notes) sayNote(terminal, note);
  const missing = config.redirectUris.filter(({ isRegistered }) => !isRegistered).map(({ uri }) => uri);
  const advice = [
    ...registrations(client, missing, setup),
    ...secretAdvice(client, setup),
    ...warningsFor(client, setup),
  ];
  for (const one of advice) sayAdvice(outside, one);
  const { redirectUris, notes } = config;
  const told = { ...frameOf(client), redirectUris, notes, advice };
  if (flags.output === undefined) return { told: { ...told, snippet: config.snippet }, written: null };
  const text = editClientConfig(request, await files.readText(flags.output), flags.output);
  await files.writeText(flags.output, text, { mode: 0o644 });
  return { told: { ...told, snippet: text }, written: flags.output };
}

/** What has to be registered before the client can sign in, and the command that does it. */
function registrations(
  client: McpClientName,
  missing: readonly string[],
  setup: ClientsTarget,
): readonly Advice[] {
  const { title, ownAddress, platform } = clientRow(client);
  if (ownAddress !== null && platform === 'publicClient') {
    const { summary, command } = registerAddress(client, setup);
    return [{ text: `${title} has an address of its own for each connector. ${summary}:`, command }];
  }
  if (missing.length === 0) return [];
  const { command } = registerClient(client, setup);
  const listens = `${title} listens on ${missing.join(' and ')}, which is not registered.`;
  return [{ text: `${listens} To add it:`, command }];
}

/** Each seen to begin, since several stand together. */
function sayNote(terminal: Terminal, note: string): void {
  terminal.err(`${wrapHanging(`- ${note}`, widthOf(terminal))}\n`);
}

function sayAdvice({ terminal }: Pick<Outside, 'terminal'>, { text, command }: Advice): void {
  sayNote(terminal, text);
  if (command !== null) terminal.err(`  ${command}\n`);
}
