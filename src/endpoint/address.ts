import type { AddressAnswer, Fetched } from '../core/endpoint.ts';
import type { Asking, EndpointReply } from './asking.ts';
import { parseBearerChallenge } from './bearer.ts';
import { cut } from './wire.ts';

/** The first message that every MCP client sends. */
const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'entra-mcp-setup', version: '1' },
  },
});

/** A string in the form of a JWT that nobody issued, and that names no tenant, app or user. */
export const WORTHLESS_TOKEN = [
  { alg: 'RS256', typ: 'JWT', kid: 'worthless' },
  { iss: 'https://worthless.invalid', aud: 'worthless', sub: 'worthless', exp: 4_102_444_800 },
  'worthless',
]
  .map((part) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url'))
  .join('.');

/** Sends the first message of an MCP client without a token, or with a worthless one. */
export async function requestAddress(
  asking: Asking,
  url: string,
  token: 'none' | 'worthless',
): Promise<Fetched<AddressAnswer>> {
  return parseAddress(
    await asking.ask({
      url,
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'mcp-protocol-version': '2025-11-25',
        ...(token === 'none' ? {} : { authorization: `Bearer ${WORTHLESS_TOKEN}` }),
      },
      text: INITIALIZE,
      body: 'ignored',
    }),
  );
}

function parseAddress(reply: EndpointReply): Fetched<AddressAnswer> {
  if (reply.state !== 'answered') return reply;
  const { status, headers } = reply.response;
  const wwwAuthenticate = headers.get('www-authenticate');
  return {
    state: 'answered',
    value: {
      status,
      wwwAuthenticate: wwwAuthenticate === null ? null : cut(wwwAuthenticate),
      challenge: parseBearerChallenge(wwwAuthenticate),
      location: status >= 300 && status < 400 ? cut(headers.get('location') ?? '') || null : null,
    },
  };
}
