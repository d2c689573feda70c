import { isGuid } from '../../core/ids.ts';
import { applicationOf, identifierUrisOf, readFacet } from '../evidence/facets.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Situation } from '../situation.ts';
import type { Expected } from './claim-verdicts.ts';

/** What the claims of a token for the server of this setup must be, as far as that is known. */
export function expectedOf({
  knowledge,
  serverAppId,
  clientAppId,
}: Pick<Situation, 'knowledge' | 'serverAppId' | 'clientAppId'>): Expected {
  const { blueprint } = knowledge;
  return {
    tenantId: readFacet(knowledge, 'organization')?.tenantId ?? idOrNull(blueprint?.tenant),
    cloud: blueprint?.cloud ?? null,
    serverAppId,
    identifierUris: identifierUrisOf(knowledge, serverAppId),
    scope: blueprint?.serverApi.scope.value ?? null,
    clientAppIds: clientAppId === null ? [] : [clientAppId, ...preAuthorizedIds(knowledge)],
  };
}

/** Null for a domain, which a blueprint may have as tenant and no token names. */
function idOrNull(tenant: string | undefined): string | null {
  return tenant !== undefined && isGuid(tenant) ? tenant : null;
}

function preAuthorizedIds(knowledge: Knowledge): readonly string[] {
  return applicationOf(knowledge, 'server')?.preAuthorizedClients.map(({ appId }) => appId) ?? [];
}
