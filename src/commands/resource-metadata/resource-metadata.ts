import { additionalIdentifierUrisFor, type Blueprint, identifierUriFor } from '../../core/blueprint.ts';
import { type Endpoint, isBusy, type WantedMetadata, wantedMetadata } from '../../core/endpoint.ts';
import { type AppId, isGuid } from '../../core/ids.ts';
import { differencesIn } from '../../core/served-metadata.ts';
import { shellWord } from '../../core/shell-word.ts';
import { SetupError } from '../../errors.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import { askEndpoint, requireClientUrl } from '../run/endpoint.ts';
import { gatherInputs, type InputSources, type Inputs, requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { type Reporting, startReport } from '../run/result.ts';
import type { ResourceMetadataFlags } from './command.ts';

/**
 * The RFC 9728 document that the MCP server is to serve, and the header of its 401, from the blueprint alone. With --check
 * they are held against what is served.
 */
export async function resourceMetadataTemplate(
  { flags }: Invocation<ResourceMetadataFlags>,
  outside: InputSources & Reporting & Pick<Outside, 'interrupt' | 'progress' | 'transport'>,
): Promise<CommandResult> {
  const finish = startReport('resource-metadata', outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireApps(inputs);
  const url = requireClientUrl(blueprint);
  const { tenant, cloud } = blueprint;
  const serverAppId = requireServerApp(inputs, blueprint);
  const tenantId = isGuid(tenant) ? tenant : await resolveTenant(tenant, cloud, outside.transport);
  const ids = { tenantId, serverAppId };
  const endpoint = flags.check ? await askEndpoint(blueprint, ids, outside) : null;
  const wanted = endpoint?.wanted ?? wantedMetadata(blueprint, url, ids);
  const differences = endpoint === null ? null : differencesIn(endpoint, blueprint, serverAppId);
  if (differences === null) sayUnregistered(outside, blueprint, { url, serverAppId });
  const document = finish({
    exitCode: exitCodeFor(endpoint, differences ?? []),
    resourceMetadata: { ...wanted, ...(differences === null ? {} : { differences }) },
  });
  return {
    exitCode: document.exitCode,
    document,
    text: differences === null ? shown(wanted) : compared(wanted, differences),
  };
}

function requireServerApp({ configPath }: Inputs, { serverApi }: Blueprint): AppId {
  if (serverApi.appId !== null) return serverApi.appId;
  throw new SetupError('CONFIG_INVALID', `${configPath} names no app ids yet, and the scope holds one.`, {
    advice: [
      'Create the apps first: entra-mcp-setup setup',
      'Or name the app: entra-mcp-setup resource-metadata --server-app-id <app id of MCP Server API>',
    ],
  });
}

/** Says that the address is no Application ID URI yet, and the command that adds it. Behind a gateway Entra never sees it. */
function sayUnregistered(
  { terminal }: Pick<Outside, 'terminal'>,
  blueprint: Blueprint,
  { url, serverAppId }: { readonly url: string; readonly serverAppId: AppId },
): void {
  const further = additionalIdentifierUrisFor(blueprint, serverAppId);
  if ([identifierUriFor(blueprint, serverAppId), ...further].includes(url)) return;
  const flags = [...blueprint.serverApi.additionalIdentifierUris, url]
    .map((uri) => `--additional-app-id-uri ${shellWord(uri)}`)
    .join(' ');
  say(terminal, [
    `Clients send ${url} to Entra as "resource", which takes it only as an Application ID URI of MCP Server API. To add it, where its domain is verified in the tenant:`,
    `entra-mcp-setup apply ${flags} --yes`,
    'A gateway that signs people in itself serves a document of its own, and Entra never sees the address.',
  ]);
}

function shown({ document, header }: WantedMetadata): string {
  return `${JSON.stringify(document, null, 2)}\n\nWWW-Authenticate: ${header}\n`;
}

function compared(wanted: WantedMetadata, differences: readonly string[]): string {
  if (differences.length === 0) return `What is served is what this set-up wants: ${wanted.url}\n`;
  const listed = differences.map((one) => `- ${one}`).join('\n');
  return `${listed}\n\nWhat to serve at ${wanted.url}:\n\n${shown(wanted)}`;
}

/** 3 where the server did not answer, which is never taken for no difference. */
function exitCodeFor(endpoint: Endpoint | null, differences: readonly string[]): number {
  const address = endpoint?.withoutToken;
  const isSilent = [endpoint?.metadata, address].some((asked) => asked?.state === 'silent');
  if (isSilent || (address?.state === 'answered' && isBusy(address.value.status))) return 3;
  return differences.length === 0 ? 0 : 1;
}
