import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Tenant } from '../../src/core/tenant.ts';
import { diagnose, type Failure, readFailures } from '../../src/diagnosis/index.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { knowing, provedIds } from './known.ts';
import { SAMPLES } from './samples.ts';

const TENANT = healthyTenant();
const SERVER = IDS.server.appId;

const fixture = (name: string): readonly { readonly text: string }[] =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
/** Everything that was ever pasted here, read once. */
const READ: readonly { readonly text: string; readonly failures: readonly Failure[] }[] = [
  ...SAMPLES,
  ...fixture('field-reports'),
  ...fixture('field-errors'),
].map(({ text }) => ({ text, failures: readFailures(text) }));

interface Fault {
  readonly what: string;
  readonly tenant: Tenant;
  /** What may be proved while it is planted, whatever the text. */
  readonly may: readonly string[];
}

const NO_URIS = { publicClient: [], web: [], spa: [] };
const FAULTS: readonly Fault[] = [
  { what: 'nothing', tenant: TENANT, may: [] },
  {
    what: 'a missing consent to the client',
    tenant: having(TENANT, 'clientGrants', []),
    may: ['client-consent-missing', 'listed-not-consented'],
  },
  {
    what: 'a missing consent to the server',
    tenant: having(TENANT, 'serverGrants', []),
    may: ['graph-consent-missing', 'nothing-consented'],
  },
  {
    what: 'a missing permission',
    tenant: changed(having(TENANT, 'serverGrants', []), 'server', { requiredResources: [] }),
    may: ['graph-permission-missing', 'graph-not-listed', 'graph-consent-missing', 'nothing-consented'],
  },
  {
    what: 'an Application ID URI that is missing',
    tenant: changed(TENANT, 'server', { identifierUris: [] }),
    may: ['identifier-uri-missing'],
  },
  {
    what: 'an Application ID URI in capitals',
    tenant: changed(TENANT, 'server', { identifierUris: [`api://${SERVER.toUpperCase()}`] }),
    may: ['identifier-uri-respelled', 'identifier-uri-missing', 'resource-misspelled'],
  },
  {
    what: 'v1 tokens',
    tenant: changed(TENANT, 'server', { tokenVersion: null }),
    may: ['v1-tokens'],
  },
  {
    what: 'the addresses of the client on the web platform',
    tenant: changed(TENANT, 'client', ({ redirectUris }) => ({
      redirectUris: { ...NO_URIS, web: redirectUris.publicClient },
    })),
    may: ['redirect-on-wrong-platform'],
  },
  {
    what: 'no address on the client',
    tenant: changed(TENANT, 'client', { redirectUris: NO_URIS }),
    may: ['client-redirect-uri-missing', 'no-redirect-uri'],
  },
  {
    what: 'no address on the server',
    tenant: changed(TENANT, 'server', { redirectUris: NO_URIS }),
    may: ['gateway-callback-missing', 'no-redirect-uri'],
  },
  {
    what: 'public flows on the server',
    tenant: changed(TENANT, 'server', { isFallbackPublicClient: true }),
    may: ['public-flows-on-server'],
  },
  {
    what: 'no secret',
    tenant: changed(TENANT, 'server', { passwordCredentials: [] }),
    may: ['no-secret-on-server'],
  },
  {
    what: 'no scope',
    tenant: changed(TENANT, 'server', { scopes: [] }),
    may: ['scope-not-exposed', 'no-enabled-scope', 'permission-of-deleted-api', 'permission-id-unknown'],
  },
  {
    what: 'no service principal of the server',
    tenant: having(TENANT, 'serverPrincipal', null),
    may: ['server-principal-missing', 'api-not-in-tenant'],
  },
  {
    what: 'no client at all',
    tenant: having(having(TENANT, 'clientApplication', null), 'clientPrincipal', null),
    may: ['client-app-missing'],
  },
];

describe('whatever is pasted', () => {
  test.each(FAULTS)('with $what planted, nothing else is proved', ({ tenant, may }) => {
    const known = knowing(tenant);
    const wrong = READ.flatMap(({ text, failures }) =>
      diagnose(failures, known)
        .flatMap(provedIds)
        .filter((id) => !may.includes(id))
        .map((id) => `${id}: ${text.slice(0, 200)}`),
    );
    expect(wrong).toEqual([]);
  });
});
