import { describe, expect, test } from 'vitest';
import {
  heldUrlIsUnregistered,
  isKnownRedirectUri,
  noUriAtAll,
  noUriWasSent,
  redirectHoldsUrl,
  uriIsNoGateway,
  uriIsNotWanted,
  uriIsWanted,
  uriLooksLikeMcpClient,
  uriOfMcpClient,
  uriOnOtherApp,
  uriOnSpa,
  uriUnregistered,
  uriWasSent,
} from '../../../src/diagnosis/evidence/redirect.ts';
import type { Knowledge } from '../../../src/diagnosis/index.ts';
import type { Sign } from '../../../src/diagnosis/situation.ts';
import { BLUEPRINT } from '../../support/practice.ts';
import { guid, IDS } from '../../support/registrations.ts';
import { changed, hiding } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { OFFLINE, of, sentence, TENANT, told } from './asked.ts';

const OWN = 'http://127.0.0.1:53100/callback';
const OTHER_PORT = 'http://127.0.0.1:4711/callback';
const GATEWAY = BLUEPRINT.gateway.callbackUrl;
const FOREIGN = 'https://other.example/cb';
const CLAUDE = 'https://claude.ai/api/mcp/auth_callback';
const TWICE = 'http://localhost:8000//http://localhost:8000/cb';
const UNREAD = knowing(hiding(TENANT, 'clientApplication'));
const SERVER_UNREAD = knowing(hiding(TENANT, 'serverApplication'));

const sent = (redirectUri: string | null, ...appIds: readonly string[]) => ({ redirectUri, appIds });
const byClient = (redirectUri: string | null) => sent(redirectUri, IDS.client.appId);
const byServer = (redirectUri: string | null) => sent(redirectUri, IDS.server.appId);
const byStranger = (redirectUri: string | null) => sent(redirectUri, guid('e'));
/** The client registers these alone, on the platform for installed programs or on that for single pages. */
const registering = (publicClient: readonly string[], spa: readonly string[] = []): Knowledge =>
  knowing(changed(TENANT, 'client', { redirectUris: { publicClient, web: [], spa } }));
const BARE = registering([]);
const ON_SPA = registering([], [OWN, FOREIGN]);

