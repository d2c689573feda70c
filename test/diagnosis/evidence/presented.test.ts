import { describe, expect, test } from 'vitest';
import {
  answerBodyIsError,
  answerLacksIssuer,
  namesAbsoluteMetadata,
  namesRelativeMetadata,
  speaksOfTimeout,
} from '../../../src/diagnosis/evidence/answer.ts';
import {
  isOperatorsOwn,
  isSetupTool,
  saysNotInstalled,
} from '../../../src/diagnosis/evidence/command-line.ts';
import { wantsDelegated } from '../../../src/diagnosis/evidence/graph-answer.ts';
import { addressIsV1, isRefresh } from '../../../src/diagnosis/evidence/request.ts';
import {
  audienceElsewhere,
  audienceIsAnotherApp,
  audienceIsClient,
  audienceIsGraph,
  audienceIsUriOfId,
  issuerIsVersionOne,
  serverUsesClientId,
  tokenIsAppOnly,
  tokenIsForAnother,
  tokenIsForGraph,
  tokenIsIdToken,
  tokenIsVersionOne,
  tokenWasExpired,
  wantsOtherForm,
} from '../../../src/diagnosis/evidence/token.ts';
import { type Knowledge, tokenFacts, unreadableToken } from '../../../src/diagnosis/index.ts';
import type { Claims } from '../../../src/diagnosis/token/token-facts.ts';
import { guid, IDS } from '../../support/registrations.ts';
import { healthyTenant } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { RIGHT, SECONDS } from '../right-token.ts';
import { CLIENT, GRAPH, OFFLINE, of, SERVER, SILENT, sentence, told } from './asked.ts';

const OTHER = guid('e');
const GRAPH_ID = '00000003-0000-0000-c000-000000000000';
const V1 = `https://sts.windows.net/${IDS.tenant}/`;
const V2 = `https://login.microsoftonline.com/${IDS.tenant}/v2.0`;

const holding = (claims: Claims): Knowledge =>
  knowing(healthyTenant(), undefined, { token: tokenFacts({ ...RIGHT, ...claims }) });
const heard = (audience: string | null, ...appIds: readonly string[]) => ({ audience, appIds });
const saying = (excerpt: string) => ({ excerpt });
const FOREIGN: Knowledge = { ...knowing(), token: { ...tokenFacts(RIGHT), kind: 'foreign' } };
const OPAQUE = { ...knowing(), token: unreadableToken('opaque') };
const BOTH_SHARED = { ...OFFLINE, clientAppId: CLIENT };

