import type { Blueprint } from '../../src/core/blueprint.ts';
import {
  type AppWord,
  asId,
  GRAPH_APPLICATION_PERMISSIONS,
  MICROSOFT_GRAPH_APP_ID,
} from '../../src/core/ids.ts';
import type { Facet, Facets } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, EMPTY_TENANT, grant, having, hiding } from '../support/tenants.ts';
import type { Situation } from '../support/verdicts.ts';
import { HEALTHY, type Named } from './situations.ts';

const SECTIONS = { client: 'client-app', server: 'server-api' } as const;
const RIGHT = { client: 'publicClient', server: 'web' } as const;
const withAppIds = (
  client: string | null,
  server: string | null,
  change: Partial<Blueprint> = {},
): Blueprint => ({
  ...BLUEPRINT,
  ...change,
  clientApp: { ...BLUEPRINT.clientApp, appId: client === null ? null : asId(client) },
  serverApi: { ...BLUEPRINT.serverApi, appId: server === null ? null : asId(server) },
});
const facet = <Name extends Facet>(facet: Name, value: Facets[Name]): Situation => ({
  tenant: having(HEALTHY, facet, value),
});
const app = (word: AppWord, change: Parameters<typeof changed>[2]): Situation => ({
  tenant: changed(HEALTHY, word, change),
});
const ROLES = Object.values(GRAPH_APPLICATION_PERMISSIONS);
const one = (number: number) => ({
  ...{ displayName: 'x', createdDateTime: null, uniqueName: null },
  appId: asId<Facets['clientNamesakes'][number]['appId']>(guid('9', number)),
});

