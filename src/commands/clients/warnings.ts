import { fullScopeFor } from '../../core/blueprint.ts';
import { clientRow, type McpClientName } from '../../mcp-clients/clients.ts';
import { resourceOf } from '../../mcp-clients/requests.ts';
import type { BlockKind } from '../../mcp-clients/row.ts';
import { registerResource } from './fixes.ts';
import type { ClientsTarget } from './setup.ts';

/** Something to know before the client is used, with the command that mends it where there is one. */
export interface Advice {
  readonly text: string;
  readonly command: string | null;
}

type Warn = (client: McpClientName, setup: ClientsTarget) => Advice | null;

/** What is known to stop the client with Entra, as far as it concerns this set-up. */
export function warningsFor(client: McpClientName, setup: ClientsTarget): readonly Advice[] {
  const told = clientRow(client).blocks.map((kind) => WARNINGS[kind](client, setup));
  return told.filter((one) => one !== null);
}

const none: Warn = () => null;

const WARNINGS: Readonly<Record<BlockKind, Warn>> = {
  resource: resourceWarning,
  // Part of the warning about `resource`.
  'bare-host-slash': none,
  // Said by `refuseSecret` and `secretAdvice`.
  'needs-secret': none,
  'forced-consent': (client) => {
    const { title, forcesConsent } = clientRow(client);
    const when = forcesConsent === 'always' ? 'at every sign-in' : 'at every sign-in in some versions';
    return plain(
      `${title} asks for consent ${when}. Where users may not consent, Entra then refuses (AADSTS90094, AADSTS90095) although consent for the whole tenant is there.`,
    );
  },
  'bare-scope': (client, { blueprint, serverAppId }) =>
    plain(
      `${clientRow(client).title} asks for the scope that the server’s metadata list: let them list ${fullScopeFor(blueprint, serverAppId)} in full, since a bare name is looked for on Microsoft Graph (AADSTS650053).`,
    ),
  'wants-pkce-advertised': (client) => ({
    text: `${clientRow(client).title} refuses an authorization server that does not advertise S256, and Entra does not; nothing in the tenant mends that. Behind a gateway that is the authorization server it works, or through mcp-remote:`,
    command: 'entra-mcp-setup client-config mcp-remote',
  }),
  'wants-secret-of-public-client': (client) =>
    plain(
      `${clientRow(client).title} asks for a client secret where the authorization server registers no clients by itself, as Entra does not, even of a public client.`,
    ),
  'port-taken': (client) => {
    const { title, redirectUris, port } = clientRow(client);
    const listens = port ?? /:(\d+)/.exec(redirectUris[0] ?? '')?.[1];
    return plain(
      `Where port ${listens} is taken, ${title} takes another, which is not registered (AADSTS50011): close the program that holds it.`,
    );
  },
};

function resourceWarning(client: McpClientName, setup: ClientsTarget): Advice | null {
  const resource = resourceOf(client, setup.serverUrl);
  if (resource === null || setup.identifierUris.includes(resource)) return null;
  const { summary, command } = registerResource(client, resource, setup);
  return {
    text: `Where clients sign in at Entra itself, not at the gateway, Entra refuses a resource that is no Application ID URI (AADSTS9010010). ${summary}${command === null ? '.' : ':'}`,
    command,
  };
}

function plain(text: string): Advice {
  return { text, command: null };
}
