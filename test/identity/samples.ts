import { readFileSync } from 'node:fs';
import { AZURE_CLI_APP_ID } from '../../src/core/ids.ts';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const APP = '22222222-3333-4444-8555-666666666666';
export const LOGIN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0`;
export const TOKEN_URL = `${LOGIN}/token`;
export const GRAPH_DEFAULT = 'https://graph.microsoft.com/.default';

/** The body of one recorded exchange. */
export function recorded(file: string, index = 0): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`../fixtures/recordings/${file}.json`, import.meta.url), 'utf8');
  return JSON.parse(text).exchanges[index].response.body;
}

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT that nobody signed. */
export function jwt(claims: object): string {
  return `${segment({ alg: 'RS256', typ: 'JWT' })}.${segment(claims)}.c2lnbmF0dXJl`;
}

export const USER_CLAIMS = {
  aud: 'https://graph.microsoft.com',
  iss: `https://sts.windows.net/${TENANT}/`,
  tid: TENANT,
  oid: '33333333-4444-4555-8666-777777777777',
  appid: AZURE_CLI_APP_ID,
  idtyp: 'user',
  upn: 'admin@contoso.com',
  scp: 'Application.ReadWrite.All AppRoleAssignment.ReadWrite.All email openid profile',
  wids: ['158c047a-c907-4556-b7ef-446551a6b5f7', 'b79fbf4d-3ef9-4689-8143-76b194e85509'],
};

export const APP_CLAIMS = {
  aud: 'https://graph.microsoft.com',
  tid: TENANT,
  oid: '44444444-5555-4666-8777-888888888888',
  appid: APP,
  app_displayname: 'pipeline',
  idtyp: 'app',
  roles: ['Application.Read.All'],
};

/** A token reply as the service sends it to a person's client; `id_token` and `client_info` are what MSAL renews by. */
export function userTokenReply(claims: object = USER_CLAIMS): Readonly<Record<string, unknown>> {
  return {
    token_type: 'Bearer',
    scope: 'https://graph.microsoft.com/.default',
    expires_in: 3600,
    ext_expires_in: 3600,
    access_token: jwt(claims),
    refresh_token: 'refresh-token-value',
    id_token: jwt({ ...USER_CLAIMS, aud: AZURE_CLI_APP_ID, preferred_username: 'admin@contoso.com' }),
    client_info: segment({ uid: USER_CLAIMS.oid, utid: TENANT }),
  };
}

export function appTokenReply(claims: object = APP_CLAIMS): Readonly<Record<string, unknown>> {
  return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: jwt(claims) };
}
