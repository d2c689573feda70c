import type { AadstsRows } from './row.ts';

export const TENANT_NUMBERS = {
  '50194': {
    name: null,
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'An app of one tenant was used at an address for all tenants.',
    refusal: 'one-tenant-only',
  },
  '50059': {
    name: 'MissingTenantRealmAndNoUserInformationProvided',
    hops: ['obo', 'gateway', 'client-signin', 'admin-signin'],
    meaning: 'Neither the address nor the credentials say which tenant is meant.',
    refusal: 'no-such-tenant',
  },
  '90019': {
    name: 'MissingTenantRealm',
    hops: ['client-signin', 'gateway'],
    meaning: 'No tenant can be told from the request.',
    refusal: null,
  },
  '90002': {
    name: 'InvalidTenantName',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'This cloud has no tenant of the name in the address.',
    refusal: 'no-such-tenant',
  },
  '900023': {
    name: null,
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'What stands in the place of the tenant is not a tenant.',
    refusal: 'no-such-tenant',
  },
  '90038': {
    name: 'NationalCloudTenantRedirection',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'This tenant is kept in a national cloud, not in the one that was asked.',
    refusal: 'other-cloud',
  },
  '900439': {
    name: 'USGClientNotSupportedOnPublicEndpoint',
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'A tenant of the US Government cloud was used at the public address.',
    refusal: 'other-cloud',
  },
  '90130': {
    name: 'NonConvergedAppV2GlobalEndpointNotSupported',
    hops: ['client-signin', 'gateway'],
    meaning: 'The addresses for all tenants are closed to this app.',
    refusal: null,
  },
  '9001023': {
    name: null,
    hops: ['obo', 'client-signin'],
    meaning: 'This kind of request needs the address of one tenant.',
    refusal: null,
  },
  '650059': {
    name: null,
    hops: ['client-signin', 'gateway', 'consent'],
    meaning: 'Somebody came from outside to an app that serves its own tenant only.',
    refusal: null,
  },
  '700005': {
    name: 'InvalidGrantRedeemAgainstWrongTenant',
    hops: ['client-signin', 'gateway'],
    meaning: 'The code was redeemed at another tenant than it was issued for.',
    refusal: null,
  },
  '50128': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The domain in the request belongs to no tenant.',
    refusal: 'no-such-tenant',
  },
  '500021': {
    name: null,
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The network lets users sign in to chosen tenants only, and this one is not among them.',
    refusal: 'other-organisation',
  },
} as const satisfies AadstsRows;
