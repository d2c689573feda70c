import { BLUEPRINT } from '../support/practice.ts';
import { IDS, publishedScope } from '../support/registrations.ts';
import { changed, grant, having } from '../support/tenants.ts';
import { A, ACCESS, B, HEALTHY, type Named, other, server, withApi } from './situations.ts';

const CONSENTS = (
  [
    ['client-app.admin-consent', 'clientGrants', 'client'],
    ['client-app.sign-in-consent', 'clientGrants', 'client'],
    ['server-api.graph-consent', 'serverGrants', 'server'],
  ] as const
).flatMap(([id, grants, app]): readonly Named[] => {
  const alone = ['access', 'openid', 'Files.Read'];
  const single = [grant('client'), grant('server'), grant('client', { resourceId: IDS.graphPrincipal })].map(
    (one) => ({ ...one, consentType: 'Principal' as const, scopes: alone }),
  );
  const resource = id === 'client-app.admin-consent' ? 'serverPrincipal' : 'graphPrincipal';
  const noScopes = { objectId: IDS.graphPrincipal, scopes: [] };
  return [
    ['nothing granted', id, { tenant: having(HEALTHY, grants, []) }],
    [
      'something else granted',
      id,
      {
        tenant: having(HEALTHY, grants, [
          {
            ...grant(app),
            resourceId: resource === 'serverPrincipal' ? IDS.server.principalId : IDS.graphPrincipal,
            scopes: ['z'],
          },
        ]),
      },
    ],
    [
      'all granted, in capitals',
      id,
      {
        tenant: having(HEALTHY, grants, [
          {
            ...grant(app),
            resourceId: resource === 'serverPrincipal' ? IDS.server.principalId : IDS.graphPrincipal,
            scopes: [...alone, 'profile', 'offline_access', 'more'].map((one) => one.toUpperCase()),
          },
        ]),
      },
    ],
    ['grants for single users alone', id, { tenant: having(HEALTHY, grants, single) }],
    [
      'consent that the blueprint leaves to people',
      id,
      { tenant: having(HEALTHY, grants, []), blueprint: { ...BLUEPRINT, grantAdminConsent: false } },
    ],
    [
      'permissions that are not published',
      id,
      { tenant: having(having(HEALTHY, grants, []), 'graphPrincipal', noScopes) },
    ],
    [
      'no service principal of the resource',
      id,
      { tenant: having(having(HEALTHY, grants, []), resource, null) },
    ],
    ['no service principal of its own', id, { tenant: having(HEALTHY, `${app}Principal`, null) }],
  ];
});

const preAuthorising = (
  listed: readonly { readonly appId: typeof A; readonly scopeIds: readonly string[] }[],
  wanted: readonly string[],
  change: object = {},
) =>
  server(
    { preAuthorizedClients: listed as never, scopes: [other, publishedScope(BLUEPRINT)], ...change },
    withApi({ preAuthorizedClients: wanted }),
  );

export const OF_CONSENT: readonly Named[] = [
  ...CONSENTS,
  [
    'consent for a client that the server pre-authorises',
    'client-app.admin-consent',
    {
      tenant: having(
        changed(HEALTHY, 'server', {
          scopes: [other, publishedScope(BLUEPRINT)],
          preAuthorizedClients: [{ appId: IDS.client.appId, scopeIds: [ACCESS] }],
        }),
        'clientGrants',
        [],
      ),
    },
  ],
  [
    'consent for a client that is pre-authorised for another scope',
    'client-app.admin-consent',
    {
      tenant: having(
        changed(HEALTHY, 'server', {
          scopes: [other, publishedScope(BLUEPRINT)],
          preAuthorizedClients: [
            { appId: IDS.client.appId, scopeIds: [other.id] },
            { appId: A, scopeIds: [ACCESS] },
          ],
        }),
        'clientGrants',
        [],
      ),
    },
  ],
  [
    'consent where the server is not known',
    'client-app.admin-consent',
    { tenant: having(HEALTHY, 'serverApplication', null) },
  ],
  ['clients that are not pre-authorised', 'server-api.pre-authorized-clients', preAuthorising([], [A, B])],
  [
    'a client that is pre-authorised for another scope',
    'server-api.pre-authorized-clients',
    preAuthorising(
      [
        { appId: A, scopeIds: [other.id] },
        { appId: B, scopeIds: [other.id, ACCESS] },
      ],
      [A, B],
    ),
  ],
  [
    'clients to pre-authorise while the scope is not exposed',
    'server-api.pre-authorized-clients',
    preAuthorising([], [A], { scopes: [other] }),
  ],
  [
    'nobody to pre-authorise, and no scope',
    'server-api.pre-authorized-clients',
    preAuthorising([{ appId: IDS.client.appId, scopeIds: [] }], [], { scopes: [] }),
  ],
  [
    'clients that are pre-authorised beyond the blueprint',
    'server-api.pre-authorized-clients',
    preAuthorising(
      [
        { appId: A, scopeIds: [ACCESS] },
        { appId: B, scopeIds: [] },
        { appId: B, scopeIds: [ACCESS] },
      ],
      [],
    ),
  ],
  [
    'a client missing and a client too many',
    'server-api.pre-authorized-clients',
    preAuthorising([{ appId: A, scopeIds: [ACCESS] }], [B]),
  ],
  [
    'a pre-authorised client where ours is not there',
    'server-api.pre-authorized-clients',
    {
      tenant: having(
        changed(HEALTHY, 'server', { preAuthorizedClients: [{ appId: A, scopeIds: [ACCESS] }] }),
        'clientApplication',
        null,
      ),
    },
  ],
];
