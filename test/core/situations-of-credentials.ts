import type { CheckId } from '../../src/core/check.ts';
import {
  CERTIFICATE,
  CERTIFICATE_BLUEPRINT,
  FEDERATED_BLUEPRINT,
  key,
  password,
  withCredential,
} from '../support/registrations.ts';
import { having, healthyTenant, NOW } from '../support/tenants.ts';
import type { Situation } from '../support/verdicts.ts';
import { federated, HEALTHY, LATER, type Named, server, withApi } from './situations.ts';

const credential = (id: 'credential' | 'credential-expiry' | 'credentials-beyond-blueprint') => {
  const check: CheckId = `server-api.${id}`;
  return (title: string, situation: Situation): Named => [title, check, situation];
};
const held = credential('credential');
const expiring = credential('credential-expiry');
const beyond = credential('credentials-beyond-blueprint');
const [PAST, SOON] = ['2026-11-01T00:00:00Z', '2026-11-26T00:00:00Z'];
const begun = (number: number, startDateTime: string | null, endDateTime: string) => ({
  ...password(number, endDateTime),
  startDateTime,
});
const recorded = withApi({ keyIds: [password(1, '').keyId] });
const certified = (change: Partial<typeof CERTIFICATE> | null, more: object = {}) =>
  withCredential({
    ...{ kind: 'certificate', file: null, create: false, thumbprint: CERTIFICATE.thumbprint },
    ...more,
    certificate: change === null ? null : { ...CERTIFICATE, ...change },
  } as never);

