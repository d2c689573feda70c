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

/** The set-up whose clients are asked about. */
export interface ClientsTarget {
  readonly blueprint: Blueprint;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  readonly serverUrl: string;
  /** App ID URIs that setup registers. */
  readonly identifierUris: readonly string[];
  /** The clients that somebody asked about by name. */
  readonly asked: readonly McpClientName[];
}

/** What the blueprint says of the set-up; the tenant is not read. */
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
