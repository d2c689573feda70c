import type { Change, ChangeKind } from './change.ts';
import type { Plan, PlannedChange } from './plan.ts';
import type { ReportedChange, ReportedPlan } from './report.ts';
import { summarise } from './summarise.ts';

interface BeforeAfter {
  readonly before: unknown;
  readonly after: unknown;
  readonly sensitive?: readonly string[];
}

type Descriptions = {
  readonly [Kind in ChangeKind]: (change: Extract<Change, { kind: Kind }>) => BeforeAfter;
};

const AFTER_APPLY = '(known after apply)';

const DESCRIPTIONS: Descriptions = {
  'create-application': ({ draft }) => ({
    before: null,
    after: {
      appId: AFTER_APPLY,
      displayName: draft.displayName,
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: draft.isFallbackPublicClient,
      [`${draft.redirectUris.platform}.redirectUris`]: draft.redirectUris.uris,
      ...(draft.tokenVersion === null ? {} : { 'api.requestedAccessTokenVersion': draft.tokenVersion }),
      ...(draft.scopes.length === 0 ? {} : { scopes: draft.scopes.map(({ value }) => value) }),
      permissions: draft.requiredPermissions.flatMap(({ resource, scopes }) =>
        scopes.map(({ value }) => `${resource}: ${value}`),
      ),
    },
  }),
  'create-service-principal': () => ({ before: null, after: { accountEnabled: true } }),
  'enable-service-principal': () => ({ before: { accountEnabled: false }, after: { accountEnabled: true } }),
  'set-sign-in-audience': ({ from, to }) => ({
    before: { signInAudience: from },
    after: { signInAudience: to },
  }),
  'set-fallback-public-client': ({ from, to }) => ({
    before: { isFallbackPublicClient: from },
    after: { isFallbackPublicClient: to },
  }),
  'add-redirect-uris': ({ platform, uris }) => ({
    before: null,
    after: { [`${platform}.redirectUris`]: uris },
  }),
  'move-redirect-uris': ({ from, to, uris }) => ({
    before: { [`${from}.redirectUris`]: uris },
    after: { [`${to}.redirectUris`]: uris },
  }),
  'add-identifier-uri': ({ uri, replaces }) => ({
    before: replaces.length === 0 ? null : { identifierUris: replaces },
    after: { identifierUris: [uri] },
  }),
  'add-scope': ({ scope }) => ({ before: null, after: { ...scope, type: 'User', isEnabled: true } }),
  'enable-scope': ({ value }) => ({ before: { value, isEnabled: false }, after: { value, isEnabled: true } }),
  'set-scope-consent': ({ scope, from }) => ({
    before: from,
    after: Object.fromEntries(Object.entries({ ...scope, type: 'User' }).filter(([field]) => field in from)),
  }),
  'set-token-version': ({ from, to }) => ({
    before: { 'api.requestedAccessTokenVersion': from },
    after: { 'api.requestedAccessTokenVersion': to },
  }),
  'add-permissions': ({ resource, scopes }) => ({
    before: null,
    after: { requiredResourceAccess: scopes.map(({ value }) => `${resource}: ${value}`) },
  }),
  'add-secret': ({ displayName, endDateTime, cappedFromMonths }) => ({
    before: null,
    after: {
      displayName,
      endDateTime,
      ...(cappedFromMonths === null ? {} : { shortenedByPolicyFromMonths: cappedFromMonths }),
      secretText: '(sensitive value)',
    },
    sensitive: ['secretText'],
  }),
  'add-certificate': ({ certificate }) => ({
    before: null,
    after: {
      thumbprint: certificate?.thumbprint ?? AFTER_APPLY,
      subject: certificate?.subject ?? AFTER_APPLY,
      endDateTime: certificate?.notAfter ?? AFTER_APPLY,
    },
  }),
  'add-federated-credential': ({ name, issuer, subject, audience }) => ({
    before: null,
    after: { name, issuer, subject, audiences: [audience] },
  }),
  'grant-consent': ({ before, scopes }) => ({
    before: before.length === 0 ? null : { scope: before },
    after: { consentType: 'AllPrincipals', scope: [...new Set([...before, ...scopes])] },
  }),
  'add-owner': () => ({ before: { owners: [] }, after: { owners: ['the signed-in account'] } }),
};

/** A planned change as people and machines read it. */
function describeChange({ change, because }: PlannedChange): ReportedChange {
  const describe = DESCRIPTIONS[change.kind] as (change: Change) => BeforeAfter;
  const { before, after, sensitive = [] } = describe(change);
  return {
    kind: change.kind,
    app: change.app,
    summary: summarise(change),
    before,
    after,
    sensitive,
    because,
  };
}

export function describePlan(plan: Pick<Plan, 'changes' | 'leftToPeople'>): ReportedPlan {
  return {
    changes: plan.changes.map(describeChange),
    leftToPeople: plan.leftToPeople.map(({ check, remedy }) => ({
      check,
      by: remedy.by,
      summary: remedy.summary,
      command: remedy.command ?? null,
    })),
  };
}
