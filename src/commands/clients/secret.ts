import { shellWord } from '../../core/shell-word.ts';
import { SetupError } from '../../errors.ts';
import { clientRow, type McpClientName } from '../../mcp-clients/clients.ts';
import type { ClientConfigFlags } from './command.ts';
import type { ClientsTarget } from './setup.ts';
import type { Advice } from './warnings.ts';

/** Throws `USAGE` for a client that needs a secret, unless --allow-client-secret: MCP Client App is a public client by design. */
export function refuseSecret(client: McpClientName, { allowClientSecret }: ClientConfigFlags): void {
  const { title, secret } = clientRow(client);
  if (secret === 'none' || allowClientSecret) return;
  throw new SetupError(
    'USAGE',
    `${title} signs in with a client secret, and MCP Client App is a public client that should not have one: whoever reads it could sign in as this client.`,
    {
      advice: [
        `Better: give ${title} an app registration of its own, with the same scope, and keep this one for the others`,
        `To use this one all the same: entra-mcp-setup client-config ${client} --allow-client-secret`,
      ],
    },
  );
}

/** For a client that needs a secret: the steps that a person has to do, as commands of `az`. */
export function secretAdvice(client: McpClientName, { clientAppId }: ClientsTarget): readonly Advice[] {
  const { title, secret, ownAddress } = clientRow(client);
  if (secret === 'none') return [];
  return [
    {
      text: `${title} shows its redirect address only after it was created (${ownAddress}). Register it on the platform Web; the command replaces what stands there:`,
      command: `az ad app update --id ${clientAppId} --web-redirect-uris ${shellWord('<redirect address>')}`,
    },
    {
      text: 'Make it a secret, which is shown once; entra-mcp-setup verify warns of it from then on:',
      command: `az ad app credential reset --id ${clientAppId} --append --display-name ${shellWord(title)} --years 1`,
    },
  ];
}
