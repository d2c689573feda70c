import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Endpoint } from '../../src/core/endpoint.ts';
import { WORTHLESS_TOKEN } from '../../src/endpoint/address.ts';
import { readEndpoint } from '../../src/endpoint/read.ts';
import type { Reach } from '../../src/ports.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';

export const URL_OF_CLIENTS = 'https://mcp.contoso.com/mcp';
export const ORIGIN = new URL(URL_OF_CLIENTS).origin;
export const AT_PATH = `${ORIGIN}/.well-known/oauth-protected-resource/mcp`;
export const AT_ROOT = `${ORIGIN}/.well-known/oauth-protected-resource`;
const TENANT = IDS.tenant;
export const ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`;
export const CONFIGURATION = `${ISSUER}/.well-known/openid-configuration`;

/** What a page of this web answers. */
export interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In place of an answer. */
  readonly fails?: Error;
}

export const json = (value: unknown, headers: Page['headers'] = {}): Page => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export const unauthorized = (challenge: string | null): Page => ({
  status: 401,
  headers: challenge === null ? {} : { 'www-authenticate': challenge },
});

export const DOCUMENT = {
  resource: URL_OF_CLIENTS,
  authorization_servers: [ISSUER],
  scopes_supported: ['api://a/access'],
};

/** Everything as it should be, Entra being the authorization server. */
export const HEALTHY: Readonly<Record<string, Page>> = {
  [URL_OF_CLIENTS]: unauthorized(`Bearer resource_metadata="${AT_PATH}", scope="api://a/access"`),
  [AT_PATH]: json(DOCUMENT),
  [CONFIGURATION]: json({ issuer: ISSUER }),
};

export interface Visit {
  readonly endpoint: Endpoint;
  /** Each request as `METHOD address`, with ` worthless` where the token was sent. */
  readonly asked: readonly string[];
  readonly limits: readonly (Reach | undefined)[];
}

/** Reads the endpoint in a web that consists of these pages; any other address is a 404. */
export async function visit(
  pages: Readonly<Record<string, Page>>,
  blueprint: Blueprint = BLUEPRINT,
): Promise<Visit> {
  const asked: string[] = [];
  const limits: (Reach | undefined)[] = [];
  const transport = async (request: Request, limit?: Reach): Promise<Response> => {
    const token = request.headers.get('authorization');
    asked.push(
      `${request.method} ${request.url}${token === `Bearer ${WORTHLESS_TOKEN}` ? ' worthless' : (token ?? '')}`,
    );
    limits.push(limit);
    const { status = 200, headers = {}, body = '', fails } = pages[request.url] ?? { status: 404 };
    if (fails) throw fails;
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers });
  };
  const interrupt = new AbortController().signal;
  const ids = { tenantId: TENANT, serverAppId: IDS.server.appId };
  const url = blueprint.gateway.mcpServerEndpoint ?? '';
  const endpoint = await readEndpoint({ blueprint, url, ids }, { transport, interrupt });
  return { endpoint, asked, limits };
}
