// An MCP client on the official SDK that knows nothing but the server's address: registers with whoever the metadata name,
// signs somebody in by following the pages, calls the one tool and says what it answered.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [, , url, tool] = process.argv;
const CALLBACK = 'http://localhost:8787/callback';
const kept = {};
let code = '';

const authProvider = {
  redirectUrl: CALLBACK,
  clientMetadata: { client_name: 'A client', redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none' },
  clientInformation: () => kept.client,
  saveClientInformation: (client) => Object.assign(kept, { client }),
  tokens: () => kept.tokens,
  saveTokens: (tokens) => Object.assign(kept, { tokens }),
  codeVerifier: () => kept.verifier,
  saveCodeVerifier: (verifier) => Object.assign(kept, { verifier }),
  redirectToAuthorization: async (page) => {
    code = await followed(page);
  },
};

/** What the browser of a person who is signed in at Entra comes back with. */
async function followed(page) {
  let next = new URL(page);
  for (let step = 0; step < 10; step += 1) {
    if (next.href.startsWith(CALLBACK)) return next.searchParams.get('code') ?? `refused: ${next.search}`;
    const headers = { cookie: process.env.ENTRA_COOKIE };
    const answer = await fetch(next, { redirect: 'manual', headers });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${next} leads nowhere: ${answer.status} ${await answer.text()}`);
    next = new URL(location, next);
  }
  throw new Error('The pages go round in a circle.');
}

const connected = async () => {
  const client = new Client({ name: 'a-client', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider });
  try {
    await client.connect(transport);
  } catch (error) {
    if (code === '') throw error;
    await transport.finishAuth(code);
    code = '';
    return connected();
  }
  return client;
};

const client = await connected();
const { content } = await client.callTool({ name: tool });
process.stdout.write(JSON.stringify({ answered: content[0]?.text, scope: kept.tokens.scope ?? null }));
process.exit(0);
