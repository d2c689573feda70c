import { applicationOf, identifierUrisOf, readFacet } from '../evidence/facets.ts';
import type { Situation } from '../situation.ts';
import type { Expected } from './claim-verdicts.ts';

/** What a token for the server of this setup must say, as far as it is known. */
export function expectedOf({
  knowledge,
  serverAppId,
  clientAppId,
}: Pick<Situation, 'knowledge' | 'serverAppId' | 'clientAppId'>): Expected {
  const { blueprint } = knowledge;
  return {
    tenantId: readFacet(knowledge, 'organization')?.tenantId ?? guidOrNull(blueprint?.tenant),
    cloud: blueprint?.cloud ?? null,
    serverAppId,
    identifierUris: identifierUrisOf(knowledge, serverAppId),
    scope: blueprint?.serverApi.scope.value ?? null,
    clientAppIds:
      clientAppId === null
        ? []
        : [
            clientAppId,
            ...(applicationOf(knowledge, 'server')?.preAuthorizedClients ?? []).map(({ appId }) => appId),
          ],
  };
}

function guidOrNull(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f]{8}-/i.test(text) ? text : null;
}
