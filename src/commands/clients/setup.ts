import {
  additionalIdentifierUrisFor,
  type Blueprint,
  clientUrlOf,
  identifierUriFor,
} from '../../core/blueprint.ts';
import type { AppId } from '../../core/ids.ts';
import { SetupError } from '../../errors.ts';
import type { McpClientName } from '../../mcp-clients/clients.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { gatherInputs, type InputSources, requireBlueprint } from '../run/inputs.ts';

/** A set-up with the ids and addresses that MCP clients need. */
export interface ClientsTarget {
  readonly blueprint: Blueprint;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  /** The URL that MCP clients connect to. */
  readonly serverUrl: string;
  /** App ID URIs that setup registers. */
  readonly identifierUris: readonly string[];
  /** The clients that the command line names. */
  readonly asked: readonly McpClientName[];
}

/** Takes the set-up from the blueprint alone. Throws `CONFIG_INVALID` where that names no app ids yet. */
export async function clientSetup(
  flags: CommonFlags,
  outside: InputSources,
  asked: readonly McpClientName[] = [],
): Promise<ClientsTarget> {
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireBlueprint(inputs);
  const { appId: clientAppId } = blueprint.clientApp;
  const { appId: serverAppId } = blueprint.serverApi;
  const serverUrl = clientUrlOf(blueprint);
  if (clientAppId === null || serverAppId === null || serverUrl === null) {
    throw new SetupError('CONFIG_INVALID', `${inputs.configPath} names no app ids yet.`, {
      advice: ['Create the apps first: entra-mcp-setup setup'],
    });
  }
  const identifierUris = [
    identifierUriFor(blueprint, serverAppId),
    ...additionalIdentifierUrisFor(blueprint, serverAppId),
  ];
  return { blueprint, clientAppId, serverAppId, serverUrl, identifierUris, asked };
}
