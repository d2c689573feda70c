import type { AppWord } from '../../core/ids.ts';
import { principalOf, readFacet, same } from '../evidence/facets.ts';
import { clientIsPreAuthorized } from '../evidence/pre-authorized.ts';
import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { ofAccount, unread } from './of-account.ts';

/** The scopes that the sign-in (client) or the exchange (server) requests. */
function wantedOf(app: AppWord, { blueprint }: Situation['knowledge']): readonly string[] {
  if (blueprint === null) return [];
  return app === 'client' ? [blueprint.serverApi.scope.value] : blueprint.graphPermissions;
}

/** Whether neither a tenant-wide grant, nor the person's own, nor pre-authorisation covers the scopes. */
export const lacksConsent = (app: AppWord): CauseTest =>
  ofAccount(({ objectId }, _person, situation) => {
    const { knowledge } = situation;
    const preAuthorized = app === 'client' ? clientIsPreAuthorized(situation) : null;
    if (preAuthorized !== null) return preAuthorized;
    const resource =
      app === 'client' ? principalOf(knowledge, 'server') : readFacet(knowledge, 'graphPrincipal');
    const all = readFacet(knowledge, app === 'client' ? 'clientGrants' : 'serverGrants');
    if (all === undefined || !resource) return null;
    const grants = all.filter(
      ({ resourceId, consentType, principalId }) =>
        resourceId === resource.objectId && (consentType === 'AllPrincipals' || principalId === objectId),
    );
    const granted = grants.flatMap(({ scopes }) => scopes);
    const missing = wantedOf(app, knowledge).filter((scope) => !granted.some((one) => same(one, scope)));
    if (grants.length === 0)
      return proved(`Nobody consented to {${app}} for the whole tenant, nor this person for themselves.`);
    if (missing.length > 0)
      return proved(`What is consented to for {${app}} and this person lacks ${missing.join(', ')}.`);
    return refuted(
      grants.some(({ consentType }) => consentType === 'AllPrincipals')
        ? `There is consent to {${app}} for the whole tenant.`
        : `The person consented to {${app}} for themselves.`,
    );
  });

/** Why account, grants or their API could not be read; null where they were. */
export const unreadGrants =
  (app: AppWord): Sign =>
  ({ knowledge: { person, tenant } }) =>
    person === null
      ? null
      : (unread(person.account) ??
        unread(tenant?.[app === 'client' ? 'clientGrants' : 'serverGrants']) ??
        unread(tenant?.[app === 'client' ? 'serverPrincipal' : 'graphPrincipal']));
