import { describe, expect, test } from 'vitest';
import {
  everySecretExpired,
  newerSecretExists,
  noSecretAtAll,
  secretIdPasted,
  secretIsYoung,
  secretNotArrived,
  secretRefused,
  secretWrong,
  staleElsewhere,
} from '../../../src/diagnosis/evidence/secret.ts';
import type { Knowledge, ProbeResult } from '../../../src/diagnosis/index.ts';
import { guid, IDS, password } from '../../support/registrations.ts';
import { changed, hiding } from '../../support/tenants.ts';
import { knowing, PROBE } from '../known.ts';
import { of, sentence, TENANT, told } from './asked.ts';

const SERVER = { appIds: [IDS.server.appId] };
const AT = '2026-11-23T10:00:00Z';
const ACCEPTED = { outcome: 'accepted', aadsts: null } as const;

const probed = (...probes: readonly Partial<ProbeResult>[]): Knowledge =>
  knowing(TENANT, undefined, { probes: probes.map((one) => ({ ...PROBE, ...one })) });
const replicating = (probe: Partial<ProbeResult>): Knowledge => ({
  ...probed(probe),
  observations: [{ kind: 'throttled', retryAfterSeconds: null }, { kind: 'replicating' }],
});
const throttled = (probe: Partial<ProbeResult>): Knowledge => ({
  ...probed(probe),
  observations: [{ kind: 'throttled', retryAfterSeconds: null }],
});
const holding = (...ends: readonly string[]): Knowledge =>
  knowing(changed(TENANT, 'server', { passwordCredentials: ends.map((end, at) => password(at + 1, end)) }));

const SECRETS = [
  ...of(
    secretIdPasted,
    ['is an id where it is that of a secret', 'proved … {server}', probed({ secretIsKeyId: true })],
    ['is an id where it has the shape of one', 'proved … GUID', probed({ secretLooksLikeGuid: true })],
    ['is no id where it has another shape', 'refuted', probed({}), SERVER],
  ),
  ...of(
    secretWrong,
    ['is right where Entra accepts it', 'refuted … accepts', probed(ACCEPTED)],
    [
      'is not judged where one of two probes is refused otherwise',
      'nothing',
      probed(ACCEPTED, { aadsts: '7000222' }),
    ],
    [
      'is not judged by a probe that did not run',
      'nothing',
      probed({ outcome: 'not-run', aadsts: '7000215' }),
    ],
    ['is accepted although another probe did not run', 'refuted', probed(ACCEPTED, { outcome: 'not-run' })],
    ['is not judged by a number alone', 'nothing', probed({ outcome: 'accepted' }, { aadsts: '1' })],
    ['is wrong although it begins like a secret', 'proved … begins like', probed({})],
    ['is wrong where it begins like none', 'proved … hint of no secret', probed({ hintMatches: false })],
    ['is wrong where only its age is known', 'proved … refuses', probed({ hintMatches: null })],
    [
      'is not judged where neither age nor hint is known',
      'nothing',
      probed({ hintMatches: null, createdSecondsAgo: null }),
    ],
    ['is not called wrong where it is an id', 'refuted … an id', probed({ secretIsKeyId: true })],
    ['is not called wrong while it may be late', 'nothing', replicating({ createdSecondsAgo: 299 })],
    ['is called wrong after five minutes', 'proved', replicating({ createdSecondsAgo: 300 })],
  ),
  ...of(
    secretNotArrived,
    ['is late while the tenant replicates', 'proved … 20 s', replicating({ createdSecondsAgo: 20 })],
    ['may be late where nobody saw the tenant replicate', 'nothing', probed({ createdSecondsAgo: 299 })],
    ['is not late after five minutes', 'refuted … old enough', replicating({ createdSecondsAgo: 300 })],
    ['may be late where the tenant is only throttled', 'nothing', throttled({ createdSecondsAgo: 20 })],
    ['may be late where its age is not known', 'nothing', replicating({ createdSecondsAgo: null })],
    [
      'is not late where it begins like none',
      'refuted … begin',
      replicating({ createdSecondsAgo: 20, hintMatches: false }),
    ],
    [
      'is not late where it is an id',
      'refuted … an id',
      replicating({ createdSecondsAgo: 20, secretLooksLikeGuid: true }),
    ],
  ),
  ...of(
    secretIsYoung,
    ['is said to be young for five minutes', 'said … 299 s', probed({ createdSecondsAgo: 299 })],
    ['is not said to be young after them', 'nothing', probed({ createdSecondsAgo: 300 })],
  ),
  ...of(secretRefused, ['is said to be refused', 'said … refuses', probed({})]),
  ...of(staleElsewhere, [
    'is said to be another elsewhere where this one works',
    'said … accepts … another value',
    probed(ACCEPTED),
  ]),
  ...of(
    everySecretExpired,
    ['has not expired where Entra accepts it', 'refuted', probed(ACCEPTED)],
    ['has expired where Entra says so', 'proved … expired', probed({ aadsts: '7000222' })],
  ),
  ...of(
    noSecretAtAll,
    ['is there where there is one', 'refuted … {server} has a client ', knowing()],
    [
      'is there where there are several',
      'refuted … client secrets.',
      holding('2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'),
      SERVER,
    ],
    ['is missing where there is none', 'proved … {server}', holding()],
    ['is not missed where the server was not read', 'nothing', knowing(hiding(TENANT, 'serverApplication'))],
  ),
  ...of(
    newerSecretExists,
    [
      'has a newer one beside it',
      'proved … valid secret beside',
      holding(AT, '2026-11-23T10:00:01Z'),
      { timestamp: AT },
    ],
    [
      'has none beside it',
      'refuted … no valid secret',
      holding(AT, '2025-01-01T00:00:00Z'),
      { timestamp: AT },
    ],
    ['is not expired where all are valid', 'nothing', holding('2027-01-01T00:00:00Z'), { timestamp: AT }],
    ['is not judged without a time', 'nothing', holding(AT, '2027-01-01T00:00:00Z')],
  ),
];
const ELSEWISE = [
  ...of(secretRefused, ['is not said to be refused', 'nothing', probed(ACCEPTED)]),
  ...of(secretIsYoung, ['is not said to be young', 'nothing', probed({ createdSecondsAgo: null })]),
  ...of(everySecretExpired, ['is not said to have expired', 'nothing', probed({})]),
];
const OF_SERVER = [
  ...of(secretWrong, ['being wrong', 'proved', probed({})]),
  ...of(everySecretExpired, ['having expired', 'proved', probed({ aadsts: '7000222' })]),
  ...of(noSecretAtAll, ['missing', 'proved', holding()]),
  ...of(newerSecretExists, ['being old', 'proved', holding(AT, '2027-01-01T00:00:00Z'), { timestamp: AT }]),
];

describe('a secret', () => {
  test.each([...SECRETS, ...ELSEWISE])('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});

describe('a secret of the server', () => {
  test.each(OF_SERVER)(
    '%s is met by whom the message names, or nobody',
    (_, evidence, expected, knowledge, facts) => {
      for (const named of [{}, SERVER])
        expect(told(evidence, knowledge, { ...facts, ...named })).toEqual(sentence(expected));
    },
  );

  test.each(OF_SERVER)('%s is not met by another app', (_, evidence, __, knowledge, facts) => {
    for (const appIds of [[IDS.client.appId], [guid('e')]])
      expect(told(evidence, knowledge, { ...facts, appIds })).toBe('nothing');
  });
});
