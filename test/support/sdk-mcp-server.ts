import type { IncomingMessage, ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';

type Settings = Readonly<Record<string, string | undefined>>;
type Transport = (request: Request) => Promise<Response>;

/**
 * An MCP server on the official SDK that knows nothing but its `.env`, written as its documentation says: tokens checked
 * with jose, metadata as RFC 9728 wants it, one tool that exchanges the token on behalf of the user and reads the drive.
 * Behind a gateway its metadata name that as the authorization server.
 */
export function sdkMcpServer(env: Settings, entra: Transport, authorizationServer = env.MCP_SERVER_ISSUER) {
  const url = new URL(env.MCP_SERVER_URL ?? '');
  const metadata = `${url.origin}/.well-known/oauth-protected-resource${url.pathname}`;
  const challenge = `Bearer resource_metadata="${metadata}", scope="${env.MCP_SERVER_SCOPE}"`;
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const asked = new URL(incoming.url ?? '/', url);
    if (asked.href === metadata) return json(outgoing, documentOf(env, authorizationServer));
    if (asked.href !== url.href) return void outgoing.writeHead(404).end();
    const token = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    const problem = await problemWith(token, env, entra);
    if (problem !== null) {
      outgoing.writeHead(401, { 'www-authenticate': `${challenge}, error_description="${problem}"` });
      return void outgoing.end(JSON.stringify({ error: 'invalid_token', error_description: problem }));
    }
    const transport = new StreamableHTTPServerTransport({});
    await serverFor(token, env, entra).connect(transport as never);
    await transport.handleRequest(incoming, outgoing);
  };
}

const documentOf = (env: Settings, authorizationServer: string | undefined) => ({
  resource: env.MCP_SERVER_URL,
  authorization_servers: [authorizationServer],
  scopes_supported: [env.MCP_SERVER_SCOPE],
});

function json(outgoing: ServerResponse, body: object): void {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(body));
}

async function problemWith(token: string, env: Settings, entra: Transport): Promise<string | null> {
  try {
    const keys = await (await entra(new Request(env.MCP_SERVER_JWKS_URI ?? ''))).json();
    await jwtVerify(token, createLocalJWKSet(keys as JSONWebKeySet), {
      issuer: env.MCP_SERVER_ISSUER ?? '',
      audience: env.MCP_SERVER_AUDIENCE ?? '',
    });
    return null;
  } catch (error) {
    return (error as Error).message.replaceAll('"', "'");
  }
}

function serverFor(token: string, env: Settings, entra: Transport): McpServer {
  const server = new McpServer({ name: 'sdk-server', version: '1.0.0' });
  const annotations = { readOnlyHint: true };
  server.registerTool('my_files', { description: 'The files of the user.', annotations }, async () => {
    const graph = await onBehalfOf(token, env, entra);
    const headers = { authorization: `Bearer ${graph}` };
    const drive = await entra(
      new Request('https://graph.microsoft.com/v1.0/me/drive/root/children', { headers }),
    );
    const { value } = (await drive.json()) as { value: readonly { name: string }[] };
    return { content: [{ type: 'text', text: value.map(({ name }) => name).join(', ') }] };
  });
  return server;
}

async function onBehalfOf(assertion: string, env: Settings, entra: Transport): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: env.AZURE_CLIENT_ID ?? '',
    client_secret: env.AZURE_CLIENT_SECRET ?? '',
    scope: (env.GRAPH_SCOPES ?? '')
      .split(',')
      .map((name) => `https://graph.microsoft.com/${name}`)
      .join(' '),
    assertion,
  });
  const url = `${env.AZURE_AUTHORITY_HOST}/${env.AZURE_TENANT_ID}/oauth2/v2.0/token`;
  const answer = await entra(new Request(url.replace(/(?<!:)\/{2,}/g, '/'), { method: 'POST', body }));
  return ((await answer.json()) as { access_token: string }).access_token;
}
