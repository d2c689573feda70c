import type { AppWord } from '../../core/ids.ts';
import { type CauseTest, ourApp, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf, principalOf, readFacet, same } from './facets.ts';

/** The message has the id of another object of this setup in the place of an app id, as when the wrong one was copied in the portal. */
export const wrongKindOfId: CauseTest = (situation) => {
  for (const id of situation.failure.appIds) {
    const meant = whatElse(situation, id);
    if (meant !== null) return proved(`${id} is ${meant}, not an application (client) id.`);
  }
  return null;
};

function whatElse({ knowledge }: Situation, id: string): string | null {
  const organization = readFacet(knowledge, 'organization');
  if (same(organization?.tenantId, id)) return 'the directory (tenant) id';
  return ofApp(knowledge, 'client', id) ?? ofApp(knowledge, 'server', id);
}

function ofApp(knowledge: Situation['knowledge'], app: AppWord, id: string): string | null {
  const application = applicationOf(knowledge, app);
  if (same(application?.objectId, id)) return `the object id of {${app}}`;
  if (same(principalOf(knowledge, app)?.objectId, id))
    return `the object id of the service principal of {${app}}`;
  return application?.passwordCredentials.some(({ keyId }) => same(keyId, id))
    ? `the id of a secret of {${app}}`
    : null;
}

/** The failure is about one of our apps in a tenant that is not theirs. */
export const otherTenantAsked: CauseTest = (situation) => {
  const { failure, named, knowledge } = situation;
  const ours = ourApp(situation) !== null || named.resource === 'server' || named.resource === 'client';
  if (!ours || named.tenant !== 'other') return null;
  const organization = readFacet(knowledge, 'organization');
  return proved(
    `The request went to ${failure.tenant}; the apps are registered in ${organization?.tenantId ?? 'another tenant'}.`,
  );
};

/** The message names another display name than the tenant's, which is no proof since names are not unique. Names from texts have no blanks. */
export const otherTenantNamed: Sign = ({ failure: { tenant }, named, knowledge }) => {
  const ours = readFacet(knowledge, 'organization')?.displayName;
  if (tenant === null || !ours || named.tenant !== 'none' || same(tenant, ours.replace(/\s/g, '')))
    return null;
  return `The message speaks of the tenant ${tenant}; the apps are registered in ${ours}.`;
};

/** Client and server have the same app id, and the message is about that app. */
export const oneAppForBoth: CauseTest = ({ clientAppId, serverAppId, failure: { appIds } }) => {
  if (clientAppId === null || serverAppId === null) return null;
  if (!same(clientAppId, serverAppId)) return refuted('{client} and {server} are two app registrations.');
  const isNamed = appIds.length === 0 || appIds.some((id) => same(id, clientAppId));
  return isNamed ? proved(`Both apps of the blueprint have the id ${clientAppId}.`) : null;
};

/** The message names an app that is not one of ours. */
export const namesForeignApp: Sign = ({ named, failure: { appIds, appName } }) =>
  named.app === 'other'
    ? `The message names ${appName ?? appIds[0] ?? 'an app'}, which is not part of this setup.`
    : null;

/** An app that is not of this setup asks for this setup's API. */
export const foreignAppAsksOurApi: Sign = ({ named }) =>
  named.app === 'other' && named.resource === 'server' ? 'The message names the API of this setup.' : null;
