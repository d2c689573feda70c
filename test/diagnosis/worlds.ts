import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import type { Knowledge } from '../../src/diagnosis/index.ts';
import { MENDABLE } from '../support/broken-tenants.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT, IDS } from '../support/registrations.ts';
import { changed, FACET_NAMES, having, healthyTenant, hiding } from '../support/tenants.ts';
import { FAULTS } from './fault-table.ts';
import { knowing, PROBE } from './known.ts';

const TENANT = healthyTenant();
const USERS = ['clientPrincipal', 'serverPrincipal'] as const;

const tenants: readonly (readonly [string, Tenant, (Blueprint | undefined)?])[] = [
  ...MENDABLE.map(
    ({ check, tenant, blueprint }, at) => [`${check} broken (${at})`, tenant, blueprint] as const,
  ),
  ...FAULTS.flatMap(({ fault, tenant, blueprint }) =>
    tenant === undefined ? [] : [[fault, tenant, blueprint] as const],
  ),
  ...FACET_NAMES.map((facet) => [`${facet} unreadable`, hiding(TENANT, facet)] as const),
  ['nothing readable', hiding(TENANT, ...FACET_NAMES)],
  ['a certificate', healthyTenant(CERTIFICATE_BLUEPRINT), CERTIFICATE_BLUEPRINT],
  ['a federated credential', healthyTenant(FEDERATED_BLUEPRINT), FEDERATED_BLUEPRINT],
  ['no principals', USERS.reduce((tenant, facet) => having(tenant, facet, null), TENANT)],
  [
    'both multi-tenant',
    changed(changed(TENANT, 'client', { signInAudience: 'AzureADMultipleOrgs' }), 'server', {
      signInAudience: 'AzureADMultipleOrgs',
    }),
  ],
  ['no consent', having(having(TENANT, 'clientGrants', []), 'serverGrants', [])],
];

const probes: readonly (readonly [string, Partial<typeof PROBE>])[] = [
  ['accepted', { outcome: 'accepted', aadsts: null }],
  ['not run', { outcome: 'not-run', aadsts: null }],
  ['rejected', {}],
  ['rejected, expired', { aadsts: '7000222' }],
  ['rejected, young', { createdSecondsAgo: 20 }],
  ['rejected, an id', { secretLooksLikeGuid: true, hintMatches: false }],
  ['rejected, the key id', { secretLooksLikeGuid: true, secretIsKeyId: true, hintMatches: false }],
  ['rejected, another hint', { hintMatches: false }],
  ['rejected, no hint', { hintMatches: null, createdSecondsAgo: null }],
  ['rejected, a certificate', { aadsts: '700027', certificateThumbprint: 'F'.repeat(40) }],
  ['rejected, not there', { aadsts: '700016' }],
];

const seen: readonly (readonly [string, Partial<Knowledge>])[] = [
  ...probes.map(([name, probe]) => [`secret ${name}`, { probes: [{ ...PROBE, ...probe }] }] as const),
  ['device code blocked', { observations: [{ kind: 'device-code-blocked', policy: null }] }],
  [
    'device code blocked by name',
    { observations: [{ kind: 'device-code-blocked', policy: 'No device code' }] },
  ],
  ['throttled', { observations: [{ kind: 'throttled', retryAfterSeconds: 12 }] }],
  ['throttled for long', { observations: [{ kind: 'throttled', retryAfterSeconds: null }] }],
  ['replicating', { observations: [{ kind: 'replicating' }] }],
  ['walked to the sign-in', { walked: { hop: 'client-signin', userAuth: 'device-code' } }],
  ['walked to on-behalf-of', { walked: { hop: 'obo', userAuth: 'browser' } }],
  ['masked', { isMasked: true }],
  ['without app ids', { clientAppId: null, serverAppId: null }],
  ['without a tenant', { tenant: null, verdicts: null }],
  ['without a blueprint', { blueprint: null }],
  ['with a portal', { portalUrl: (app, page) => `https://portal.example/${app}/${page}` }],
];

/** What can be known of a setup when a text is pasted, by name: each a change of the healthy one. */
export const WORLDS: ReadonlyMap<string, Knowledge> = new Map([
  ...tenants.map(([name, tenant, blueprint]) => [name, knowing(tenant, blueprint ?? BLUEPRINT)] as const),
  ...seen.map(([name, more]) => [name, knowing(TENANT, BLUEPRINT, more)] as const),
]);

/** The text with the first id that is not Microsoft's in place of ours. */
export function about(app: 'client' | 'server', text: string): string {
  const [id] =
    text.match(
      /\b(?!00000003-0000-0000-c000)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i,
    ) ?? [];
  return id === undefined ? text : text.replaceAll(id, IDS[app].appId);
}
