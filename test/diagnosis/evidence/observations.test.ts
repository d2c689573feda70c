import { describe, expect, test } from 'vitest';
import {
  deviceCodeBlocked,
  isExchange,
  secretLifetimeCapped,
  secretsForbidden,
  signedInByBrowser,
  throttled,
  usedBrowser,
  usedDeviceCode,
} from '../../../src/diagnosis/evidence/observed.ts';
import {
  appJustCreated,
  seenReplicating,
  setupIsFresh,
} from '../../../src/diagnosis/evidence/replication.ts';
import type { Knowledge } from '../../../src/diagnosis/index.ts';
import { changed, having, hiding } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { about, CLIENT, OFFLINE, of, SERVER, STRANGER, saying, sentence, TENANT, told } from './asked.ts';

const walking = (hop: 'client-signin' | 'obo', userAuth: 'browser' | 'device-code'): Knowledge =>
  knowing(TENANT, undefined, { walked: { hop, userAuth } });
const blocked = (policy: string | null, more: Partial<Knowledge> = {}): Knowledge =>
  knowing(TENANT, undefined, {
    observations: [{ kind: 'replicating' }, { kind: 'device-code-blocked', policy }],
    ...more,
  });
const policing = (policy: Partial<{ secretsForbidden: boolean; maxSecretDays: number }>): Knowledge =>
  knowing(
    having(TENANT, 'appManagementPolicy', {
      secretsForbidden: false,
      maxSecretDays: null,
      maxCertificateDays: null,
      onlyDefaultIdentifierUris: false,
      onlyUniqueIdentifierUris: false,
      ...policy,
    }),
  );
const created = (app: 'client' | 'server', createdDateTime: string): Knowledge =>
  knowing(changed(TENANT, app, { createdDateTime }));
const BLOCKED = blocked('No codes');
const POLLING = 'error_codes for device_code';
const POLICIES = knowing(hiding(TENANT, 'appManagementPolicy'));

const OBSERVED = [
  ...of(
    signedInByBrowser,
    ['failed in a browser', 'refuted', walking('client-signin', 'browser')],
    ['failed with a device code', 'nothing', walking('client-signin', 'device-code')],
    ['failed at another hop', 'nothing', walking('obo', 'browser')],
  ),
  ...of(
    usedBrowser,
    ['came from a page', 'said', OFFLINE, saying('having trouble signing you in')],
    ['came back in an address', 'said', OFFLINE, saying('http://x/cb?error=access_denied')],
    ['is the page of a policy', 'said', OFFLINE, { by: 'page', entry: '53003', excerpt: 'Anmeldung' }],
    ['is a sentence about a policy', 'nothing', OFFLINE, { entry: '53003', excerpt: 'blocked' }],
    ['came from nowhere', 'nothing', OFFLINE, saying('an error')],
  ),
  ...of(
    isExchange,
    ['was an exchange that was walked', 'said', walking('obo', 'browser')],
    ['was an exchange by its claims', 'said', OFFLINE, { claims: '{}' }],
    ['was an exchange by its words', 'said', OFFLINE, saying('on_behalf_of failed')],
    ['was an exchange by a word that was broken', 'said', OFFLINE, saying('jwt-bea\nrer')],
    ['was no exchange', 'nothing', walking('client-signin', 'browser')],
  ),
  ...of(
    usedDeviceCode,
    ...[
      'device code',
      'device-code',
      'DeviceCode',
      'device\ncode',
      'device_code',
      'https://microsoft.com/devicelogin',
    ].map((words) => [`was by ${words}`, 'said', OFFLINE, saying(words)] as const),
    ['was by a device code that was walked', 'said', walking('client-signin', 'device-code')],
    [
      'was by nothing that tells',
      'nothing',
      walking('client-signin', 'browser'),
      saying('the code of a device'),
    ],
    ['was by a device code, elsewhere', 'nothing', walking('obo', 'device-code')],
  ),
  ...of(
    deviceCodeBlocked,
    ['met the policy by name', 'proved … No codes', BLOCKED, saying(POLLING)],
    ['met a policy', 'proved … blocks device code', blocked(null), saying(POLLING, CLIENT)],
    ['met the policy, with no more than an OAuth error', 'proved', BLOCKED, { oauthError: 'access_denied' }],
    ['is no device code at all', 'nothing', BLOCKED],
    ['is the exchange of the server', 'nothing', BLOCKED, saying(POLLING, SERVER)],
    ['is that of a stranger', 'nothing', BLOCKED, saying(POLLING, STRANGER)],
    ['is an exchange', 'nothing', BLOCKED, saying(`${POLLING} on behalf of`)],
    ['is a page', 'nothing', BLOCKED, saying(`${POLLING} in the browser`)],
    [
      'was walked in a browser',
      'refuted',
      blocked('x', { walked: { hop: 'client-signin', userAuth: 'browser' } }),
      saying(POLLING),
    ],
    ['met nothing that was seen', 'nothing', knowing(), saying(POLLING)],
  ),
  ...of(
    throttled,
    [
      'is throttled for a time',
      'proved … wait 12 s',
      knowing(TENANT, undefined, { observations: [{ kind: 'throttled', retryAfterSeconds: 12 }] }),
    ],
    [
      'is throttled',
      'proved … at the moment.',
      knowing(TENANT, undefined, { observations: [{ kind: 'throttled', retryAfterSeconds: null }] }),
    ],
    ['is not throttled', 'nothing', BLOCKED],
  ),
  ...of(
    secretsForbidden,
    ['meets a policy against secrets', 'proved … forbids', policing({ secretsForbidden: true })],
    ['meets no policy against secrets', 'refuted … allows', policing({})],
    ['meets a policy that was not read', 'nothing', POLICIES],
  ),
  ...of(
    secretLifetimeCapped,
    ['meets a policy on lifetimes', 'proved … 90 days', policing({ maxSecretDays: 90 })],
    ['meets no policy on lifetimes', 'refuted … no lifetime', policing({})],
    ['meets a policy on lifetimes that was not read', 'nothing', POLICIES],
  ),
];

