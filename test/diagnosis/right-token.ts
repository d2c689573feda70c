import { IDS } from '../support/registrations.ts';
import { NOW } from '../support/tenants.ts';

/** Now, as claims count it. */
export const SECONDS = NOW.getTime() / 1000;

/** What Entra issues to MCP Client App for MCP Server API. */
export const RIGHT = {
  aud: IDS.server.appId,
  iss: `https://login.microsoftonline.com/${IDS.tenant}/v2.0`,
  ver: '2.0',
  scp: 'access',
  tid: IDS.tenant,
  azp: IDS.client.appId,
  iat: SECONDS - 60,
  nbf: SECONDS - 60,
  exp: SECONDS + 3600,
};
