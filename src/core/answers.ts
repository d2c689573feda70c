import {
  DEFAULT_BACKUP_REDIRECT_URIS,
  DEFAULT_CLIENT_NAME,
  DEFAULT_GATEWAY_CALLBACK,
  DEFAULT_IDENTIFIER_URI,
  DEFAULT_REDIRECT_URIS,
  DEFAULT_SCOPE,
  DEFAULT_SECRET_MONTHS,
  DEFAULT_SERVER_NAME,
  type WantedCredential,
} from './blueprint.ts';
import { CLOUD_NAMES } from './cloud.ts';
import { type AppId, asId, GRAPH_DELEGATED_PERMISSIONS } from './ids.ts';
import { type Answer, type AnswerName, type Answers, answer, repeatable } from './validation/answer.ts';
import {
  federatedIssuerProblem,
  federatedSubjectProblem,
  secretMonthsProblem,
} from './validation/credential.ts';
import { displayNameProblem } from './validation/display-name.ts';
import {
  ENV_DIALECTS,
  ENV_PRESETS,
  envPrefixProblem,
  oneOfProblem,
  withdrawnPreset,
} from './validation/env.ts';
import { identifierUriProblem } from './validation/identifier-uri.ts';
import { mcpClientProblem, preAuthorizedClientProblem } from './validation/mcp-clients.ts';
import { type Parsed, parseAs, parseInteger, parseList, parseSwitch, parseText } from './validation/parse.ts';
import { graphPermissionProblem, scopeValueProblem } from './validation/permissions.ts';
import {
  callbackUrlProblem,
  clientUrlProblem,
  mcpEndpointProblem,
  redirectUriProblem,
} from './validation/redirect-uri.ts';
import { appIdProblem, tenantProblem } from './validation/tenant.ts';

export type { Answer, AnswerName, Answers, BlueprintInput, FileOnlyAnswers } from './validation/answer.ts';

function oneOf<Word extends string>(what: string, words: readonly Word[]): (text: string) => Parsed<Word> {
  return parseAs(
    (text) => oneOfProblem(what, text, words),
    (text) => text as Word,
  );
}

const CREDENTIAL_KINDS: readonly WantedCredential['kind'][] = ['secret', 'certificate', 'federated'];
const parseAppId = parseAs(appIdProblem, (text) => asId<AppId>(text.toLowerCase()));
const parsePath = parseText((text) => (text.trim() === '' ? 'The path is empty.' : null));
const parseIssuer = parseText(federatedIssuerProblem);
const parseSubject = parseText(federatedSubjectProblem);

