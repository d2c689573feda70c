import { uriLooksLikeMcpClient, uriOfMcpClient } from '../../evidence/redirect.ts';
import { cause } from '../entry.ts';
import { byHand } from '../fixes.ts';

/** The redirect URI of an MCP client, by the table of clients. */
export const URI_OF_MCP_CLIENT = cause(
  'redirect-uri-of-mcp-client',
  'The MCP client sends its own address, which nobody registered',
  byHand(
    'Register the URI of the message on {client} as Mobile and desktop applications; `entra-mcp-setup client-config <client>` prints the command',
    'client',
    'Authentication',
  ),
  { evidence: uriOfMcpClient, sign: uriLooksLikeMcpClient, names: 'any', onlySigned: true },
);
