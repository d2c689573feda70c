import * as z from 'zod';
import { CLOUDS } from '../../core/cloud.ts';
import type { ReportedHop } from '../../core/report.ts';
import type { Secret } from '../../core/secret.ts';
import { patient } from '../../identity/patient.ts';
import { bearerOf } from '../../identity/token-requests.ts';
import type { Outside } from '../../outside.ts';
import { maxWaitOf } from '../run/limits.ts';
import type { ChainSetup, WalkedHop } from './chain-hop.ts';

export interface GraphHop {
  readonly hop: WalkedHop;
  /** Ids of what the user sees in the root of the drive; null where it was not looked at. */
  readonly files: readonly string[] | null;
}

/** `/me/drive` needs Files.Read only; `/me` is asked for with User.Read alone, sites where they were granted. */
function pathsFor(scopes: readonly string[]): readonly string[] {
  const names = scopes.map((scope) => scope.split('/').at(-1) ?? '');
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix));
  return [
    ...(has('Files.') || has('Sites.') ? ['/me/drive', '/me/drive/root/children'] : []),
    ...(has('User.Read') ? ['/me'] : []),
    ...(has('Sites.') ? ['/sites/root'] : []),
  ];
}

/** Calls Microsoft Graph as the user, by what the token allows. */
export async function callGraph(
  outside: Outside,
  { blueprint, flags }: ChainSetup,
  token: Secret,
  scopes: readonly string[],
): Promise<GraphHop> {
  const paths = pathsFor(scopes);
  const { clock, interrupt } = outside;
  const transport = patient(outside.transport, { clock, interrupt, maxWait: maxWaitOf(flags) });
  const authorization = `Bearer ${await bearerOf(token)()}`;
  let files: readonly string[] | null = null;
  for (const path of paths) {
    const url = `${CLOUDS[blueprint.cloud].graph}/v1.0${path}`;
    const response = await transport(new Request(url, { headers: { authorization } }));
    const text = await response.text();
    if (response.status >= 400)
      return graphHop('fail', `GET ${path} as the user: HTTP ${response.status}.`, text, files);
    if (path.endsWith('/children')) files = idsIn(text);
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

const children = z.object({ value: z.array(z.object({ id: z.string() })) });

function idsIn(text: string): readonly string[] {
  const parsed = children.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data.value.map(({ id }) => id) : [];
}
