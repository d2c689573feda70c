import { describe, expect, test } from 'vitest';
import { MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import {
  claimVerdicts,
  type Expected,
  judgeToken,
  NOTHING_KNOWN,
  tokenFacts,
  unreadableToken,
} from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { changed, healthyTenant, NOW } from '../support/tenants.ts';
import { lineOf } from './answer-line.ts';
import { knowing } from './known.ts';
import { RIGHT, SECONDS } from './right-token.ts';

const OTHER = 'e0000000-0000-4000-8000-000000000009';
/** What a claim may say in place of the right thing; undefined leaves it out. */
const SAID: Readonly<Record<string, readonly unknown[]>> = {
  aud: [
    undefined,
    `api://${IDS.server.appId}`,
    IDS.server.appId.toUpperCase(),
    `api://${IDS.server.appId}/`,
    MICROSOFT_GRAPH_APP_ID,
    'https://graph.microsoft.com',
    OTHER,
    [OTHER, IDS.server.appId],
    'https://mcp.contoso.com/mcp',
    [],
    7,
  ],
  iss: [
    undefined,
    `https://sts.windows.net/${IDS.tenant}/`,
    `https://login.microsoftonline.com/${OTHER}/v2.0`,
    `https://login.microsoftonline.us/${IDS.tenant}/v2.0`,
    `https://login.partner.microsoftonline.cn/${IDS.tenant}/v2.0`,
    'https://login.microsoftonline.com//v2.0',
    'https://gateway.contoso.com',
  ],
  tid: [undefined, OTHER, IDS.tenant.toUpperCase(), '9188040d-6c67-4c5b-b112-36a304b66dad'],
  scp: [undefined, '', 'ACCESS', 'other', 'access other', 'Files.Read'],
  roles: [['Files.Read.All'], []],
  azp: [undefined, OTHER, IDS.client.appId.toUpperCase()],
  appid: [IDS.client.appId],
  ver: [undefined, '1.0', '3.0', 2],
  idtyp: ['app', 'user'],
  nonce: ['x'],
  nbf: [undefined, SECONDS + 301, SECONDS + 300, SECONDS + 299, 'soon'],
  exp: [undefined, SECONDS, SECONDS - 1, SECONDS + 1, 1e20],
};
const CLAIMS = Object.entries(SAID).flatMap(([claim, values]) =>
  values.map((value) => [`${claim} ${JSON.stringify(value)}`, { ...RIGHT, [claim]: value }] as const),
);
const PAIRS = [
  [
    'v1 of the same tenant',
    { ...RIGHT, ver: '1.0', iss: `https://sts.windows.net/${IDS.tenant}/`, aud: `api://${IDS.server.appId}` },
  ],
  ['app only', { ...RIGHT, scp: undefined, roles: ['Files.Read.All'], idtyp: 'app' }],
  ['an ID token', { ...RIGHT, aud: IDS.client.appId, scp: undefined, azp: undefined, nonce: 'x' }],
  [
    'of Graph',
    {
      ...RIGHT,
      aud: MICROSOFT_GRAPH_APP_ID,
      ver: '1.0',
      scp: 'Files.Read',
      iss: `https://sts.windows.net/${IDS.tenant}/`,
    },
  ],
  ['nothing', {}],
] as const;
const EXPECTED: Expected = {
  tenantId: IDS.tenant,
  cloud: 'public',
  serverAppId: IDS.server.appId,
  identifierUris: [`api://${IDS.server.appId}`],
  scope: 'access',
  clientAppIds: [IDS.client.appId],
};
const LESS: readonly Partial<Expected>[] = [
  {},
  { tenantId: null },
  { cloud: null },
  { cloud: 'usgov' },
  { serverAppId: null },
  { serverAppId: null, identifierUris: [] },
  { scope: null },
  { clientAppIds: [] },
  { clientAppIds: [OTHER, IDS.client.appId] },
];
const SETUPS = [
  ['nothing known', NOTHING_KNOWN],
  ['healthy', knowing()],
  ['v1 tokens', knowing(changed(healthyTenant(), 'server', { tokenVersion: 1 }))],
  ['without URIs', knowing(changed(healthyTenant(), 'server', { identifierUris: [] }))],
  ['without scopes', knowing(changed(healthyTenant(), 'server', { scopes: [] }))],
  ['masked', knowing(healthyTenant(), BLUEPRINT, { isMasked: true })],
  ['without ids', knowing(healthyTenant(), BLUEPRINT, { clientAppId: null, serverAppId: null })],
] as const;

describe('the answer to a token with', () => {
  test.each([...CLAIMS, ...PAIRS])('%s is the one that was kept', (_, claims) => {
    const facts = tokenFacts(claims);
    const judged = SETUPS.map(
      ([name, knowledge]) => `${name} | ${lineOf(judgeToken(facts, knowledge, NOW))}`,
    );
    const verdicts = LESS.map((less) =>
      claimVerdicts(facts, { ...EXPECTED, ...less }, NOW)
        .map(({ claim, value, verdict, says }) => `${claim} ${verdict}: ${value}: ${says}`)
        .join('\n'),
    );
    const own = new Set(verdicts[0]?.split('\n'));
    const other = verdicts.slice(1).map((one) =>
      one
        .split('\n')
        .filter((line) => !own.has(line))
        .join('\n'),
    );
    expect([...judged, verdicts[0], ...other].join('\n')).toMatchSnapshot();
  });

  test.each(['encrypted', 'opaque'] as const)('a form that is %s is the one that was kept', (format) => {
    const facts = unreadableToken(format);
    const judged = SETUPS.map(
      ([name, knowledge]) => `${name} | ${lineOf(judgeToken(facts, knowledge, NOW))}`,
    );
    expect([...judged, claimVerdicts(facts, EXPECTED, NOW).length].join('\n')).toMatchSnapshot();
  });
});
