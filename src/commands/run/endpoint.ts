import { ANSWERS } from '../../core/answers.ts';
import { type Blueprint, clientUrlOf } from '../../core/blueprint.ts';
import { CLOUDS } from '../../core/cloud.ts';
import type { Endpoint, MetadataIds } from '../../core/endpoint.ts';
import { facetOf, read, type Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { chosenChecks } from './observe.ts';
import type { JudgingFlags } from './shared-options.ts';

/** True where a check was chosen that judges the endpoint. */
export function judgesEndpoint(flags: JudgingFlags): boolean {
  return chosenChecks(flags).some(({ reads }) => reads.includes('endpoint'));
}

/** The URL that clients use. Throws `MISSING_ANSWERS` where the blueprint has none. */
export function requireClientUrl(blueprint: Blueprint): string {
  const url = clientUrlOf(blueprint);
  if (url !== null) return url;
  const { flag, variable, configKey } = ANSWERS.mcpUrl;
  throw new SetupError(
    'MISSING_ANSWERS',
    `1 answer is missing and nobody can be asked.\n  ${flag}  ${variable}  config: ${configKey}\n    the address that is to be asked`,
    { advice: [`Where clients connect to another address: ${ANSWERS.clientUrl.flag}`] },
  );
}

/** Asks the MCP server's address what it tells clients. In practice the practice MCP server answers. */
export async function askEndpoint(
  blueprint: Blueprint,
  ids: MetadataIds,
  outside: Pick<Outside, 'interrupt' | 'practice' | 'progress' | 'transport'>,
): Promise<Endpoint> {
  const { readEndpoint } = await import('../../endpoint/read.ts');
  const url = requireClientUrl(blueprint);
  return besidePracticeServer(blueprint, outside, () =>
    outside.progress.step(`Ask ${url}`, () => readEndpoint({ blueprint, url, ids }, outside)),
  );
}

/** Does `work`; in practice while the practice MCP server runs at the blueprint's address. */
export async function besidePracticeServer<Result>(
  blueprint: Blueprint,
  { practice }: Pick<Outside, 'practice'>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (practice === null) return work();
  const { gateway, cloud } = blueprint;
  const { authority } = CLOUDS[cloud];
  const url = requireClientUrl(blueprint);
  const server = await practice.startMcpServer({ url, gatewayUrl: gateway.callbackUrl, authority });
  try {
    return await work();
  } finally {
    await server.stop();
  }
}

/** The error of --endpoint beside --snapshot. */
export function noEndpointOfSnapshot(): SetupError {
  return new SetupError(
    'USAGE',
    '--snapshot judges what was read before; the endpoint is asked now, so the two do not go together.',
    { advice: ['Ask the address with access to the tenant: entra-mcp-setup verify --endpoint'] },
  );
}

/** The tenant with the endpoint read as well where a chosen check judges it, else as it is. */
export async function withEndpoint(
  tenant: Tenant,
  blueprint: Blueprint,
  flags: JudgingFlags,
  outside: Pick<Outside, 'interrupt' | 'practice' | 'progress' | 'transport'>,
): Promise<Tenant> {
  return judgesEndpoint(flags) ? withAddress(tenant, blueprint, outside) : tenant;
}

/** The tenant with the endpoint read as well. */
export async function withAddress(
  tenant: Tenant,
  blueprint: Blueprint,
  outside: Pick<Outside, 'interrupt' | 'practice' | 'progress' | 'transport'>,
): Promise<Tenant> {
  const ids = {
    tenantId: facetOf(tenant, 'organization')?.tenantId ?? null,
    serverAppId: facetOf(tenant, 'serverApplication')?.appId ?? blueprint.serverApi.appId,
  };
  return { ...tenant, endpoint: read(await askEndpoint(blueprint, ids, outside)) };
}
