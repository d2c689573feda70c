import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { shellWord } from '../core/shell-word.ts';

/** A request to Microsoft Graph as somebody else would send it by hand. */
interface ShownRequest {
  readonly summary: string;
  readonly method: string;
  /** Ids that do not exist yet stand in braces. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly remark?: string;
}

/** What the commands are rendered from. */
interface CommandsRequest {
  readonly requests: readonly ShownRequest[];
  readonly cloud: Cloud;
  /** Tenant id or domain to sign in to. */
  readonly tenantName: string;
}

/**
 * The plan as commands for a POSIX shell, once for the Azure CLI and once for curl: for those who must file a change
 * request. Holds no secret; ids that do not exist yet stand in braces.
 */
export function renderCommands({ requests, cloud, tenantName }: CommandsRequest): string {
  if (requests.length === 0) return '# Nothing has to be changed.\n';
  return [
    `# ${requests.length} requests to Microsoft Graph, in this order. Replace what stands in braces by the ids that the`,
    '# replies hold. Lists replace what was there: they contain what the app had when this was written.',
    '',
    '# With the Azure CLI',
    `az login --tenant ${shellWord(tenantName)} --allow-no-subscriptions`,
    '',
    ...requests.map((request, index) => `${comment(request, index)}${azCommand(request)}\n`),
    '# With curl',
    `TOKEN=$(az account get-access-token --resource ${shellWord(CLOUDS[cloud].graph)} --query accessToken --output tsv)`,
    '',
    ...requests.map((request, index) => `${comment(request, index)}${curlCommand(request)}\n`),
  ].join('\n');
}

function comment({ summary, remark }: ShownRequest, index: number): string {
  return [`# ${index + 1}. ${summary}`, ...(remark === undefined ? [] : [`#    ${remark}`]), ''].join('\n');
}

function azCommand({ method, url, headers = {}, body }: ShownRequest): string {
  const given = Object.entries({ 'Content-Type': 'application/json', ...headers });
  return [
    `az rest --method ${method} --url ${shellWord(url)}`,
    `--headers ${given.map(([name, value]) => shellWord(`${name}=${value}`)).join(' ')}`,
    `--body ${shellWord(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

function curlCommand({ method, url, headers = {}, body }: ShownRequest): string {
  const given = Object.entries({ 'Content-Type': 'application/json', ...headers });
  return [
    `curl --fail-with-body --request ${method} ${shellWord(url)}`,
    '--header "Authorization: Bearer $TOKEN"',
    ...given.map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`),
    `--data ${shellWord(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}
