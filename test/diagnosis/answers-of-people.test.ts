import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/core/person.ts';
import { read } from '../../src/core/tenant.ts';
import { judgePerson, type Knowledge } from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { grant, having, healthyTenant } from '../support/tenants.ts';
import { lineOf } from './answer-line.ts';
import { knowing } from './known.ts';
import { ACCOUNT, HEALTHY } from './people.ts';
import { WORLDS } from './worlds.ts';

const unreadable = (permission: string | null) =>
  ({
    state: 'unreadable',
    because: 'forbidden',
    detail: 'Microsoft Graph answered 403.',
    permission,
  }) as const;
const GROUP = { id: 'b0000000-0000-4000-8000-000000000001', displayName: 'Engineers' };
const failed = (code: string, appId: string) => ({
  appId,
  code,
  correlationId: 'c1',
  at: '2026-11-23T09:00:00Z',
});

const PEOPLE: Readonly<Record<string, Partial<Person>>> = {
  healthy: {},
  'not there': { account: read(null) },
  disabled: { account: read({ ...ACCOUNT, isEnabled: false }) },
  guest: { account: read({ ...ACCOUNT, isGuest: true, hasLicence: false }), hasDrive: read(false) },
  'a guest whose drive nobody may read': {
    account: read({ ...ACCOUNT, isGuest: true }),
    hasDrive: unreadable('Files.Read.All'),
  },
  'without a licence': { account: read({ ...ACCOUNT, hasLicence: false }), hasDrive: read(false) },
  'without a drive': { hasDrive: read(false) },
  'assigned to both': { assignees: { client: read([IDS.user]), server: read([IDS.user.toUpperCase()]) } },
  'assigned by a group': {
    memberships: read([GROUP]),
    assignees: { client: read([GROUP.id]), server: read([GROUP.id]) },
  },
  'whom only others are assigned beside': { assignees: { client: read(['x']), server: read(['x']) } },
  'whose assignment nobody may read': {
    assignees: { client: unreadable('Application.Read.All'), server: unreadable(null) },
  },
  'whose groups nobody may read': { memberships: unreadable('GroupMember.Read.All') },
  'who failed before': {
    failures: read([
      failed('50105', IDS.client.appId),
      failed('65001', IDS.server.appId),
      failed('50126', 'other'),
    ]),
  },
  'whose log nobody may read': { failures: unreadable('AuditLog.Read.All') },
  'under policies': {
    policies: read([
      { displayName: 'Block legacy', state: 'enabled', controls: ['block'] },
      {
        displayName: 'Strong sign-in',
        state: 'enabledForReportingButNotEnforced',
        controls: ['mfa', 'compliantDevice'],
      },
    ]),
  },
  'under policies that nobody may read': { policies: unreadable('Policy.Read.All') },
  'of whom nothing can be read': {
    account: unreadable('User.Read.All'),
    memberships: unreadable(null),
    assignees: { client: unreadable(null), server: unreadable(null) },
    hasDrive: unreadable(null),
    failures: unreadable(null),
    policies: unreadable(null),
  },
};

const required = (app: 'client' | 'server') => ({
  objectId: IDS[app].principalId,
  appId: IDS[app].appId,
  accountEnabled: true,
  assignmentRequired: true,
});
const TENANT = healthyTenant();
const own = (app: 'client' | 'server', principalId: string) =>
  grant(app, { consentType: 'Principal', principalId });
const SETUPS = new Map([
  ...WORLDS,
  [
    'assignment required',
    knowing(
      having(having(TENANT, 'clientPrincipal', required('client')), 'serverPrincipal', required('server')),
    ),
  ],
  ...[IDS.user, 'd0000000-0000-4000-8000-000000000001'].map(
    (id) =>
      [
        `consent of ${id === IDS.user ? 'the person alone' : 'another person'}`,
        knowing(
          having(having(TENANT, 'clientGrants', [own('client', id)]), 'serverGrants', [own('server', id)]),
        ),
      ] as const,
  ),
  ['more permissions', knowing(TENANT, { ...BLUEPRINT, graphPermissions: ['Files.Read', 'Sites.Read.All'] })],
]);

describe('the answer for a person', () => {
  test.each(Object.entries(PEOPLE))('%s is the one that was kept', (_, change) => {
    const answer = (knowledge: Knowledge) => lineOf(judgePerson({ ...HEALTHY, ...change }, knowledge));
    const healthy = answer(knowing());
    const other = [...SETUPS].map(([name, knowledge]) => [name, answer(knowledge)] as const);
    const lines = [
      `healthy | ${healthy}`,
      ...other.filter(([, line]) => line !== healthy).map(([name, line]) => `${name} | ${line}`),
    ];
    expect(lines.join('\n')).toMatchSnapshot();
  });
});
