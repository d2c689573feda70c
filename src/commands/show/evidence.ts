import { placedUris } from '../../core/redirect-uris.ts';
import type { ShownCredential, ShownRegistration } from '../../core/registrations.ts';
import type { Verdict } from '../../core/report.ts';
import { PLATFORM_WORDS } from '../../core/words.ts';

type Shows = (app: ShownRegistration) => readonly string[];

const redirectUris: Shows = ({ redirectUris: uris }) =>
  placedUris(uris).map(({ platform, uri }) => `${PLATFORM_WORDS[platform]}: ${uri}`);

const permissions: Shows = (app) =>
  app.permissions.flatMap(({ resource, delegated, application }) =>
    [...delegated, ...application].map((permission) => `${resource}: ${permission}`),
  );

const grants: Shows = (app) => [
  ...app.grants.map(
    ({ resource, scopes, for: whom, principal }) =>
      `${resource}: ${scopes.join(' ')} for ${principal ?? whom}`,
  ),
  ...(app.roles ?? []).map(({ resource, permission }) => `${resource}: ${permission} for the app itself`),
];

const credentials: Shows = (app) => app.credentials.map(credentialWords);
const identifierUris: Shows = (app) => app.identifierUris;
const owners: Shows = (app) => app.owners;
const scopes: Shows = (app) =>
  app.scopes.map(({ value, enabled }) => `${value}: ${enabled ? 'enabled' : 'disabled'}`);

const principal: Shows = ({ servicePrincipal }) => {
  if (servicePrincipal === null) return [];
  const { objectId, accountEnabled, assignmentRequired } = servicePrincipal;
  return [
    `object id: ${objectId}`,
    `enabled: ${accountEnabled ? 'yes' : 'no'}`,
    `assignment required: ${assignmentRequired ? 'yes' : 'no'}`,
  ];
};

function credentialWords({ kind, displayName, keyId, endDateTime }: ShownCredential): string {
  const key = keyId === null ? '' : ` ${keyId}`;
  return `${kind}: ${displayName}${key}${endDateTime === null ? '' : ` until ${endDateTime}`}`;
}

/** What each check saw of the app that it judges, by the words after its section. */
const EVIDENCE: Readonly<Record<string, Shows>> = {
  exists: ({ appId, objectId }) => [`app id: ${appId}`, `object id: ${objectId}`],
  'single-tenant': ({ signInAudience }) => [signInAudience],
  'public-client': redirectUris,
  'confidential-client': redirectUris,
  'public-client-flows': ({ allowPublicClientFlows }) => [String(allowPublicClientFlows ?? 'not set')],
  'redirect-uri': redirectUris,
  'redirect-near-miss': redirectUris,
  'backup-redirect-uris': redirectUris,
  'redirect-uris-beyond-blueprint': redirectUris,
  'identifier-uri': identifierUris,
  'additional-identifier-uris': identifierUris,
  'token-version': ({ tokenVersion }) => [String(tokenVersion ?? 'not set')],
  scope: scopes,
  'scope-on-wrong-app': scopes,
  'pre-authorized-clients': (app) => app.preAuthorizedClients ?? [],
  'api-permission': permissions,
  'graph-permissions': permissions,
  'permissions-beyond-blueprint': permissions,
  'least-privilege': permissions,
  'admin-consent': grants,
  'graph-consent': grants,
  'sign-in-consent': grants,
  'per-user-grants': grants,
  'grants-beyond-blueprint': grants,
  'service-principal': principal,
  'user-assignment': principal,
  credential: credentials,
  'credential-expiry': credentials,
  'credentials-beyond-blueprint': credentials,
  'no-credentials': credentials,
  owners,
  'more-owners': owners,
  duplicates: ({ displayName }) => [`display name: ${displayName}`],
};

/** Verdicts that also say what they saw where nothing is amiss; `none` where there is nothing of the kind. */
export function withEvidence(
  checks: readonly Verdict[],
  apps: { readonly serverApi: ShownRegistration | null; readonly clientApp: ShownRegistration | null },
): readonly Verdict[] {
  return checks.map((verdict) => {
    const [section, name = ''] = verdict.id.split('.');
    const app = section === 'server-api' ? apps.serverApi : section === 'client-app' ? apps.clientApp : null;
    const shows = EVIDENCE[name];
    if (verdict.status !== 'pass' || app === null || shows === undefined) return verdict;
    const seen = shows(app);
    return { ...verdict, evidence: seen.length === 0 ? ['none'] : seen };
  });
}
