import { describe, expect, it } from 'vitest';
import {
  type IdentifierUriFacts,
  identifierUriRefusal,
  isVerifiedHost,
} from '../../src/core/identifier-uri-refusal.ts';
import { asId, type TenantId } from '../../src/core/ids.ts';
import { IDS } from '../support/registrations.ts';
import { OPEN_POLICY } from '../support/tenants.ts';

const ORGANIZATION = {
  tenantId: asId<TenantId>(IDS.tenant),
  displayName: 'Contoso',
  verifiedDomains: ['Contoso.com'],
  initialDomain: null,
};
const TENANT: IdentifierUriFacts = { policy: OPEN_POLICY, organization: ORGANIZATION };
const UNKNOWN: IdentifierUriFacts = { policy: null, organization: null };
const DEFAULTS_ONLY = { ...TENANT, policy: { ...OPEN_POLICY, onlyDefaultIdentifierUris: true } };
const UNIQUE_ONLY = { ...TENANT, policy: { ...OPEN_POLICY, onlyUniqueIdentifierUris: true } };

describe('an Application ID URI in a tenant', () => {
  it.each<[string, IdentifierUriFacts, object | null]>([
    ['api://mcp', TENANT, null],
    ['api://mcp', UNKNOWN, null],
    ['https://fabrikam.com/mcp', UNKNOWN, null],
    ['https://mcp.contoso.com', TENANT, null],
    ['https://fabrikam.com/mcp', TENANT, { kind: 'unverified-domain', host: 'fabrikam.com' }],
    ['mcp', TENANT, { kind: 'never', problem: expect.stringContaining('must start with') }],
    ['api://{appId}', DEFAULTS_ONLY, null],
    [`api://${IDS.tenant}/{appId}`, DEFAULTS_ONLY, null],
    ['api://mcp/{appId}', DEFAULTS_ONLY, { kind: 'not-default' }],
    ['api://mcp', UNIQUE_ONLY, { kind: 'not-unique' }],
    ['api://mcp/{appId}/v1', UNIQUE_ONLY, null],
    ['api://contoso.com', UNIQUE_ONLY, null],
    // Nothing that is missing counts as a part of it.
    ['api://nullable', { ...UNIQUE_ONLY, organization: null }, { kind: 'not-unique' }],
  ])('%s: %#', (uri, facts, refusal) => {
    expect(identifierUriRefusal(uri, facts)).toEqual(refusal);
  });
});

it.each([
  ['contoso.com', ['Contoso.com'], true],
  ['mcp.contoso.com', ['a.com', 'contoso.com'], true],
  ['notcontoso.com', ['contoso.com'], false],
  ['contoso.com', ['mcp.contoso.com'], false],
  ['contoso.com', [], false],
])(
  'a host is one of the tenant where it is a verified domain or below one: %s, %j',
  (host, domains, isOne) => {
    expect(isVerifiedHost(host, domains)).toBe(isOne);
  },
);
