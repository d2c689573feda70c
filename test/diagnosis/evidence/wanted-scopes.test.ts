import { describe, expect, test } from 'vitest';
import {
  grantedButNotCarried,
  requiredIsNotCarried,
  requiredIsNotGranted,
} from '../../../src/diagnosis/evidence/permissions.ts';
import { scopeIsBare } from '../../../src/diagnosis/evidence/request.ts';
import {
  asksOurScope,
  emptyResource,
  graphScopeUnknown,
  malformedScope,
  nothingButOidc,
  offlineAccessAlone,
  scopeNotExposed,
  scopeWithoutResource,
  separatedByComma,
  severalResources,
  writtenLikeGraph,
} from '../../../src/diagnosis/evidence/scope.ts';
import type { Knowledge } from '../../../src/diagnosis/index.ts';
import type { Sign } from '../../../src/diagnosis/situation.ts';
import { IDS } from '../../support/registrations.ts';
import { changed, grant, having, hiding } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { GRAPH, OFFLINE, of, SERVER, sentence, TENANT, told, URI } from './asked.ts';

const UNREAD = knowing(hiding(TENANT, 'serverApplication'));

const about = (resource: string | null, excerpt = '') => ({ resource, excerpt });
const asking = (...scopes: readonly string[]) => ({ scopes });
const onGraph = (...scopes: readonly string[]) => ({ scopes, resource: GRAPH, appIds: [SERVER] });
const exposing = (...values: readonly string[]): Knowledge =>
  knowing(
    changed(TENANT, 'server', ({ scopes }) => ({
      scopes: values.flatMap((value) =>
        scopes.map((one) => ({ ...one, value: value.replace('-', ''), isEnabled: !value.startsWith('-') })),
      ),
    })),
  );
const granting = (...scopes: readonly string[]): Knowledge =>
  knowing(
    having(TENANT, 'serverGrants', [
      grant('server', { scopes }),
      grant('server', { resourceId: IDS.server.principalId, scopes: ['Mail.Read'] }),
    ]),
  );
const lists = (required: readonly string[], carried: readonly string[]) => ({
  permissions: { required, carried },
});
const ours: Sign = (situation) => (asksOurScope(situation) ? 'Ours.' : null);
const malformed: Sign = malformedScope;

const SCOPES = [
  ...of(
    scopeWithoutResource,
    [
      'is ours, asked of Graph',
      'proved … ACCESS … {server}',
      knowing(),
      { ...about(GRAPH), ...asking('openid', 'ACCESS') },
    ],
    ['is none of ours, asked of Graph', 'refuted … a b', knowing(), { ...about(GRAPH), ...asking('a', 'b') }],
    ['is none at all, asked of Graph', 'nothing', knowing(), about(GRAPH)],
    ['is ours, asked of us', 'nothing', knowing(), { ...about(URI), ...asking('access') }],
    ['is asked of Graph and ours is not read', 'nothing', UNREAD, { ...about(GRAPH), ...asking('access') }],
  ),
  ...of(
    ours,
    ['is ours by its name', 'said', knowing(), asking('x', 'Access')],
    ['is another', 'nothing', knowing(), asking('x')],
    ['is ours, offline', 'nothing', OFFLINE, asking('access')],
  ),
  ...of(
    writtenLikeGraph,
    [
      'is written like one of Graph',
      `said … x ${GRAPH}/Files.Read`,
      OFFLINE,
      asking('x', `${GRAPH}/Files.Read`),
    ],
    ['has no capital behind the point', 'nothing', OFFLINE, asking('Files.read')],
    ['has no capital before it', 'nothing', OFFLINE, asking('xFiles.Read', 'access')],
  ),
  ...of(
    scopeNotExposed,
    ['is exposed', 'refuted … access, ACCESS', knowing(), asking(`${URI}/access`, `${URI}/ACCESS`)],
    ['is not exposed', 'proved … x, y; … access', knowing(), asking(`${URI}/x`, `${URI}/access`, `${URI}/y`)],
    [
      'is disabled',
      'proved … access; … other, more',
      exposing('-access', 'other', 'more'),
      asking(`${URI}/access`),
    ],
    ['meets an API without any', 'proved … no enabled scope', exposing(), asking(`${URI}/access`)],
    ['is that of every one', 'nothing', knowing(), asking(`${URI}/.default`, 'openid', 'offline_access')],
    [
      'stands beside those of a sign-in',
      'refuted … access.',
      knowing(),
      asking(`${URI}/access`, 'openid', 'profile', 'email'),
    ],
    ['was looked up on Graph', 'refuted … Graph … {server}', knowing(), { ...about(GRAPH), ...asking('x') }],
    ['is of an unknown API', 'nothing', knowing(), asking('x')],
    ['is none', 'nothing', knowing(), about(URI)],
    ['is of an API that was not read', 'nothing', UNREAD, asking(`${URI}/x`)],
  ),
  ...of(
    graphScopeUnknown,
    ['is not one of Graph', 'proved … Files.Bad, X.', knowing(), onGraph('Files.Read', 'Files.Bad', 'X')],
    [
      'is one of Graph',
      `refuted … ${GRAPH}/Files.Read, Files.Read.All`,
      knowing(),
      onGraph(`${GRAPH}/Files.Read`, 'Files.Read.All'),
    ],
    ['is ours', 'refuted … {scopeName} … {server}', knowing(), onGraph('access')],
    ['is none', 'nothing', knowing(), onGraph()],
    ['is asked by the client', 'nothing', knowing(), { ...onGraph('Files.Bad'), appIds: [IDS.client.appId] }],
    ['is asked of us', 'nothing', knowing(), { ...onGraph('Files.Bad'), resource: URI }],
    [
      'is asked and Graph is not read',
      'nothing',
      knowing(hiding(TENANT, 'graphPrincipal')),
      onGraph('Files.Bad'),
    ],
  ),
  ...of(
    separatedByComma,
    ['holds a comma', 'said … a,b', OFFLINE, asking('a,b')],
    ['holds none', 'nothing', OFFLINE, asking('a', 'b')],
  ),
  ...of(
    emptyResource,
    ['lacks its resource', 'said', OFFLINE, asking('openid', '/.default')],
    ['lacks all', 'said', OFFLINE, { excerpt: "scope '' is" }],
    ['has its resource', 'nothing', OFFLINE, asking('x/.default')],
  ),
  ...of(
    offlineAccessAlone,
    ['is offline_access alone', 'said', OFFLINE, asking('offline_access')],
    ['is more', 'nothing', OFFLINE, asking('offline_access', 'x')],
    ['is another alone', 'nothing', OFFLINE, asking('x')],
  ),
  ...of(
    severalResources,
    [
      'belongs to two',
      `said … api://a/b and ${GRAPH}`,
      OFFLINE,
      asking('api://a/b/c', `${GRAPH}/Files.Read`, 'openid'),
    ],
    ['belongs to one', 'nothing', OFFLINE, asking('api://a/b', 'api://a/c', 'openid')],
  ),
  ...of(
    nothingButOidc,
    ['is that of a sign-in', 'said … openid profile', OFFLINE, asking('openid', 'profile')],
    ['is that of a sign-in and more', 'nothing', OFFLINE, asking('openid', 'x')],
    ['is nothing', 'nothing', OFFLINE],
  ),
  ...of(
    malformed,
    ['is malformed', 'said … comma', OFFLINE, asking('a,b')],
    ['is well formed', 'nothing', OFFLINE, asking('a')],
  ),
  ...of(
    scopeIsBare,
    ['has no resource', 'said … files mcp.read,', OFFLINE, asking('files', 'openid', 'mcp.read')],
    [
      'is one of Graph',
      'nothing',
      OFFLINE,
      asking('Files.Read', 'profile', 'email', 'offline_access', 'api://x/y'),
    ],
  ),
];

