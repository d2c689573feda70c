import { describe, expect, test } from 'vitest';
import {
  certificateExpired,
  certificateNotRegistered,
  certificateOnClient,
  noCertificateAtAll,
  signedWith,
} from '../../../src/diagnosis/evidence/certificate.ts';
import { type Knowledge, NOTHING_KNOWN } from '../../../src/diagnosis/index.ts';
import {
  CERTIFICATE,
  CERTIFICATE_BLUEPRINT,
  guid,
  IDS,
  key,
  withCredential,
} from '../../support/registrations.ts';
import { changed, healthyTenant, hiding } from '../../support/tenants.ts';
import { knowing, PROBE } from '../known.ts';
import { of, sentence, TENANT, told } from './asked.ts';

const AT = '2026-11-23T10:00:00Z';
const USED = CERTIFICATE.thumbprint;
const OTHER = 'F'.repeat(40);
const BY_THUMBPRINT = withCredential({
  kind: 'certificate',
  file: 'x.pem',
  create: false,
  certificate: null,
  thumbprint: OTHER,
});

const signing = (keys: readonly ReturnType<typeof key>[], blueprint = CERTIFICATE_BLUEPRINT): Knowledge =>
  knowing(changed(healthyTenant(blueprint), 'server', { keyCredentials: keys }), blueprint);

const CERTIFICATES = [
  ...of(
    certificateNotRegistered,
    [
      'is registered where the message names one that is',
      `refuted … ${USED.toLowerCase()}`,
      signing([key(OTHER), key(USED)]),
      { thumbprint: USED.toLowerCase() },
    ],
    [
      'is not registered where the message names another',
      `proved … ${OTHER} … ${USED}, one without thumbprint`,
      signing([key(USED), key(null)]),
      { thumbprint: OTHER },
    ],
    ['is not registered where none is', `proved … ${OTHER} … none`, signing([]), { thumbprint: OTHER }],
    ['is the one of the blueprint where the message names none', `refuted … ${USED}`, signing([key(USED)])],
    [
      'is the one of the blueprint by its thumbprint alone',
      `refuted … ${OTHER}`,
      signing([key(OTHER)], BY_THUMBPRINT),
    ],
    [
      'is the one of a probe rather than that of the blueprint',
      `proved … ${OTHER} … ${USED}`,
      { ...signing([key(USED)]), probes: [PROBE, { ...PROBE, certificateThumbprint: OTHER }] },
    ],
    [
      'is the one of the message rather than that of a probe',
      `refuted … ${USED}`,
      { ...signing([key(USED)]), probes: [{ ...PROBE, certificateThumbprint: OTHER }] },
      { thumbprint: USED },
    ],
    ['is not compared where the chain uses a secret', 'nothing', knowing(), { thumbprint: OTHER }],
    [
      'is compared where no blueprint says otherwise',
      `proved … ${OTHER}`,
      { ...signing([key(USED)]), blueprint: null },
      { thumbprint: OTHER },
    ],
    [
      'is not compared where nobody says which signed',
      'nothing',
      { ...signing([key(USED)]), blueprint: null },
    ],
    [
      'is not compared where the server was not read',
      'nothing',
      { ...signing([]), tenant: hiding(TENANT, 'serverApplication') },
      { thumbprint: OTHER },
    ],
  ),
  ...of(
    signedWith,
    [
      'is said where a probe signed with one',
      `said … ${OTHER}`,
      { ...NOTHING_KNOWN, probes: [PROBE, { ...PROBE, certificateThumbprint: OTHER }] },
    ],
    ['is not said where no probe signed with one', 'nothing', { ...NOTHING_KNOWN, probes: [PROBE] }],
  ),
  ...of(
    certificateExpired,
    [
      'has ended at its very end',
      `proved … ${USED} … 2026-11-23`,
      signing([key(USED, AT)]),
      { timestamp: AT },
    ],
    [
      'has not ended before its end',
      `refuted … ${USED} … 2028-01-01`,
      signing([key(USED)]),
      { timestamp: AT },
    ],
    ['is not held against no time', 'nothing', signing([key(USED, AT)])],
    [
      'is not held against a time where it is not there',
      'nothing',
      signing([key(OTHER, AT)]),
      { timestamp: AT },
    ],
  ),
  ...of(
    noCertificateAtAll,
    ['is missing where there is none', 'proved … {server}', signing([])],
    ['is not missing where there is one', 'refuted … {server}', signing([key(OTHER)])],
    ['is not missed where a secret is wanted', 'nothing', knowing()],
  ),
  ...of(
    certificateOnClient,
    [
      'is on the client, where it does not belong',
      'proved … {client} … {server}',
      knowing(changed(TENANT, 'client', { keyCredentials: [key(USED)] })),
    ],
    ['is not on the client', 'refuted … {client}', signing([key(USED)])],
    [
      'is not looked for on a client that was not read',
      'nothing',
      knowing(hiding(TENANT, 'clientApplication')),
    ],
  ),
];

describe('a certificate', () => {
  test.each(CERTIFICATES)('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});

test.each([
  ['nobody', 'proved', []],
  ['the server', 'proved', [IDS.server.appId]],
  ['the client', 'nothing', [IDS.client.appId]],
  ['a stranger', 'nothing', [guid('e')]],
])('a missing certificate of the server is met by a message that names %s: %s', (_, expected, appIds) => {
  expect(told(noCertificateAtAll, signing([]), { appIds })).toEqual(sentence(expected));
});
