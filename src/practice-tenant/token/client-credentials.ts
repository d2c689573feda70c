import { credentialMissingForGrant } from './aadsts-credentials.ts';
import { onlyDefaultScope } from './aadsts-requests.ts';
import { bringsCredential, provenClient } from './client-proof.ts';
import { assertTenantNamed, requestingClient } from './clients.ts';
import { appRolesOf } from './consent.ts';
import { requiredField, type TokenExchange } from './exchange.ts';
import { issueForApp } from './issue.ts';
import { wantedFrom } from './scopes.ts';

/** A token for the client itself. Needs no permission at all, so it proves a credential and nothing else. */
export async function answerClientCredentials(
  exchange: TokenExchange,
): Promise<Readonly<Record<string, string | number>>> {
  assertTenantNamed(exchange);
  const client = requestingClient(exchange);
  const scope = requiredField(exchange, 'scope');
  if (!bringsCredential(exchange)) throw credentialMissingForGrant();
  const caller = await provenClient(exchange, client);
  if (!scope.split(' ').every((word) => word.endsWith('/.default'))) throw onlyDefaultScope(scope);
  const wanted = wantedFrom(exchange, scope, 'token');
  return issueForApp(exchange, caller, wanted, appRolesOf(exchange, client, wanted.resource));
}
