import { completeBlueprint } from '../../src/config/complete.ts';
import { parseBlueprintFile } from '../../src/config/load.ts';
import type { BlueprintInput } from '../../src/core/answers.ts';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { SetupError } from '../../src/errors.ts';

export const MINIMAL: BlueprintInput = {
  tenant: 'contoso.onmicrosoft.com',
  mcpUrl: 'https://mcp.contoso.com/mcp',
};

/** The documented example of a blueprint, with comments. */
export const EXAMPLE = `# the files server
version: 1
tenant: contoso.onmicrosoft.com # production
clientApp: { displayName: MCP Client App, redirectUris: [http://127.0.0.1:53100/callback] } # public
serverApi: { displayName: MCP Server API, identifierUri: "api://{appId}", scope: access,
             credential: { kind: secret, displayName: MCP Server Secret, months: 24 } }

# the gateway
gateway:
  callbackUrl: https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback
  mcpServerEndpoint: https://mcp.contoso.com/mcp # behind it
graphPermissions: [Files.Read]
grantAdminConsent: true
`;

export function load(text: string): BlueprintInput {
  return parseBlueprintFile('entra-mcp.yaml', text).input;
}

export function complete(input: BlueprintInput): Blueprint {
  const completion = completeBlueprint(input);
  if ('missing' in completion)
    throw new Error(`missing: ${completion.missing.map(({ answer }) => answer).join()}`);
  return completion.blueprint;
}

/** The problems of a file, one a line; empty when it is accepted. */
export function problemsIn(text: string): readonly string[] {
  try {
    load(text);
    return [];
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.message.split('\n').filter((line) => /^entra-mcp\.yaml:\d/.test(line));
  }
}