const AT = { timestamp: '2026-11-01T08:10:00Z' };
const ENABLED = appJustCreated('client-app.exists');
const BROKEN: Knowledge = {
  ...knowing(),
  verdicts: (knowing().verdicts ?? []).map((one) =>
    one.id === 'client-app.exists' ? { ...one, status: 'fail' } : one,
  ),
};
const FRESH = [
  ...of(
    ENABLED,
    [
      'is new at the failure',
      'proved … {client}',
      created('client', '2026-11-01T08:00:01Z'),
      { ...AT, ...about(CLIENT) },
    ],
    [
      'is new by a clock that is behind',
      'proved … {server}',
      created('server', '2026-11-01T08:19:59Z'),
      { ...AT, ...about(SERVER) },
    ],
    ['is ten minutes old', 'nothing', knowing(), { ...AT, ...about(CLIENT) }],
    [
      'was made ten minutes later',
      'nothing',
      created('client', '2026-11-01T08:20:00Z'),
      { ...AT, ...about(CLIENT) },
    ],
    ['is new without a time to compare', 'nothing', created('client', '2026-11-01T08:10:00Z'), about(CLIENT)],
    ['is not read', 'nothing', knowing(hiding(TENANT, 'clientApplication')), { ...AT, ...about(CLIENT) }],
    ['is a stranger', 'nothing', created('client', '2026-11-01T08:10:00Z'), { ...AT, ...about(STRANGER) }],
    [
      'fails a check that must hold',
      'nothing',
      { ...BROKEN, tenant: created('client', '2026-11-01T08:10:00Z').tenant },
      { ...AT, ...about(CLIENT) },
    ],
    [
      'is new and was not judged',
      'proved',
      { ...created('client', '2026-11-01T08:10:00Z'), verdicts: null },
      { ...AT, ...about(CLIENT) },
    ],
  ),
  ...of(appJustCreated(), [
    'is new where a check fails that need not hold',
    'proved',
    { ...BROKEN, tenant: created('client', '2026-11-01T08:10:00Z').tenant },
    { ...AT, ...about(CLIENT) },
  ]),
  ...of(
    setupIsFresh,
    ['is new on the server', 'said … {server}', created('server', '2026-11-01T08:10:00Z'), AT],
    ['is new on the client', 'said … {client}', created('client', '2026-11-01T08:10:00Z'), AT],
    ['is old', 'nothing', knowing(), AT],
  ),
  ...of(
    seenReplicating,
    ['is replicating', 'proved', BLOCKED],
    ['is at rest', 'nothing', knowing()],
    [
      'is throttled, not replicating',
      'nothing',
      knowing(TENANT, undefined, { observations: [{ kind: 'throttled', retryAfterSeconds: 1 }] }),
    ],
  ),
];

describe('a sign-in', () => {
  test.each(OBSERVED)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});

describe('an app', () => {
  test.each(FRESH)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});
