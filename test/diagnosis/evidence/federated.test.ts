import { describe, expect, test } from 'vitest';
import {
  federatedDiffers,
  federatedSign,
  noFederatedCredential,
} from '../../../src/diagnosis/evidence/federated.ts';
import type { Knowledge, PresentedAssertion } from '../../../src/diagnosis/index.ts';
import { FEDERATED, FEDERATED_BLUEPRINT, guid, IDS } from '../../support/registrations.ts';
import { having, healthyTenant, hiding } from '../../support/tenants.ts';
import { knowing } from '../known.ts';
import { of, sentence, told } from './asked.ts';

const TENANT = healthyTenant(FEDERATED_BLUEPRINT);
const TRUSTING = knowing(TENANT, FEDERATED_BLUEPRINT);
const UNREAD = knowing(hiding(TENANT, 'serverFederatedCredentials'), FEDERATED_BLUEPRINT);
const PARTS = ['issuer', 'subject', 'audience'] as const;
const OURS: PresentedAssertion = {
  issuer: FEDERATED.issuer,
  subject: FEDERATED.subject,
  audience: FEDERATED.audience,
};
const NOBODYS = { issuer: 'https://issuer.example', subject: 'nobody', audience: 'api://other' };

const presenting = (presented: PresentedAssertion) => ({ presented });
const trusting = (...audiences: readonly string[]): Knowledge => {
  const credentials = audiences.map((one, at) => ({
    id: guid('7', at),
    ...FEDERATED,
    audiences: [one, 'b'],
  }));
  return knowing(having(TENANT, 'serverFederatedCredentials', credentials), FEDERATED_BLUEPRINT);
};

const BY_PART = PARTS.flatMap((part) => {
  const loud = FEDERATED[part].toUpperCase();
  return [
    ...of(
      federatedDiffers(part),
      ['has one that is trusted', `refuted … ${part} ${FEDERATED[part]}`, TRUSTING, presenting(OURS)],
      [
        'is ours and has another',
        `proved … the ${part} x; … ${FEDERATED[part]}`,
        TRUSTING,
        presenting({ ...OURS, [part]: 'x' }),
      ],
      ['is of nobody here', 'nothing', TRUSTING, presenting(NOBODYS)],
      [
        'has ours in capitals',
        `proved … ${loud} … ${FEDERATED[part]}`,
        TRUSTING,
        presenting({ ...NOBODYS, [part]: loud }),
      ],
      [
        'has ours with a slash',
        `proved … ${FEDERATED[part]}/`,
        TRUSTING,
        presenting({ ...NOBODYS, [part]: `${FEDERATED[part]}/` }),
      ],
      [
        'has ours with a slash inside',
        'nothing',
        TRUSTING,
        presenting({ ...NOBODYS, [part]: `/${FEDERATED[part]}` }),
      ],
      ['has none', 'nothing', TRUSTING, presenting({ ...OURS, [part]: null })],
      ['meets a server that trusts nobody', 'nothing', trusting(), presenting(OURS)],
      ['meets a server with a secret', 'nothing', knowing(), presenting(OURS)],
    ),
    ...of(
      federatedSign(part),
      ['is laid beside ours', `said … ${NOBODYS[part]} … ${FEDERATED[part]}`, TRUSTING, presenting(NOBODYS)],
      ['is not in the message', 'nothing', TRUSTING],
      ['meets nothing to lay it beside', 'nothing', trusting(), presenting(OURS)],
    ),
  ].map(([when, ...rest]) => [`${part}: ${when}`, ...rest] as const);
});

const WHOLE = [
  ...of(
    federatedDiffers('audience'),
    [
      'is ours by its subject alone',
      'proved',
      TRUSTING,
      presenting({ ...NOBODYS, subject: FEDERATED.subject }),
    ],
    ['is ours by its issuer alone', 'proved', TRUSTING, presenting({ ...NOBODYS, issuer: FEDERATED.issuer })],
    [
      'has nearly one of several audiences',
      'proved … a, b, c, b',
      trusting('a', 'c'),
      presenting({ ...NOBODYS, audience: 'B' }),
    ],
  ),
  ...of(federatedDiffers('issuer'), [
    'is not ours by its audience alone',
    'nothing',
    TRUSTING,
    presenting({ ...NOBODYS, audience: FEDERATED.audience }),
  ]),
  ...of(
    noFederatedCredential,
    ['meets a server that trusts nobody', 'proved … {server}', trusting()],
    ['meets a server that trusts somebody', 'refuted … {server}', TRUSTING],
    ['meets a server that was not read', 'nothing', UNREAD],
    ['is of the client', 'nothing', trusting(), { appIds: [IDS.client.appId] }],
    ['is of a stranger', 'nothing', trusting(), { appIds: [guid('e')] }],
    ['is of the server', 'proved', trusting(), { appIds: [IDS.server.appId] }],
  ),
];

describe('a federated token', () => {
  test.each([...BY_PART, ...WHOLE])('%s', (_, evidence, expected, knowledge, facts) => {
    expect(told(evidence, knowledge, facts)).toEqual(sentence(expected));
  });
});
