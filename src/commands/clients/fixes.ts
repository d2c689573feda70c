import type { Blueprint } from '../../core/blueprint.ts';
import type { Fix } from '../../core/report.ts';
import { shellWord } from '../../core/shell-word.ts';
import { identifierUriProblem } from '../../core/validation/identifier-uri.ts';
import { clientRow, type McpClientName, ownAddressesIn } from '../../mcp-clients/clients.ts';
import type { ClientsTarget } from './setup.ts';

const APPLY = 'entra-mcp-setup apply --yes';

/** What mends a refusal by the authorize endpoint: a command of ours where the blueprint can express it, else a person's task. */
export function fixFor(
  name: McpClientName,
  code: string | null,
  resource: string | null,
  setup: ClientsTarget,
): Fix {
  if (code === '50011') return registerClient(name, setup);
  if (code === '9010010' && resource !== null) return registerResource(name, resource, setup);
  if (code !== null && MENDED_BY_APPLY.includes(code))
    return us('Carry out the blueprint: the registration is not as it describes', APPLY);
  const command = code === null ? null : `entra-mcp-setup diagnose AADSTS${code}`;
  return { by: 'you', summary: 'Have the answer explained', command, portalUrl: null };
}

/** AADSTS codes of a missing scope, API or grant, all of which the blueprint describes. */
const MENDED_BY_APPLY: readonly string[] = ['650053', '500011', '650057', '900971'];

/**
 * Registers the redirect URIs of a client by its name. --client replaces the whole list, so the command names every client
 * that was asked about: pasted one after another, such commands would otherwise remove each other's clients. Where none was
 * asked about by name, the summary says that it is the whole list.
 */
export function registerClient(
  name: McpClientName,
  { blueprint, asked }: Pick<ClientsTarget, 'blueprint' | 'asked'>,
): Fix {
  const { clients } = blueprint.clientApp;
  if (clients.includes(name)) return us('Register the redirect URIs of the blueprint', APPLY);
  const named = [name, ...asked].filter((one) => clientRow(one).ownAddress === null);
  const added = [...new Set(named)].filter((one) => !clients.includes(one));
  const titles = added.map((one) => clientRow(one).title);
  const whole =
    asked.length === 0 ? '; --client names all that people use, so add others to it after a comma' : '';
  return us(
    `Register the redirect URIs that ${titles.join(', ')} ${titles.length === 1 ? 'sends' : 'send'}${whole}`,
    `${APPLY} --client ${[...clients, ...added].join(',')}`,
  );
}

/** Registers `resource` as an Application ID URI, or says why it can be none. */
export function registerResource(
  name: McpClientName,
  resource: string,
  { blueprint, identifierUris, serverUrl }: ClientsTarget,
): Fix {
  const { title } = clientRow(name);
  if (identifierUris.includes(resource))
    return us('Register the Application ID URIs of the blueprint', APPLY);
  const problem = identifierUriProblem(resource);
  if (problem === null) {
    const all = [...blueprint.serverApi.additionalIdentifierUris, resource];
    const flags = all.map((uri) => `--additional-app-id-uri ${shellWord(uri)}`).join(' ');
    return us(
      `Make ${resource}, which ${title} sends as resource, an Application ID URI; its domain must be verified in the tenant`,
      `${APPLY} ${flags}`,
    );
  }
  const summary =
    resource === serverUrl
      ? `${title} sends ${resource} as resource, which can be no Application ID URI: ${problem}`
      : `${title} adds a slash to an address without a path, and nobody can register an Application ID URI that ends in one: serve the MCP server at an address with a path, such as ${serverUrl}/mcp, and name that with --client-url; or connect through mcp-remote, which can leave resource out`;
  return { by: 'you', summary, command: null, portalUrl: null };
}

/** Registers the address that a client shows its user, with those that are there already, since the flag replaces the list. */
export function registerAddress(name: McpClientName, { blueprint, asked }: ClientsTarget): Fix {
  const { title, ownAddress, secret } = clientRow(name);
  if (secret === 'needed') {
    const command = `entra-mcp-setup client-config ${name} --allow-client-secret`;
    return {
      by: 'you',
      summary: `See what ${title} needs: a secret and the Web platform`,
      command,
      portalUrl: null,
    };
  }
  const shown = [name, ...asked].filter((one) => isOfOwnAddress(one, blueprint));
  const placeholders = shown.map((one) => `<callback address of ${clientRow(one).title}>`);
  const all = [...new Set([...blueprint.clientApp.redirectUris, ...placeholders])];
  const flags = all.map((uri) => `--redirect-uri ${shellWord(uri)}`).join(' ');
  return us(`Look it up (${ownAddress}) and register it`, `${APPLY} ${flags}`);
}

/** True where a person has to look up the client's own address, and none is registered yet. */
function isOfOwnAddress(name: McpClientName, { clientApp }: Blueprint): boolean {
  const { ownAddress, secret } = clientRow(name);
  return (
    ownAddress !== null && secret === 'none' && ownAddressesIn(name, clientApp.redirectUris).length === 0
  );
}

function us(summary: string, command: string): Fix {
  return { by: 'us', summary, command, portalUrl: null };
}