const TOKENS = [
  ...of(
    tokenIsForGraph,
    ['is for Graph', 'proved', holding({ aud: GRAPH })],
    ['is for us, not for Graph', 'refuted … not for Microsoft Graph', holding({})],
    ['is said to be for us', `refuted … ${SERVER} … {server}`, knowing(), heard(SERVER)],
    ['is said to be for us by our URI', 'refuted', OPAQUE, heard(`API://${SERVER}`)],
    ['is said to be for another', 'nothing', FOREIGN, heard(OTHER)],
    ['is not said to be for anybody', 'nothing', knowing()],
  ),
  ...of(
    tokenIsForAnother,
    ['is for us', `refuted … ${OTHER}, ${SERVER}`, holding({ aud: [OTHER, SERVER] })],
    ['is for another', `proved … ${OTHER} … {server}`, holding({ aud: OTHER })],
    ['is for nobody', 'proved … nobody', holding({ aud: [] })],
    ['is for Graph, which another rule tells', 'nothing', holding({ aud: GRAPH })],
    ['is held against no server', 'nothing', { ...OFFLINE, token: tokenFacts(RIGHT) }],
    ['is said to be ours', 'refuted', knowing(), heard(SERVER)],
  ),
  ...of(
    audienceIsGraph,
    ...[
      GRAPH_ID,
      GRAPH,
      `${GRAPH}/`,
      'https://dod-graph.microsoft.us',
      'https://microsoftgraph.chinacloudapi.cn',
    ].map((one) => [`is said to be for Graph: ${one}`, `said … ${one}`, OFFLINE, heard(one)] as const),
    ...[OTHER, `x${GRAPH}`, 'https://graph.microsoft.contoso.com', null].map(
      (one) => [`is not said to be for Graph: ${one}`, 'nothing', OFFLINE, heard(one)] as const,
    ),
  ),
  ...of(
    audienceIsAnotherApp,
    ['is for another app', `said … ${OTHER}`, OFFLINE, heard(OTHER, CLIENT)],
    ['is for the app that asks', 'nothing', OFFLINE, heard(OTHER, CLIENT, OTHER.toUpperCase())],
    ['is for Graph and no other app', 'nothing', OFFLINE, heard(GRAPH_ID, CLIENT)],
    ['is for a URI', 'nothing', OFFLINE, heard('api://x', CLIENT)],
    ['is for an id that goes on', 'nothing', OFFLINE, heard(`${OTHER}0`, CLIENT)],
    ['is for nothing said', 'nothing', OFFLINE],
  ),
  ...of(
    audienceIsClient,
    ['is for the client', `proved … {client} … ${CLIENT}`, knowing(), heard(CLIENT)],
    ['is for another than the client', `refuted … ${OTHER} … {client}`, knowing(), heard(OTHER)],
    ['is for a client that is not known', 'nothing', OFFLINE, heard(OTHER)],
    ['is for nobody said', 'nothing', knowing()],
  ),
  ...of(
    issuerIsVersionOne,
    ['is of version 1 by its issuer', `said … ${V1}`, OFFLINE, { issuer: V1 }],
    ['is of version 2 by its issuer', 'nothing', OFFLINE, { issuer: V2 }],
    ['has no issuer', 'nothing', OFFLINE],
  ),
  ...of(
    audienceElsewhere,
    ['is for another spelling of nobody', `refuted … api://x … {server}`, knowing(), heard('api://x')],
    ['is for ours', 'nothing', knowing(), heard(SERVER)],
    ['is for an id, offline', `refuted … ${OTHER} … one spelling`, OFFLINE, heard(OTHER)],
    ['is for a URI, offline', 'nothing', OFFLINE, heard('api://x')],
    ['is for Graph, offline', `refuted … ${GRAPH} … {server}`, OFFLINE, heard(GRAPH)],
    ['is for nothing, offline', 'nothing', OFFLINE],
  ),
  ...of(
    serverUsesClientId,
    ['is asked for by the client', 'proved … {client}', knowing(), heard(null, CLIENT)],
    ['is asked for by the server', 'refuted … {server}', knowing(), heard(null, SERVER)],
    ['is asked for by nobody', 'nothing', BOTH_SHARED],
  ),
  ...of(
    tokenIsIdToken,
    [
      'is an ID token',
      'proved … an ID token',
      holding({ aud: CLIENT, scp: undefined, azp: undefined, nonce: 'x' }),
    ],
    ['is no ID token', 'refuted … not an ID token', holding({})],
    ['is no token to see', 'nothing', OPAQUE],
  ),
  ...of(
    tokenIsAppOnly,
    ['is that of an app', 'proved … without a user', holding({ scp: undefined, roles: ['x'], idtyp: 'app' })],
    ['is that of a user', 'refuted', holding({})],
  ),
  ...of(
    tokenWasExpired,
    ['had ended', 'proved … 2026-11-23T11:00:00Z', holding({}), { timestamp: '2026-11-23T11:00:00Z' }],
    ['had not ended', 'refuted … 2026-11-23T11:00:00Z', holding({}), { timestamp: '2026-11-23T10:59:59Z' }],
    ['ends at no time', 'nothing', holding({ exp: undefined }), { timestamp: '2026-11-23T11:00:00Z' }],
    ['ended before no time', 'nothing', holding({ exp: SECONDS })],
  ),
  ...of(
    tokenIsVersionOne,
    ['is of version 1', 'proved … v1', holding({ ver: '1.0' })],
    ['is of version 2', 'nothing', holding({})],
    ['is of version 1 in the message', 'proved', holding({ ver: '1.0' }), { issuer: V1 }],
    ['is of version 2 in the message', `refuted … ${V2}`, holding({ ver: '1.0' }), { issuer: V2 }],
    [
      'is of another tenant in the message',
      'refuted',
      knowing(),
      { issuer: `https://sts.windows.net/${OTHER}/` },
    ],
    ['is of version 1, its issuer cut', 'nothing', knowing(), { issuer: 'https://sts.windows.net/' }],
    ['is of version 1, offline', 'nothing', OFFLINE, { issuer: V1 }],
    ['is of version 2, offline', 'refuted', OFFLINE, { issuer: V2 }],
    ['is for another in the message', 'refuted … api://x', holding({ ver: '1.0' }), heard('api://x')],
  ),
];

