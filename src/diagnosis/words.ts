import {
  DEFAULT_CLIENT_NAME,
  DEFAULT_REDIRECT_URIS,
  DEFAULT_SCOPE,
  DEFAULT_SERVER_NAME,
} from '../core/blueprint.ts';
import { CLOUDS } from '../core/cloud.ts';
import { wantedIdentifierUri } from './evidence/facets.ts';
import { scopeForHop } from './scopes.ts';
import type { Situation } from './situation.ts';

const UNKNOWN_SCOPE = `<Application ID URI>/${DEFAULT_SCOPE}`;

type ValueOf = (situation: Situation) => string;

/** The values of the catalogue's placeholders; the name in the guide where a value is not known. */
const PLACEHOLDERS: Readonly<Record<string, ValueOf>> = {
  client: ({ knowledge: { blueprint } }) => blueprint?.clientApp.displayName ?? DEFAULT_CLIENT_NAME,
  server: ({ knowledge: { blueprint } }) => blueprint?.serverApi.displayName ?? DEFAULT_SERVER_NAME,
  clientAppId: ({ clientAppId }) => clientAppId ?? 'the Application (client) id of the client',
  serverAppId: ({ serverAppId }) => serverAppId ?? 'the Application (client) id of the server',
  identifierUri: (situation) =>
    wantedIdentifierUri(situation.knowledge, situation.serverAppId) ?? 'the Application ID URI',
  scopeName: ({ knowledge: { blueprint } }) => blueprint?.serverApi.scope.value ?? DEFAULT_SCOPE,
  scope: (situation) => fullScope(situation) ?? UNKNOWN_SCOPE,
  clientScopes: (situation) => `${fullScope(situation) ?? UNKNOWN_SCOPE} openid profile offline_access`,
  graphScopes: ({ knowledge: { blueprint }, serverAppId }) =>
    (blueprint && scopeForHop('obo', blueprint, serverAppId)) ?? 'https://graph.microsoft.com/Files.Read',
  graphPermissions: ({ knowledge: { blueprint } }) =>
    blueprint?.graphPermissions.join(', ') ?? 'the permissions the server needs',
  redirectUris: ({ knowledge: { blueprint } }) =>
    blueprint?.clientApp.redirectUris.join(', ') ?? DEFAULT_REDIRECT_URIS.join(', '),
  supportId: ({ failure: { traceId, correlationId } }) => traceId ?? correlationId ?? '<correlation id>',
  callbackUrl: ({ knowledge: { blueprint } }) =>
    blueprint?.gateway.callbackUrl ?? 'the callback of the gateway',
  authority: ({ knowledge: { blueprint } }) =>
    `${CLOUDS[blueprint?.cloud ?? 'public'].authority}/${blueprint?.tenant ?? '<tenant id>'}`,
};

function fullScope({ knowledge: { blueprint }, serverAppId }: Situation): string | null {
  return blueprint && scopeForHop('consent', blueprint, serverAppId);
}

const appOfMessage: ValueOf = ({ failure: { appName, appIds } }) =>
  appName ?? (appIds[0] === undefined ? 'the app of the message' : `the app ${appIds[0]}`);

/** For a message about an app that is not of this setup: placeholders that describe that app, not this setup's. */
const PLACEHOLDERS_OF_FOREIGN_APP: typeof PLACEHOLDERS = {
  ...PLACEHOLDERS,
  client: appOfMessage,
  server: appOfMessage,
  scope: () => 'the scope that it asks for',
  scopeName: () => 'the scope that it asks for',
  clientScopes: () => 'the scope that it needs, with openid profile offline_access',
  identifierUri: () => 'the Application ID URI of its API',
  graphScopes: () => 'the permissions that it was granted',
  graphPermissions: () => 'the permissions that it asks for',
  redirectUris: () => 'the URI of the message',
  callbackUrl: () => 'its callback',
};

/** A sentence of the catalogue with its placeholders replaced by the names and values of this setup; unknown ones stay. */
export function filled(sentence: string, situation: Situation): string {
  return filledWith(PLACEHOLDERS, sentence, situation);
}

/** Like `filled`, but where the message is about an app that is not of this setup, the placeholders describe that app. */
export function filledForApp(sentence: string, situation: Situation): string {
  if (situation.named.app !== 'other') return filled(sentence, situation);
  const said = filledWith(placeholdersOfOther(sentence, situation), sentence, situation);
  return said.slice(0, 1).toUpperCase() + said.slice(1);
}

function placeholdersOfOther(sentence: string, { named }: Situation): typeof PLACEHOLDERS {
  // The client of somebody else asks for the API of this setup: only the client is not part of it.
  if (named.resource === 'server') return { ...PLACEHOLDERS, client: appOfMessage };
  // A sentence with both apps needs two names: the client is the app of the message, the server is its API.
  const both = sentence.includes('{client}') ? { server: () => 'its API' } : {};
  return { ...PLACEHOLDERS_OF_FOREIGN_APP, ...both };
}

function filledWith(placeholders: typeof PLACEHOLDERS, sentence: string, situation: Situation): string {
  return sentence.replace(
    /\{(\w{1,24})\}/g,
    (whole, name: string) => placeholders[name]?.(situation) ?? whole,
  );
}