/** The table that flags, variables, file keys and questions are made from, in the order in which people are asked. */
export const ANSWERS: { readonly [Name in AnswerName]: Answer<Answers[Name]> } = {
  tenant: answer('--tenant', 'ID', {
    configKey: 'tenant',
    defaultText: null,
    parse: parseText(tenantProblem),
    summary: 'tenant id or one of its domains',
    why: 'Both apps live in one tenant and nobody outside it can sign in. In the wrong one, every app seems not to exist.',
  }),
  cloud: answer('--cloud', 'NAME', {
    configKey: 'cloud',
    defaultText: 'public',
    words: CLOUD_NAMES,
    parse: oneOf('Cloud', CLOUD_NAMES),
    summary: `which Microsoft cloud: ${CLOUD_NAMES.join(', ')}`,
    why: 'National clouds have their own sign-in and Graph addresses; a tenant is unknown in every cloud but its own.',
  }),
  serverName: answer('--server-name', 'NAME', {
    configKey: 'serverApi.displayName',
    defaultText: DEFAULT_SERVER_NAME,
    parse: parseText(displayNameProblem),
    summary: 'display name of the confidential app, the API',
    why: 'Administrators see it in the portal and users on the consent screen. It may repeat: apps are told apart by id.',
  }),
  serverAppId: answer('--server-app-id', 'GUID', {
    configKey: 'serverApi.appId',
    defaultText: 'created',
    parse: parseAppId,
    summary: 'use this existing app as MCP Server API',
    why: 'Give it when the app was made by hand: missing parts are added to it. Without it a second app of that name is created.',
  }),
  mcpUrl: answer('--mcp-url', 'URL', {
    configKey: 'gateway.mcpServerEndpoint',
    defaultText: null,
    parse: parseText(mcpEndpointProblem),
    summary: 'URL of the MCP server behind the gateway',
    why: 'It is written to the settings, and only you know where your server is.',
  }),
  clientUrl: answer('--client-url', 'URL', {
    configKey: 'gateway.clientUrl',
    defaultText: 'the URL of the MCP server',
    parse: parseText(clientUrlProblem),
    summary: 'URL that MCP clients connect to, where it is another than the server\u2019s',
    why: 'Clients look for the sign-in there and may send it as "resource" (RFC 8707), which Entra compares letter by letter.',
  }),
  gatewayCallback: answer('--gateway-callback', 'URL', {
    configKey: 'gateway.callbackUrl',
    defaultText: DEFAULT_GATEWAY_CALLBACK,
    parse: parseText(callbackUrlProblem),
    summary: 'OAuth callback of the AI gateway',
    why: 'Entra sends users back only to addresses that are registered; one letter off ends in AADSTS50011.',
  }),
  appIdUri: answer('--app-id-uri', 'URI', {
    configKey: 'serverApi.identifierUri',
    defaultText: DEFAULT_IDENTIFIER_URI,
    parse: parseText(identifierUriProblem),
    summary: 'Application ID URI of MCP Server API',
    why: 'Clients ask for "<Application ID URI>/<scope>". api://{appId} works in every tenant; others need a verified domain or a tenant policy that allows them.',
  }),
  additionalIdentifierUris: repeatable(
    answer('--additional-app-id-uri', 'URI', {
      configKey: 'serverApi.additionalIdentifierUris',
      defaultText: `none; beside an https:// URI ${DEFAULT_IDENTIFIER_URI}`,
      parse: parseList(identifierUriProblem),
      summary: 'further Application ID URI of MCP Server API; may be repeated',
      why: 'MCP clients that send the server\u2019s URL as "resource" (RFC 8707) are refused with AADSTS9010010 unless it is one of them, letter by letter.',
    }),
  ),
  scope: answer('--scope', 'NAME', {
    configKey: 'serverApi.scope',
    defaultText: DEFAULT_SCOPE,
    parse: parseText(scopeValueProblem),
    summary: 'name of the scope that MCP Server API exposes',
    why: 'Clients ask for it and the server looks for it in the token; a name that differs ends in AADSTS70011 or AADSTS650053.',
  }),
  preAuthorizedClients: repeatable(
    answer('--pre-authorize', 'A,B', {
      configKey: 'serverApi.preAuthorizedClients',
      defaultText: 'none',
      parse: parseList(preAuthorizedClientProblem),
      summary: 'MCP clients that need no consent: vscode, or app ids',
      why: 'An MCP client with an app id of its own, such as VS Code, signs users in to the scope without asking anybody for consent.',
    }),
  ),
  clientName: answer('--client-name', 'NAME', {
    configKey: 'clientApp.displayName',
    defaultText: DEFAULT_CLIENT_NAME,
    parse: parseText(displayNameProblem),
    summary: 'display name of the public app, the MCP client',
    why: 'Users see it when they sign in. It may repeat: apps are told apart by id.',
  }),
  clientAppId: answer('--client-app-id', 'GUID', {
    configKey: 'clientApp.appId',
    defaultText: 'created',
    parse: parseAppId,
    summary: 'use this existing app as MCP Client App',
    why: 'Give it when the app was made by hand: missing parts are added to it. Without it a second app of that name is created.',
  }),
  redirectUris: repeatable(
    answer('--redirect-uri', 'URI', {
      configKey: 'clientApp.redirectUris',
      defaultText: DEFAULT_REDIRECT_URIS.join(', '),
      parse: parseList(redirectUriProblem),
      summary: 'redirect URI of the MCP client; may be repeated',
      why: 'The client listens there for the answer of the sign-in; an address that is not registered ends in AADSTS50011.',
    }),
  ),
  backupRedirectUris: repeatable(
    answer('--backup-redirect-uri', 'URI', {
      configKey: 'clientApp.backupRedirectUris',
      defaultText: DEFAULT_BACKUP_REDIRECT_URIS.join(', '),
      parse: parseList(redirectUriProblem),
      summary: 'redirect URI for when the first is taken; may be repeated',
      why: 'Another program may listen on the first port. Setup registers the backups; where one is missing, verify warns.',
    }),
  ),
  clients: repeatable(
    answer('--client', 'A,B', {
      configKey: 'clientApp.clients',
      defaultText: 'none',
      parse: parseList(mcpClientProblem),
      summary: 'MCP clients that people use, by name, separated by commas',
      why: 'Each sends a redirect URI of its own. One that is not registered ends in AADSTS50011, so they are registered too.',
    }),
  ),
  graphPermissions: repeatable(
    answer('--graph-permissions', 'A,B', {
      configKey: 'graphPermissions',
      defaultText: 'Files.Read',
      words: Object.keys(GRAPH_DELEGATED_PERMISSIONS),
      parse: parseList(graphPermissionProblem),
      summary: 'delegated Microsoft Graph permissions, separated by commas',
      why: 'The server can do for a user what these allow and the user may do anyway. Start with Files.Read; more can be added later.',
    }),
  ),
  credential: answer('--credential', 'KIND', {
    configKey: 'serverApi.credential.kind',
    defaultText: 'secret',
    words: CREDENTIAL_KINDS,
    parse: oneOf('Credential', CREDENTIAL_KINDS),
    summary: `how the server proves itself: ${CREDENTIAL_KINDS.join(', ')}`,
    why: 'The on-behalf-of exchange needs it. A secret is simplest and expires; a certificate is safer; a federated credential leaves nothing to steal.',
  }),
  secretMonths: answer('--secret-months', 'N', {
    configKey: 'serverApi.credential.months',
    defaultText: String(DEFAULT_SECRET_MONTHS),
    parse: parseInteger(secretMonthsProblem),
    summary: 'life of the client secret in months',
    why: 'After that the server cannot exchange tokens (AADSTS7000222). A tenant policy may allow less; then it is shortened.',
  }),
  certificate: answer('--certificate', 'FILE', {
    configKey: 'serverApi.credential.file',
    defaultText: 'none',
    parse: parsePath,
    summary: 'certificate to upload (.cer, .crt or .pem), or where to put one that is created',
    why: 'Only its public half is sent. The server signs with the private key, so both must belong together (AADSTS700027).',
  }),
  createCertificate: answer('--create-certificate', null, {
    configKey: 'serverApi.credential.create',
    defaultText: 'no',
    parse: parseSwitch,
    summary: 'create a self-signed certificate',
    why: 'For when no certificate authority issues one; the private key is written to a file that only you can read.',
  }),
  federatedIssuer: answer('--federated-issuer', 'URL', {
    configKey: 'serverApi.credential.issuer',
    defaultText: null,
    parse: parseIssuer,
    summary: 'issuer of the tokens that a federated credential trusts',
    why: 'Entra compares it with the "iss" claim letter by letter, a slash at the end included (AADSTS700211).',
  }),
  federatedSubject: answer('--federated-subject', 'TEXT', {
    configKey: 'serverApi.credential.subject',
    defaultText: null,
    parse: parseSubject,
    summary: 'subject of the tokens that a federated credential trusts',
    why: 'Entra compares it with the "sub" claim letter by letter; a difference ends in AADSTS700213.',
  }),
  grantAdminConsent: answer('--grant-admin-consent', null, {
    configKey: 'grantAdminConsent',
    defaultText: 'no',
    parse: parseSwitch,
    summary: 'grant consent for everybody in the tenant',
    why: 'Without it users are asked, or refused where the tenant does not let them consent (AADSTS65001). It is a decision for the whole tenant.',
  }),
  outDir: answer('--out-dir', 'FOLDER', {
    configKey: null,
    defaultText: 'the current folder',
    parse: parsePath,
    summary: 'folder for the files that are written',
    why: 'The settings, the summary and a new entra-mcp.yaml go there; a folder that cannot be written to is refused before anything changes.',
  }),
  envPreset: answer('--env-preset', 'NAME', {
    configKey: 'env.preset',
    defaultText: 'azure',
    words: ENV_PRESETS,
    parse: (text) => {
      const withdrawn = withdrawnPreset(text);
      return withdrawn === null ? oneOf('Preset', ENV_PRESETS)(text) : { problem: withdrawn };
    },
    summary: `variable names in .env: ${ENV_PRESETS.join(', ')}`,
    why: 'MCP servers read different names, and each takes its own credentials, clouds and scope; a pair that cannot work is refused.',
  }),
  envPrefix: answer('--env-prefix', 'TEXT', {
    configKey: 'env.prefix',
    defaultText: 'none',
    parse: parseText(envPrefixProblem),
    summary: 'put before every variable name, such as FILES_',
    why: 'Lets several servers share one environment.',
  }),
  envDialect: answer('--env-dialect', 'NAME', {
    configKey: 'env.dialect',
    defaultText: 'readable by all',
    words: ENV_DIALECTS,
    parse: oneOf('Dialect', ENV_DIALECTS),
    summary: `quote for one reader only: ${ENV_DIALECTS.join(', ')}`,
    why: 'Without it only values that every reader of .env reads alike are written.',
  }),
};

export const ANSWER_NAMES = Object.keys(ANSWERS) as readonly AnswerName[];