const READ = ['Files.Read'];
const PERMISSIONS = [
  ...of(
    requiredIsNotCarried,
    ['is not carried', 'said … A.B or C.D; … E.F, G.H', OFFLINE, lists(['A.B', 'C.D'], ['E.F', 'G.H'])],
    ['is carried by nothing', 'said … none of them', OFFLINE, lists(['A.B'], [])],
    ['is carried', 'nothing', OFFLINE, lists(['A.B', 'C.D'], ['c.d'])],
    ['is not wanted', 'nothing', OFFLINE, lists([], ['E.F'])],
  ),
  ...of(
    requiredIsNotGranted,
    [
      'is not granted',
      'proved … A.B or C.D; … Files.Read, User.Read',
      granting('Files.Read', 'User.Read'),
      lists(['A.B', 'C.D'], [...READ, 'openid']),
    ],
    [
      'is granted',
      'refuted … Files.Read, User.Read.',
      granting('Files.Read', 'User.Read'),
      lists(['Files.Read', 'A.B', 'User.Read'], READ),
    ],
    [
      'is not compared with another token',
      'nothing',
      granting('Files.Read'),
      lists(['A.B'], ['Files.Read', 'X.Y']),
    ],
    ['is not granted on Graph', 'nothing', granting('Files.Read'), lists(['A.B'], ['Mail.Read'])],
    ['is not named', 'nothing', granting('Files.Read'), lists([], READ)],
    ['is wanted by a token for signing in', 'nothing', granting('openid'), lists(['A.B'], ['openid'])],
    [
      'is wanted and grants are not read',
      'nothing',
      knowing(hiding(TENANT, 'serverGrants')),
      lists(['A.B'], READ),
    ],
    [
      'is wanted and Graph is not read',
      'nothing',
      knowing(hiding(TENANT, 'graphPrincipal')),
      lists(['A.B'], READ),
    ],
  ),
  ...of(
    grantedButNotCarried,
    [
      'is granted and not carried',
      'said … Files.Read … {server}',
      granting('Files.Read'),
      lists(['A.B', 'Files.Read'], ['X.Y']),
    ],
    ['is granted and carried', 'nothing', granting('Files.Read'), lists(READ, READ)],
    ['is neither', 'nothing', granting('Files.Read'), lists(['A.B'], [])],
    ['is not seen to be granted', 'nothing', OFFLINE, lists(READ, [])],
  ),
];

describe('a scope', () => {
  test.each(SCOPES)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});

describe('a permission', () => {
  test.each(PERMISSIONS)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});