const ADDRESSES = [
  ...of(
    uriIsWanted('client'),
    ['is wanted', `said … ${OWN} … {client}`, knowing(), sent(OWN)],
    ['is wanted by the guide', `said … ${OWN}`, OFFLINE, sent(OWN)],
    ['is wanted by the other app', 'nothing', knowing(), sent(GATEWAY)],
    ['is none', 'nothing', knowing()],
  ),
  ...of(uriIsWanted('server'), [
    'is wanted by the guide of the server',
    `said … ${GATEWAY}`,
    OFFLINE,
    sent(GATEWAY),
  ]),
  ...of(
    uriIsNotWanted,
    ['is not wanted', `said … ${FOREIGN} is not … ${OWN} or … ${GATEWAY}.`, knowing(), sent(FOREIGN)],
    [
      'is loopback and not wanted',
      `said … http://localhost/x is not ${OWN}`,
      OFFLINE,
      sent('http://localhost/x'),
    ],
    [
      'differs in its port',
      `said … ${OTHER_PORT} differs from ${OWN} in its port only`,
      knowing(),
      sent(OTHER_PORT),
    ],
    ['looks like loopback', 'said … is not', OFFLINE, sent('http://127.0.0.10:53100/callback')],
    ['is loopback over https', 'said … is not', OFFLINE, sent('https://127.0.0.1:53100/callback')],
    ['is ours', 'nothing', knowing(), sent(OWN)],
    ['is that of the gateway', 'nothing', knowing(), sent(GATEWAY)],
    ['is not in the message', 'nothing', knowing()],
  ),
  ...of(
    noUriWasSent,
    ['is not sent with a device code', 'refuted', knowing(), { excerpt: 'grant_type=device_code' }],
    ['is sent all the same', 'nothing', knowing(), { ...sent(OWN), excerpt: 'device_code' }],
    ['is not seen to be left out', 'nothing', knowing()],
  ),
  ...of(
    uriWasSent,
    ['was sent', `refuted … ${OWN}`, OFFLINE, sent(OWN)],
    ['was not sent', 'nothing', OFFLINE],
  ),
  ...of(
    uriUnregistered,
    [
      'is registered',
      `refuted … ${FOREIGN} is registered on {client}`,
      registering([FOREIGN]),
      byClient(FOREIGN),
    ],
    [
      'is wanted, so another check tells',
      `refuted … ${OWN} … {client} should`,
      registering([FOREIGN]),
      byClient(OWN),
    ],
    ['differs from a registered one in its port', 'nothing', knowing(), byClient(OTHER_PORT)],
    ['is registered on the other app', 'nothing', knowing(), byClient(GATEWAY)],
    [
      'is registered nowhere',
      `proved … {client} registers … ${OWN}, http … ${FOREIGN}`,
      knowing(),
      byClient(FOREIGN),
    ],
    [
      'is registered nowhere on the server',
      `proved … {server} … ${GATEWAY} … ${FOREIGN}`,
      knowing(),
      byServer(FOREIGN),
    ],
    ['meets an app without any', `proved … no redirect URI … ${FOREIGN}`, BARE, byClient(FOREIGN)],
    ['is proved although the other app is unread', 'proved', SERVER_UNREAD, byClient(FOREIGN)],
    ['is that of a stranger', 'nothing', knowing(), byStranger(FOREIGN)],
    ['is of no app', 'nothing', knowing(), sent(FOREIGN)],
    ['is not in the message of ours', 'nothing', knowing(), byClient(null)],
    ['meets an app that was not read', 'nothing', UNREAD, byClient(FOREIGN)],
  ),
  ...of(
    uriOnOtherApp,
    ['is on the server alone', `proved … ${GATEWAY} … {server} … {client}`, knowing(), byClient(GATEWAY)],
    ['is on the client alone', `proved … ${OWN} … {client} … {server}`, knowing(), byServer(OWN)],
    ['is on neither', `refuted … ${FOREIGN} … {server}`, knowing(), byClient(FOREIGN)],
    ['is on both', 'refuted', registering([OWN, GATEWAY]), byClient(GATEWAY)],
    ['is of an app that is not read', 'nothing', UNREAD, byClient(GATEWAY)],
    ['is held against one that is not read', 'nothing', SERVER_UNREAD, byClient(GATEWAY)],
    ['is of neither app', 'nothing', knowing(), byStranger(GATEWAY)],
    ['is missing in the message', 'nothing', knowing(), byClient(null)],
  ),
  ...of(
    noUriAtAll,
    ['is missing on the app of the message', 'proved … {client}', BARE, byClient(null)],
    ['is missing on one of both', 'proved … {client}', BARE],
    ['is missing on the other app only', 'refuted', BARE, byServer(null)],
    ['is there', 'refuted', knowing()],
    ['is there on the one that is asked, the other unread', 'refuted', UNREAD, byServer(null)],
    ['is not seen where one is unread', 'nothing', UNREAD],
    ['is nothing of a stranger', 'nothing', knowing(), byStranger(null)],
  ),
  ...of(
    uriOnSpa,
    ['is on the single-page platform', `proved … ${OWN}, ${FOREIGN} … {client}`, ON_SPA, byClient(OWN)],
    ['is not in the message, and some are there', 'proved … {client}', ON_SPA],
    ['is another there', 'refuted', ON_SPA, byClient(CLAUDE)],
    ['is on no single-page platform', 'refuted', knowing()],
    ['is there on the other app', 'refuted', ON_SPA, byServer(OWN)],
    ['cannot be seen on an unread app', 'nothing', UNREAD, sent(OWN)],
    ['cannot be seen there without a URI', 'nothing', UNREAD],
    ['is nothing of a stranger there', 'nothing', ON_SPA, byStranger(OWN)],
  ),
  ...of(
    redirectHoldsUrl,
    ['holds a whole address as its path', `said … ${TWICE}`, OFFLINE, sent(TWICE)],
    ['holds one right behind', 'said', OFFLINE, sent('https://a.example/https://a.example/cb')],
    ['holds one in its query', 'nothing', OFFLINE, sent(`${FOREIGN}?next=https://a.example`)],
    ['holds one in another scheme', 'nothing', OFFLINE, sent('app:https://a/https://b')],
    ['holds none', 'nothing', OFFLINE, sent(OWN)],
    ['is not there to hold one', 'nothing', OFFLINE],
  ),
  ...of(
    heldUrlIsUnregistered,
    ['holds an address and is unregistered', `proved … ${TWICE}`, knowing(), byClient(TWICE)],
    ['holds an address and is registered', 'nothing', registering([TWICE]), byClient(TWICE)],
    ['holds none and is unregistered', 'nothing', knowing(), byClient(FOREIGN)],
  ),
  ...of(
    uriOfMcpClient,
    ['is that of a known client', `proved … ${CLAUDE} … Claude … {client}`, knowing(), byClient(CLAUDE)],
    ['is that of a known client, sent to the server', 'proved … {server}', knowing(), byServer(CLAUDE)],
    [
      'is that of a known client and registered',
      `refuted … ${CLAUDE} … {client}`,
      registering([CLAUDE]),
      byClient(CLAUDE),
    ],
    ['is that of no known client', 'nothing', knowing(), byClient(FOREIGN)],
    ['is loopback, so anybody sends it', 'nothing', knowing(), byClient(OTHER_PORT)],
    ['is that of a known client and of a stranger', 'nothing', knowing(), byStranger(CLAUDE)],
    ['is that of a known client and not compared', 'nothing', UNREAD, byClient(CLAUDE)],
    ['is not in the message of a known client', 'nothing', knowing(), byClient(null)],
  ),
  ...of(
    uriLooksLikeMcpClient,
    ['looks like a known client', `said … ${CLAUDE} … Claude`, OFFLINE, sent(CLAUDE)],
    ['looks like none', 'nothing', OFFLINE, sent(FOREIGN)],
  ),
  ...of(
    uriIsNoGateway,
    ['is no gateway', `refuted … ${CLAUDE} … Claude … gateway`, OFFLINE, sent(CLAUDE)],
    ['may be a gateway', 'nothing', OFFLINE, sent(FOREIGN)],
  ),
];