export const OF_CREDENTIALS: readonly Named[] = [
  held('no secret', server({ passwordCredentials: [] })),
  held('no secret, and a cap of a year', {
    ...server({ passwordCredentials: [] }),
    moment: { maxSecretDays: 365 },
  }),
  held('a policy that allows no secret', {
    ...server({ passwordCredentials: [] }),
    moment: { maxSecretDays: 0 },
  }),
  held('secrets that have expired', server({ passwordCredentials: [password(1, PAST), password(2, PAST)] })),
  held(
    'secrets that are not valid yet',
    server({
      passwordCredentials: [
        begun(1, LATER, '2028-01-01T00:00:00Z'),
        begun(2, SOON, '2028-01-01T00:00:00Z'),
        begun(3, PAST, PAST),
      ],
    }),
  ),
  held(
    'another secret than the one that is kept',
    server({ passwordCredentials: [password(2, LATER)] }, recorded),
  ),
  held(
    'others than the one that is kept, which has expired',
    server(
      { passwordCredentials: [password(1, PAST), password(2, LATER), password(3, LATER), password(4, PAST)] },
      recorded,
    ),
  ),
  held('no certificate', server({ keyCredentials: [] }, CERTIFICATE_BLUEPRINT)),
  held(
    'no certificate, and a secret',
    server({ keyCredentials: [], passwordCredentials: [password(1, LATER)] }, CERTIFICATE_BLUEPRINT),
  ),
  held(
    'other certificates',
    server(
      { keyCredentials: [key('AA'), key('BB', undefined, 2), key(null, undefined, 3)] },
      CERTIFICATE_BLUEPRINT,
    ),
  ),
  held(
    'another certificate than the one that is known by its thumbprint',
    server({ keyCredentials: [key('AA')] }, certified(null)),
  ),
  held(
    'a certificate to be made',
    server({ keyCredentials: [] }, certified(null, { create: true, thumbprint: null })),
  ),
  held('a certificate to be made anew', server({ keyCredentials: [] }, certified(null, { create: true }))),
  held(
    'a certificate whose file names nothing yet',
    server({ keyCredentials: [] }, certified(null, { thumbprint: null })),
  ),
  held('a certificate that has expired', server({ keyCredentials: [] }, certified({ notAfter: PAST }))),
  held(
    'a certificate that is not valid yet',
    server({ keyCredentials: [] }, certified({ notBefore: LATER })),
  ),
  held('no federated credential', { blueprint: FEDERATED_BLUEPRINT, tenant: HEALTHY }),
  held('a federated credential for another audience', {
    blueprint: FEDERATED_BLUEPRINT,
    tenant: having(HEALTHY, 'serverFederatedCredentials', [federated('n', { audiences: ['other'] })]),
  }),
  held('a federated credential for another subject', {
    blueprint: FEDERATED_BLUEPRINT,
    tenant: having(HEALTHY, 'serverFederatedCredentials', [
      federated('n', { subject: 'other', audiences: ['other'] }),
    ]),
  }),
  expiring(
    'a secret that ends today',
    server({ passwordCredentials: [password(1, '2026-11-23T20:00:00Z')] }),
  ),
  expiring(
    'a secret that ends tomorrow',
    server({ passwordCredentials: [password(1, '2026-11-24T20:00:00Z')] }),
  ),
  expiring('a secret that ends within a week', server({ passwordCredentials: [password(1, SOON)] })),
  expiring(
    'a secret that ends within a month, and one that ends sooner',
    server({
      passwordCredentials: [
        password(1, SOON),
        password(2, '2026-12-20T00:00:00Z', 'the longer'),
        password(3, '2026-12-01T00:00:00Z'),
      ],
    }),
  ),
  expiring('a secret that lasts', server({ passwordCredentials: [password(1, SOON), password(2, LATER)] })),
  expiring('no secret that is valid', server({ passwordCredentials: [password(1, PAST)] })),
  expiring('a federated credential, which never ends', { blueprint: FEDERATED_BLUEPRINT }),
  beyond(
    'a secret that nobody knows',
    server({ passwordCredentials: [password(1, LATER), password(2, LATER)] }, recorded),
  ),
  beyond(
    'a secret of ours that lives for years',
    server({ passwordCredentials: [begun(1, NOW.toISOString(), '2031-11-23T00:00:00Z')] }, recorded),
  ),
  beyond(
    'a secret of ours that lives as long as it may, and three days',
    server({ passwordCredentials: [begun(1, NOW.toISOString(), '2028-11-26T10:00:00Z')] }, recorded),
  ),
  beyond(
    'a secret of ours that lives longer than its blueprint says',
    server(
      { passwordCredentials: [begun(1, NOW.toISOString(), '2027-11-23T00:00:00Z')] },
      {
        ...recorded,
        serverApi: { ...recorded.serverApi, credential: { kind: 'secret', displayName: 'x', months: 6 } },
      },
    ),
  ),
  beyond(
    'a secret of ours of which nobody knows since when',
    server({ passwordCredentials: [begun(1, null, '2031-11-23T00:00:00Z')] }, recorded),
  ),
  beyond(
    'a secret of ours beside a certificate',
    server(
      { passwordCredentials: [begun(1, NOW.toISOString(), '2031-11-23T00:00:00Z')] },
      {
        ...CERTIFICATE_BLUEPRINT,
        serverApi: { ...CERTIFICATE_BLUEPRINT.serverApi, keyIds: recorded.serverApi.keyIds },
      },
    ),
  ),
  beyond(
    'certificates that nobody knows',
    server({ keyCredentials: [key('AA', LATER), key(null, LATER, 2)] }),
  ),
  beyond(
    'certificates beside the one of the blueprint, which lives for years',
    server(
      {
        keyCredentials: [
          key('AA', LATER, 2),
          key(null, LATER, 3),
          { ...key(CERTIFICATE.thumbprint, '2031-01-01T00:00:00Z'), startDateTime: NOW.toISOString() },
        ],
      },
      CERTIFICATE_BLUEPRINT,
    ),
  ),
  beyond(
    'the certificate that is known by its thumbprint',
    server({ keyCredentials: [key(CERTIFICATE.thumbprint)] }, certified(null)),
  ),
  beyond(
    'a certificate of ours that lives for years beside a secret',
    server(
      { keyCredentials: [{ ...key('AA', '2031-01-01T00:00:00Z'), startDateTime: NOW.toISOString() }] },
      withApi({ keyIds: [key('AA').keyId], credential: { kind: 'secret', displayName: 'x', months: 6 } }),
    ),
  ),
  beyond('federated credentials that nobody knows', {
    tenant: having(HEALTHY, 'serverFederatedCredentials', [federated('n')]),
  }),
  beyond('federated credentials beside the one of the blueprint', {
    blueprint: FEDERATED_BLUEPRINT,
    tenant: having(healthyTenant(FEDERATED_BLUEPRINT), 'serverFederatedCredentials', [
      federated('n', { subject: 'other' }),
      federated('m'),
    ]),
  }),
];
