import type { ReportedHop } from '../../core/report.ts';
import type { Secret } from '../../core/secret.ts';
import { fileIdsIn, readsAsUser } from '../../graph/user-reads.ts';
import { withRetries } from '../../identity/retry.ts';
import { bearerOf } from '../../identity/token-service.ts';
import type { Outside } from '../../outside.ts';
import { maxWaitOf } from '../run/limits.ts';
import type { ChainSetup, HopResult } from './chain-hop.ts';

export interface GraphHop {
  readonly hop: HopResult;
  /** Ids of what the user sees in the root of the drive; null where it was not looked at. */
  readonly files: readonly string[] | null;
}

/** Calls Microsoft Graph as the user, by the reads that the token's scopes allow. */
export async function callGraph(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'transport'>,
  { blueprint, flags }: ChainSetup,
  token: Secret,
  scopes: readonly string[],
): Promise<GraphHop> {
  const reads = readsAsUser(blueprint.cloud, scopes);
  const paths = reads.map(({ path }) => path);
  const { clock, interrupt } = outside;
  const transport = withRetries(outside.transport, { clock, interrupt, maxWait: maxWaitOf(flags) });
  const authorization = `Bearer ${await bearerOf(token)()}`;
  let files: readonly string[] | null = null;
  for (const { path, url, listsFiles } of reads) {
    const response = await transport(new Request(url, { headers: { authorization } }));
    const text = await response.text();
    if (response.status >= 400)
      return graphHop('fail', `GET ${path} as the user: HTTP ${response.status}.`, text, files);
    if (listsFiles) files = fileIdsIn(text);
  }
  return paths.length === 0
    ? graphHop('skip', 'None of the permissions granted is one that can be tried here.', null, files)
    : graphHop('pass', `Microsoft Graph answered as the user: ${paths.join(', ')}.`, null, files);
}

function graphHop(
  status: ReportedHop['status'],
  message: string,
  refusal: string | null,
  files: readonly string[] | null,
): GraphHop {
  return { hop: { hop: { id: 'graph', status, message, claims: {} }, refusal }, files };
}
