import { DEFAULT_GATEWAY_CALLBACK } from '../../core/blueprint.ts';
import { CLOUDS } from '../../core/cloud.ts';
import {
  AZURE_CLI_APP_ID,
  DIRECTORY_ROLES,
  GRAPH_DELEGATED_PERMISSIONS,
  MICROSOFT_GRAPH_APP_ID,
} from '../../core/ids.ts';

const IDS: ReadonlySet<string> = new Set([
  MICROSOFT_GRAPH_APP_ID,
  AZURE_CLI_APP_ID,
  ...Object.keys(DIRECTORY_ROLES),
  ...Object.values(GRAPH_DELEGATED_PERMISSIONS),
  '00000000-0000-0000-0000-000000000000',
]);

/** Whether an id is the same in every tenant, and so names none. */
export function isWellKnownId(id: string): boolean {
  return IDS.has(id);
}

const HOSTS: readonly string[] = [
  ...Object.values(CLOUDS).flatMap(({ authority, graph, portal }) => [authority, graph, portal]),
  DEFAULT_GATEWAY_CALLBACK,
].map((url) => new URL(url).hostname);

const DOMAINS: readonly string[] = [
  'microsoft.com',
  'sts.windows.net',
  'aka.ms',
  'githubusercontent.com',
  'github.com',
  'vscode.dev',
  'oasis-open.org',
];

/** Whether a host is one of the services themselves, which every configuration names. */
export function isWellKnownHost(host: string): boolean {
  return HOSTS.includes(host) || DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