describe('a redirect URI', () => {
  test.each(ADDRESSES)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });

  const ONLY_BLUEPRINT = { ...OFFLINE, blueprint: BLUEPRINT };
  test.each([
    ['anywhere where nothing is known', FOREIGN, undefined, OFFLINE, true],
    ['where the blueprint wants it', OTHER_PORT, undefined, ONLY_BLUEPRINT, true],
    ['where the tenant has it', FOREIGN, undefined, registering([FOREIGN]), true],
    ['where a tenant is read without a blueprint', OWN, 'client', { ...knowing(), blueprint: null }, true],
    ['nowhere', FOREIGN, undefined, ONLY_BLUEPRINT, false],
    ['nowhere in a tenant', FOREIGN, undefined, { ...knowing(), blueprint: null }, false],
    ['on the other app alone', GATEWAY, 'client', ONLY_BLUEPRINT, false],
    ['on the app itself', GATEWAY, 'server', ONLY_BLUEPRINT, true],
  ] as const)('is known %s', (_, uri, only, knowledge, known) => {
    const evidence: Sign = (situation) => (isKnownRedirectUri(situation, uri, only) ? 'Known.' : null);
    expect(told(evidence, knowledge, {})).toBe(known ? 'said: Known.' : 'nothing');
  });
});
