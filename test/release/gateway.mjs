// FastMCP's OAuth proxy to Entra, with nothing but the settings of an .env: registers MCP clients, and signs their people
// in as MCP Server API. With SWAP the tokens are its own; else those of Entra are handed on. Says its port when it listens.
import { createServer } from 'node:net';
import { FastMCP } from 'fastmcp';
import { AzureProvider, getAuthSession, OAuthProxy } from 'fastmcp/auth';

const { env } = process;
const authority = `https://login.microsoftonline.com/${env.AZURE_TENANT_ID}/oauth2/v2.0`;
const port = await freePort();
const shared = {
  baseUrl: env.GATEWAY,
  scopes: [env.MCP_SERVER_SCOPE],
  consentRequired: false,
};

const options = env.SWAP ? swapping() : handingOn();
const server = new FastMCP({ name: 'gateway', version: '1.0.0', ...options });
server.addTool({
  name: 'whose_token',
  description: 'The audience of the token of Entra behind the session.',
  annotations: { readOnlyHint: true },
  execute: async (_given, { session }) => {
    const [, payload = ''] = getAuthSession(session).accessToken.split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).aud;
  },
});
await server.start({
  transportType: 'httpStream',
  httpStream: { port, host: '127.0.0.1', endpoint: '/', stateless: true },
});
process.stdout.write(`PORT ${port}\n`);

function handingOn() {
  const proxy = new OAuthProxy({
    ...shared,
    enableTokenSwap: false,
    upstreamClientId: env.AZURE_CLIENT_ID,
    upstreamClientSecret: env.AZURE_CLIENT_SECRET,
    upstreamAuthorizationEndpoint: `${authority}/authorize`,
    upstreamTokenEndpoint: `${authority}/token`,
  });
  return { oauth: { enabled: true, authorizationServer: proxy.getAuthorizationServerMetadata(), proxy } };
}

function swapping() {
  return {
    auth: new AzureProvider({
      ...shared,
      tenantId: env.AZURE_TENANT_ID,
      clientId: env.AZURE_CLIENT_ID,
      clientSecret: env.AZURE_CLIENT_SECRET,
    }),
  };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