function ofApp(word: AppWord): readonly Named[] {
  const section = SECTIONS[word];
  const right = RIGHT[word];
  const wrong = word === 'client' ? 'web' : 'publicClient';
  const ours = word === 'client' ? BLUEPRINT.clientApp.redirectUris : [BLUEPRINT.gateway.callbackUrl];
  const uris = (change: object) =>
    app(word, ({ redirectUris }) => ({ redirectUris: { ...redirectUris, ...change } }));
  const more = (...added: readonly string[]) =>
    app(word, ({ redirectUris }) => ({
      redirectUris: { ...redirectUris, [right]: [...redirectUris[right], ...added] },
    }));
  const named = guid('8');
  const configured = (appId: string) =>
    word === 'client' ? withAppIds(appId, null) : withAppIds(null, appId);
  const principal = {
    ...{ objectId: IDS[word].principalId, appId: IDS[word].appId },
    accountEnabled: true,
    assignmentRequired: false,
  };
  const own = having(HEALTHY, `${word}Principal`, null);
  const granted = (...grants: Facets['clientGrants']) => facet(`${word}Grants`, [...grants]);
  const wide = grant(word);
  const alone = grant(word, { consentType: 'Principal', principalId: IDS.user });
  const asks = (resourceAppId: string, scopeIds: readonly string[], roleIds: readonly string[] = []) =>
    app(word, ({ requiredResources }) => ({
      requiredResources: [
        ...requiredResources,
        { resourceAppId: asId(resourceAppId), scopeIds: scopeIds.map((id) => asId(id)), roleIds },
      ],
    }));
  return [
    ['no app', `${section}.exists`, { tenant: EMPTY_TENANT }],
    [
      'no app of the id that is named',
      `${section}.exists`,
      { tenant: EMPTY_TENANT, blueprint: configured(named) },
    ],
    ['another app than the one that is named', `${section}.exists`, { blueprint: configured(named) }],
    [
      'the app that is named, in capitals',
      `${section}.exists`,
      { blueprint: configured(IDS[word].appId.toUpperCase()) },
    ],
    ['one app in both roles', `${section}.exists`, { blueprint: withAppIds(named, named.toUpperCase()) }],
    [
      'one app in both roles, of which the server says more',
      `${section}.owners`,
      { blueprint: withAppIds(named, named) },
    ],
    [
      'accounts of every tenant',
      `${section}.single-tenant`,
      app(word, { signInAudience: 'AzureADMultipleOrgs' }),
    ],
    [
      'public flows set the other way',
      `${section}.public-client-flows`,
      app(word, { isFallbackPublicClient: word === 'server' }),
    ],
    [
      'public flows that nobody set',
      `${section}.public-client-flows`,
      app(word, { isFallbackPublicClient: null }),
    ],
    ['no redirect URI', `${section}.redirect-uri`, uris({ [right]: [] })],
    ['the first redirect URI alone', `${section}.redirect-uri`, uris({ [right]: ours.slice(0, 1) })],
    [
      'our redirect URI on a wrong platform, and those of others',
      word === 'client' ? 'client-app.public-client' : 'server-api.confidential-client',
      uris({ [right]: [], [wrong]: [...ours.slice(0, 1), 'https://b.example/', 'https://a.example/'] }),
    ],
    [
      'one redirect URI of others as a single-page application',
      word === 'client' ? 'client-app.public-client' : 'server-api.confidential-client',
      uris({ spa: ['https://a.example/'] }),
    ],
    [
      'two addresses beyond the blueprint',
      `${section}.redirect-uris-beyond-blueprint`,
      more('https://a.example/x', 'https://b.example/'),
    ],
    [
      'an address beyond the blueprint that has a slash in its middle',
      `${section}.redirect-uris-beyond-blueprint`,
      more(`${ours[0]?.replace(/\/(\w+)$/, '/more/$1')}`),
    ],
    [
      'an address that almost matches, which another check tells of',
      `${section}.redirect-uris-beyond-blueprint`,
      more(`${ours[0]}/`),
    ],
    [
      'an address in other letters, which another check tells of',
      `${section}.redirect-uris-beyond-blueprint`,
      more(`${ours[0]}`.replace('callback', 'Callback')),
    ],
    [
      'an address on a wrong platform, which another check tells of',
      `${section}.redirect-uris-beyond-blueprint`,
      uris({ [wrong]: ['https://a.example/'] }),
    ],
    [
      'a slash more, letters of another case, and a query',
      `${section}.redirect-near-miss`,
      more(`${ours[0]}/`, `${ours[0]}`.toUpperCase(), `${ours[0]}?x=1`),
    ],
    ['no service principal', `${section}.service-principal`, { tenant: own }],
    [
      'a disabled service principal',
      `${section}.service-principal`,
      facet(`${word}Principal`, { ...principal, accountEnabled: false }),
    ],
    [
      'nobody assigned though that is required',
      `${section}.user-assignment`,
      facet(`${word}Principal`, { ...principal, assignmentRequired: true }),
    ],
    [
      'somebody assigned as is required',
      `${section}.user-assignment`,
      {
        tenant: having(having(HEALTHY, `${word}Assignments`, { any: true }), `${word}Principal`, {
          ...principal,
          assignmentRequired: true,
        }),
      },
    ],
    ['no service principal to assign to', `${section}.user-assignment`, { tenant: own }],
    ['no owner', `${section}.owners`, facet(`${word}Owners`, [])],
    [
      'three owners, known by less and less',
      `${section}.more-owners`,
      facet(`${word}Owners`, [
        { objectId: '1', displayName: 'Ada', userPrincipalName: 'ada@contoso.com' },
        { objectId: '2', displayName: 'Bo', userPrincipalName: null },
        { objectId: '3', displayName: null, userPrincipalName: null },
      ]),
    ],
    ['another app of its name', `${section}.duplicates`, facet(`${word}Namesakes`, [one(1)])],
    ['two other apps of its name', `${section}.duplicates`, facet(`${word}Namesakes`, [one(1), one(2)])],
    ['a grant for one user', `${section}.per-user-grants`, granted(wide, alone)],
    [
      'grants for two users',
      `${section}.per-user-grants`,
      granted(alone, { ...alone, id: 'y', scopes: ['b', ...alone.scopes] }),
    ],
    ['no service principal to be granted anything', `${section}.per-user-grants`, { tenant: own }],
    [
      'more granted than the blueprint names, on three resources',
      `${section}.grants-beyond-blueprint`,
      granted(
        { ...wide, scopes: [...wide.scopes.map((value) => value.toUpperCase()), 'b', 'c'] },
        {
          ...wide,
          resourceId: IDS.graphPrincipal,
          scopes: ['User.Read', 'Mail.Read', 'Files.Read', 'openid'],
        },
        { ...wide, resourceId: IDS.server.principalId, scopes: ['access', 'd'] },
        { ...wide, resourceId: asId(guid('7')), scopes: ['access', 'e'] },
        { ...alone, scopes: ['f'] },
      ),
    ],
    [
      'grants where neither service principal is there',
      `${section}.grants-beyond-blueprint`,
      {
        tenant: having(
          having(having(HEALTHY, 'graphPrincipal', null), `${word}Grants`, [wide]),
          word === 'client' ? 'serverPrincipal' : 'graphPrincipal',
          null,
        ),
      },
    ],
    ['no service principal to judge grants of', `${section}.grants-beyond-blueprint`, { tenant: own }],
    [
      'permissions of Microsoft Graph beyond the blueprint',
      `${section}.permissions-beyond-blueprint`,
      asks(
        MICROSOFT_GRAPH_APP_ID,
        ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', '570282fd-fa5c-430d-a7fd-fc8dc98a9dca', guid('7')],
        [`${ROLES[0]}`, guid('6')],
      ),
    ],
    [
      'permissions of another API',
      `${section}.permissions-beyond-blueprint`,
      asks(
        guid('7'),
        ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', '570282fd-fa5c-430d-a7fd-fc8dc98a9dca'],
        [`${ROLES[0]}`],
      ),
    ],
    [
      'permissions where Microsoft Graph is not known',
      `${section}.permissions-beyond-blueprint`,
      { tenant: having(HEALTHY, 'graphPrincipal', null) },
    ],
    ['a facet that was not read', `${section}.owners`, { tenant: hiding(HEALTHY, `${word}Owners`) }],
  ];
}

export const OF_BOTH: readonly Named[] = [...ofApp('client'), ...ofApp('server')];
