import { DEFAULT_GATEWAY_CALLBACK } from '../../../core/blueprint.ts';
import { withScheme } from '../../../core/validation/with-scheme.ts';
import { type Step, textStep } from '../step.ts';

export const mcpUrlStep: Step = textStep('mcpUrl', {
  title: 'MCP server endpoint',
  section: 'address',
  message: 'Public URL of the MCP server',
  complete: withScheme,
  initial: (_answers, { surroundings: { exampleUrl } }) => exampleUrl ?? undefined,
  screen: () => [
    'What MCP clients are given and the gateway forwards to, such as https://mcp.contoso.com/mcp.',
  ],
});

export const clientUrlStep: Step = textStep('clientUrl', {
  title: 'URL for MCP clients',
  section: 'address',
  asked: 'on-demand',
  message: 'URL that MCP clients connect to',
  complete: withScheme,
  initial: ({ mcpUrl }) => mcpUrl,
});

export const gatewayCallbackStep: Step = textStep('gatewayCallback', {
  title: 'Gateway callback',
  section: 'address',
  message: 'OAuth callback of the AI gateway',
  complete: withScheme,
  offers: () => true,
  initial: () => DEFAULT_GATEWAY_CALLBACK,
  screen: () => [
    'Entra sends the sign-in back to this address. The guide names the one below; a gateway of your own has another.',
  ],
});
