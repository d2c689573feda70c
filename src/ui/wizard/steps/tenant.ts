import { ANSWERS } from '../../../core/answers.ts';
import { CONSENT_ROLES } from '../../../core/ids.ts';
import { type WizardAnswers, without } from '../answers.ts';
import type { SignedIn } from '../facts.ts';
import { type Block, problemOf, type Step } from '../step.ts';

/** Roles that may write app registrations they do not own (facts: graph.md §1.1). */
const APP_ADMIN_ROLES = [
  'Global Administrator',
  'Application Administrator',
  'Cloud Application Administrator',
];
const APP_CREATOR_ROLES = [...APP_ADMIN_ROLES, 'Application Developer'];

/** Asks for a tenant, only where the person wants another one than the account's own. */
export const otherTenantStep: Step = {
  name: 'otherTenant',
  title: 'Tenant asked for',
  section: 'tenant',
  asked: 'follow-up',
  needs: [],
  recheck: () => null,
  say: ({ otherTenant, tenant }) => (otherTenant ? null : (tenant ?? 'the one of the account')),
  ask: (answers, { wrongTenant }) => {
    if (!answers.otherTenant) return null;
    return {
      kind: 'text',
      ...(wrongTenant?.tenant && { initial: wrongTenant.tenant }),
      screen: [
        ...(wrongTenant?.sentences ?? []).map((warning) => ({ warning })),
        'You will sign in again, to the tenant you name.',
      ],
      message: 'Tenant id, or one of its domains',
      help: ANSWERS.tenant.why,
      check: (text) => problemOf('tenant', text),
      take: (text) => ({
        ...without(answers, 'otherTenant', 'tenantConfirmed'),
        tenant: text,
        signInAttempt: (answers.signInAttempt ?? 0) + 1,
      }),
    };
  },
};

export const tenantStep: Step = {
  name: 'tenantConfirmed',
  title: 'Tenant',
  section: 'tenant',
  asked: 'always',
  // The tenant is said at the sign-in, in the table and with the plan; going back from the next question asks for it.
  offers: (_answers, { wrongTenant }) => wrongTenant === null,
  isOnTheWayBack: true,
  needs: ['session'],
  recheck: ({ tenantConfirmed, otherTenant }, { session }) =>
    session && session.tenantId !== tenantConfirmed && !otherTenant
      ? 'This sign-in is for another tenant than before.'
      : null,
  say: ({ tenantConfirmed, tenant, otherTenant }, facts) => {
    if (otherTenant) return 'to be named';
    if (tenantConfirmed === undefined) return null;
    const session = facts?.session?.tenantId === tenantConfirmed ? facts.session : null;
    return session?.tenantName ?? tenant ?? session?.domain ?? tenantConfirmed;
  },
  ask: (answers, { session, wrongTenant }) =>
    session && {
      kind: 'select',
      screen: describeSession(session),
      message: `Work in ${tenantNameOf(session)}?`,
      help: 'Everything is created in this tenant, and only its users can sign in. In the wrong tenant every app seems not to exist. Nothing is changed before you have seen the plan.',
      choices: [
        { value: 'yes', label: 'Yes, this tenant' },
        { value: 'other-tenant', label: 'Another tenant', hint: 'asks for its id or domain' },
        { value: 'other-account', label: 'Sign in as somebody else' },
      ],
      // Where another tenant was named and is wrong, another one is still wanted.
      initial: wrongTenant === null ? 'yes' : 'other-tenant',
      take: (value) => takeTenant(value, answers, session),
    },
};

function takeTenant(value: string, answers: WizardAnswers, session: SignedIn): WizardAnswers {
  if (value === 'other-tenant') return { ...without(answers, 'tenantConfirmed'), otherTenant: true };
  if (value === 'other-account') {
    const attempt = (answers.signInAttempt ?? 0) + 1;
    return { ...without(answers, 'tenantConfirmed', 'otherTenant', 'auth'), signInAttempt: attempt };
  }
  return { ...without(answers, 'otherTenant'), tenantConfirmed: session.tenantId };
}

/** Tenant, account, and what its roles do not allow. */
export function describeSession(session: SignedIn): readonly Block[] {
  const { tenantName, domain, tenantId, principal, kind, roles } = session;
  const account = kind === 'user' ? principal : `${principal} (an application)`;
  return [
    {
      rows: [
        ['Tenant', [tenantName, domain, tenantId].filter(Boolean).join(', ')],
        ['Signed in as', account],
        ['Roles', roles === null ? 'not shown by the token' : roles.join(', ') || 'none'],
        ...unless('yes', 'May create apps', mayCreateApps(session)),
        ...unless('yes', 'May consent for all', CONSENT_WORDS[mayConsent(session)]),
      ],
    },
  ];
}

/** A row about what the account may do, only where that is not the desired value. */
function unless(hoped: string, label: string, is: string): readonly (readonly [string, string])[] {
  return is === hoped ? [] : [[label, is]];
}

const CONSENT_WORDS = {
  yes: 'yes',
  no: `no, needs ${CONSENT_ROLES[2]} or higher`,
  unknown: 'not known',
} as const;

/** The tenant as people call it. */
export function tenantNameOf({ tenantName, domain, tenantId }: SignedIn): string {
  return tenantName ?? domain ?? tenantId;
}

/**
 * Whether the account may create apps. Any member may, unless the tenant's authorization policy forbids it (facts: graph.md
 * §1.1).
 */
function mayCreateApps({ roles }: SignedIn): string {
  if (roles?.some((role) => APP_CREATOR_ROLES.includes(role))) return 'yes';
  return 'if the tenant lets its members register apps';
}

/** Whether the account may grant consent for everybody, as far as its roles are known. */
export function mayConsent({ roles }: SignedIn): 'yes' | 'no' | 'unknown' {
  if (roles === null) return 'unknown';
  return roles.some((role) => CONSENT_ROLES.includes(role)) ? 'yes' : 'no';
}