const FORMS = [
  ...of(
    wantsOtherForm,
    [
      'is for the id of the URI that is wanted',
      `said … ${OTHER}`,
      OFFLINE,
      { audience: OTHER, excerpt: `API://${OTHER.toUpperCase()}` },
    ],
    [
      'is for an id and another URI is wanted',
      'nothing',
      OFFLINE,
      { audience: OTHER, excerpt: `api://${CLIENT}` },
    ],
    ['is for a URI, in another form', 'nothing', OFFLINE, { audience: 'x', excerpt: 'api://x' }],
    ['is for nobody, in another form', 'nothing', OFFLINE, saying('api://null')],
  ),
  ...of(
    audienceIsUriOfId,
    [
      'is for the URI of the id that is wanted',
      `said … api://${OTHER}`,
      OFFLINE,
      { audience: `api://${OTHER}`, excerpt: `wants ${OTHER.toUpperCase()}` },
    ],
    [
      'is for the URI and that is wanted',
      'nothing',
      OFFLINE,
      { audience: `api://${OTHER}`, excerpt: `wants api://${OTHER}` },
    ],
    ['is for a longer URI', 'nothing', OFFLINE, { audience: `api://${OTHER}/x`, excerpt: OTHER }],
    ['is for a URI in another', 'nothing', OFFLINE, { audience: `xapi://${OTHER}`, excerpt: OTHER }],
    ['is for the id itself', 'nothing', OFFLINE, { audience: OTHER, excerpt: OTHER }],
    ['is for no URI', 'nothing', OFFLINE],
  ),
  ...of(
    addressIsV1,
    [
      'asks at the address of v1',
      'said … /oauth2/authorize',
      OFFLINE,
      { request: { ...SILENT.request, isVersionOne: true } },
    ],
    ['asks at no such address', 'nothing', OFFLINE],
  ),
];

const WORDS = [
  ...of(
    answerLacksIssuer,
    ...[
      'missing iss',
      'omits the issuer',
      'omit issuer',
      'without\nan iss',
      'iss is missing',
      'issuer was omitted',
      'issuer absent',
    ].map((text) => [`lacks its issuer: ${text}`, 'said … iss', OFFLINE, saying(text)] as const),
    ...['missing. The issuer', 'missing issuance', 'the issuer', `missing ${'x'.repeat(41)} iss`].map(
      (text) => [`has its issuer: ${text}`, 'nothing', OFFLINE, saying(text)] as const,
    ),
  ),
  ...of(
    answerBodyIsError,
    ['is an error by its body', 'said', OFFLINE, saying('{"error": 1')],
    ['is an error by its code', 'said', OFFLINE, { oauthError: 'x' }],
    ['is no error', 'nothing', OFFLINE, saying('error')],
  ),
  ...of(
    namesRelativeMetadata,
    ['names a path', 'said … /.well-known/x,', OFFLINE, saying('resource_meta\ndata="/.well-known/x", a')],
    ['names an address instead', 'nothing', OFFLINE, saying('resource_metadata="https://a/b"')],
  ),
  ...of(
    namesAbsoluteMetadata,
    ['names an address', 'said', OFFLINE, saying('resource_metadata=http://a')],
    ['names an address in a broken word', 'said', OFFLINE, saying('resource_meta\ndata="https://a')],
    ['names no address', 'nothing', OFFLINE, saying('resource_metadata="/a')],
  ),
  ...of(
    speaksOfTimeout,
    ...[
      'timed out',
      'timeout',
      'time-out',
      'timedout',
      'connection\nrefused',
      'Unreachable',
      'certificate',
    ].map((text) => [`speaks of the way: ${text}`, 'said', OFFLINE, saying(text)] as const),
    ['speaks of nothing', 'nothing', OFFLINE, saying('time')],
  ),
  ...of(
    saysNotInstalled,
    ...['is not installed', 'could not\nbe found', 'not found'].map(
      (text) => [`says ${text}`, 'said', OFFLINE, saying(text)] as const,
    ),
    ['says nothing of it', 'nothing', OFFLINE, saying('installed')],
  ),
  ...of(
    isSetupTool,
    ['comes from a tool', 'said', OFFLINE, saying('$ az ad app')],
    ['comes from no tool', 'nothing', OFFLINE, saying('xaz ad app')],
  ),
  ...of(
    isOperatorsOwn,
    ['comes from an operator', 'refuted', OFFLINE, saying('terraform')],
    ['comes from no operator', 'nothing', OFFLINE],
  ),
  ...of(
    isRefresh,
    ['is a refresh', 'said', OFFLINE, saying('ref\nresh_token')],
    ['is no refresh', 'nothing', OFFLINE, saying('fresh')],
  ),
  ...of(wantsDelegated, [
    'wants a user',
    'said',
    OFFLINE,
    saying('only valid with\ndelegated authentication flow'),
  ]),
];

describe('a token', () => {
  test.each([...TOKENS, ...FORMS])('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});

describe('a text', () => {
  test.each(WORDS)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});
