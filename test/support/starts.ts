import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { FOREIGN_CERTIFICATE } from '../../src/practice-tenant/faults/foreign-certificate.ts';
import { type Bench, openBench, setUp } from './bench.ts';
import { editLists, registerByHand } from './odd-tenants.ts';
import { BLUEPRINT } from './practice.ts';
import { FEDERATED_BLUEPRINT, withCredential } from './registrations.ts';

const CERTIFICATE = new X509Certificate(Buffer.from(FOREIGN_CERTIFICATE, 'base64'));
const certificate = {
  thumbprint: CERTIFICATE.fingerprint.replaceAll(':', ''),
  subject: CERTIFICATE.subject,
  notBefore: '2020-01-01T00:00:00Z',
  notAfter: '2049-12-31T00:00:00Z',
  der: FOREIGN_CERTIFICATE,
};

export const CERTIFICATE_START: Blueprint = withCredential({
  kind: 'certificate',
  file: 'server.pem',
  create: false,
  certificate,
  thumbprint: certificate.thumbprint,
});

/** Blueprints with each kind of credential, with more permissions, and without consent. */
export const STARTING_BLUEPRINTS: readonly Blueprint[] = [
  CERTIFICATE_START,
  BLUEPRINT,
  FEDERATED_BLUEPRINT,
  { ...BLUEPRINT, graphPermissions: ['Files.Read.All', 'Sites.Read.All'] },
  { ...BLUEPRINT, grantAdminConsent: false },
];

/** Ways in which a run can start: two apps made by hand in odd ways, none, or our own with something broken. */
export const starts = fc.record({
  blueprint: fc.constantFrom(...STARTING_BLUEPRINTS),
  edits: editLists,
  identifierUri: fc.boolean(),
  byHand: fc.boolean(),
  faults: fc.uniqueArray(
    fc.constantFrom(
      'wrong-scope',
      'missing-consent',
      'missing-graph-consent',
      'expired-secret',
      'thumbprint-mismatch',
      'public-flows-on-server',
      'wrong-audience',
      'v1-tokens',
      'api-not-visible',
      'no-identifier-uri',
      'missing-graph-permission',
      'redirect-on-wrong-platform',
      'user-not-assigned',
      'server-principal-disabled',
      'client-principal-disabled',
    ),
    { maxLength: 4 },
  ),
});
export type Start = typeof starts extends fc.Arbitrary<infer Value> ? Value : never;

/** A practice tenant with such a start, and the blueprint that a run would have there. */
export async function started({
  blueprint,
  edits,
  identifierUri,
  byHand,
  faults,
}: Start): Promise<readonly [Bench, Blueprint]> {
  if (!byHand) {
    const bench = await openBench(await setUp);
    for (const fault of faults) bench.fault(fault);
    return [bench, blueprint];
  }
  const bench = await openBench();
  const { client, server } = await registerByHand(bench, edits, identifierUri);
  return [
    bench,
    {
      ...blueprint,
      clientApp: { ...blueprint.clientApp, appId: client.appId as never },
      serverApi: { ...blueprint.serverApi, appId: server.appId as never },
    },
  ];
}
