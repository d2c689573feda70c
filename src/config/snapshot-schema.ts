import * as z from 'zod';
import type { Blueprint } from '../core/blueprint.ts';
import { CLOUD_NAMES } from '../core/cloud.ts';
import { exactly } from '../core/exact-schema.ts';
import type { Facets, Tenant } from '../core/tenant.ts';

/** Ids of any form, since masked ones (`--redact ids`) are no GUIDs. */
const id = <Id extends string>() => z.string() as unknown as z.ZodType<Id>;
const text = z.string();
const textOrNull = z.string().nullable();
const texts = z.array(text);
/** Text that is no date is refused: as an expiry it would never come. */
const dateTime = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: () => 'no date' })
  .meta({ format: 'date-time' });
const dateTimeOrNull = dateTime.nullable();
const count = z.number().nullable();

const scope = z.strictObject({
  id: id<Application['scopes'][number]['id']>(),
  value: text,
  type: z.enum(['User', 'Admin']),
  isEnabled: z.boolean(),
  adminConsentDisplayName: text,
  adminConsentDescription: text,
  userConsentDisplayName: text,
  userConsentDescription: text,
});

type Application = NonNullable<Facets['clientApplication']>;
type KeyId = Application['passwordCredentials'][number]['keyId'];
type ScopeId = Application['scopes'][number]['id'];
type Principal = NonNullable<Facets['clientPrincipal']>;

const application = z.strictObject({
  objectId: id<Application['objectId']>(),
  appId: id<Application['appId']>(),
  displayName: text,
  uniqueName: textOrNull,
  createdDateTime: dateTimeOrNull,
  signInAudience: text,
  isFallbackPublicClient: z.boolean().nullable(),
  redirectUris: z.strictObject({ publicClient: texts, web: texts, spa: texts }),
  identifierUris: texts,
  tokenVersion: count,
  scopes: z.array(scope),
  /** Absent in snapshots of versions that did not read it. */
  preAuthorizedClients: z
    .array(z.strictObject({ appId: id<Application['appId']>(), scopeIds: z.array(id<ScopeId>()) }))
    .default([]),
  requiredResources: z.array(
    z.strictObject({
      resourceAppId: id<Application['appId']>(),
      scopeIds: z.array(id<ScopeId>()),
      roleIds: texts,
    }),
  ),
  passwordCredentials: z.array(
    z.strictObject({
      keyId: id<KeyId>(),
      displayName: textOrNull,
      hint: textOrNull,
      startDateTime: dateTimeOrNull,
      endDateTime: dateTime,
    }),
  ),
  keyCredentials: z.array(
    z.strictObject({
      keyId: id<KeyId>(),
      displayName: textOrNull,
      thumbprint: textOrNull,
      /** This, `type` and `usage` are absent in snapshots of versions that did not read them. */
      customKeyIdentifier: textOrNull.default(null),
      startDateTime: dateTimeOrNull,
      endDateTime: dateTime,
      type: textOrNull.default(null),
      usage: textOrNull.default(null),
    }),
  ),
  tags: texts,
});

const principal = z.strictObject({
  objectId: id<Principal['objectId']>(),
  appId: id<Principal['appId']>(),
  accountEnabled: z.boolean(),
  assignmentRequired: z.boolean(),
});

const owners = z.array(
  z.strictObject({ objectId: text, displayName: textOrNull, userPrincipalName: textOrNull }),
);

const grants = z.array(
  z.strictObject({
    id: text,
    clientId: id<Principal['objectId']>(),
    resourceId: id<Principal['objectId']>(),
    consentType: z.enum(['AllPrincipals', 'Principal']),
    principalId: textOrNull,
    scopes: texts,
  }),
);

const namesakes = z.array(
  z.strictObject({
    appId: id<Application['appId']>(),
    displayName: text,
    createdDateTime: dateTimeOrNull,
    uniqueName: textOrNull,
  }),
);

const graphPrincipal = z.strictObject({
  objectId: id<Principal['objectId']>(),
  scopes: z.array(z.strictObject({ id: id<ScopeId>(), value: text, type: z.enum(['User', 'Admin']) })),
});

const organization = z.strictObject({
  tenantId: id<Facets['organization']['tenantId']>(),
  displayName: text,
  verifiedDomains: texts,
  initialDomain: textOrNull,
});

const appManagementPolicy = z.strictObject({
  secretsForbidden: z.boolean(),
  maxSecretDays: count,
  maxCertificateDays: count,
  onlyDefaultIdentifierUris: z.boolean(),
  /** Absent in snapshots of versions that did not read it. */
  onlyUniqueIdentifierUris: z.boolean().default(false),
});

const federatedCredentials = z.array(
  z.strictObject({ id: text, name: text, issuer: text, subject: text, audiences: texts }),
);

const assignments = z.strictObject({ any: z.boolean() });

const grantedRoles = z.array(
  z.strictObject({
    appRoleId: text,
    permission: textOrNull.default(null),
    resourceId: text,
    resource: textOrNull.default(null),
    createdDateTime: dateTimeOrNull,
  }),
);
/** Unreadable, not empty, in snapshots of versions that did not read them. */
const rolesOrUnread = reading(grantedRoles).default({
  state: 'unreadable',
  because: 'failed',
  detail: 'The snapshot was made by a version that did not read application permissions; take a new one.',
  permission: null,
});
const namedPermissions = z.array(z.strictObject({ id: text, value: text, displayName: textOrNull }));

const access = z.strictObject({
  resources: z.array(
    z.strictObject({
      objectId: text,
      appId: text,
      displayName: text,
      scopes: namedPermissions,
      roles: namedPermissions,
    }),
  ),
  people: owners,
  /** Absent in snapshots of versions that did not read it. */
  cut: z.array(z.enum(['clientGrants', 'serverGrants'])).default([]),
});

function reading<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('read'), value }),
    z.strictObject({
      state: z.literal('unreadable'),
      because: z.enum(['forbidden', 'unlicensed', 'failed']),
      detail: text,
      permission: textOrNull,
    }),
  ]);
}

/** What was read of the tenant, without what the MCP server's address answered, which is asked again each time. */
export type SnapshotTenant = Omit<Tenant, 'endpoint'>;
export const tenantSchema = exactly<SnapshotTenant>()(
  z.strictObject({
    organization: reading(organization),
    clientApplication: reading(application.nullable()),
    clientPrincipal: reading(principal.nullable()),
    clientOwners: reading(owners),
    clientGrants: reading(grants),
    clientRoles: rolesOrUnread,
    clientAssignments: reading(assignments),
    clientNamesakes: reading(namesakes),
    serverApplication: reading(application.nullable()),
    serverPrincipal: reading(principal.nullable()),
    serverOwners: reading(owners),
    serverGrants: reading(grants),
    serverRoles: rolesOrUnread,
    serverAssignments: reading(assignments),
    serverNamesakes: reading(namesakes),
    /** Absent in snapshots of versions that did not read it. */
    clientFederatedCredentials: reading(federatedCredentials).default({ state: 'read', value: [] }),
    serverFederatedCredentials: reading(federatedCredentials),
    graphPrincipal: reading(graphPrincipal.nullable()),
    appManagementPolicy: reading(appManagementPolicy),
    /** Absent in snapshots of versions that did not read it. */
    access: reading(access).exactOptional(),
  }),
);

const certificateFacts = z.strictObject({
  thumbprint: text,
  subject: text,
  notBefore: dateTime,
  notAfter: dateTime,
  der: text,
});

const credential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), displayName: text, months: z.number() }),
  z.strictObject({
    kind: z.literal('certificate'),
    file: textOrNull,
    create: z.boolean(),
    certificate: certificateFacts.nullable(),
    thumbprint: textOrNull,
  }),
  z.strictObject({ kind: z.literal('federated'), name: text, issuer: text, subject: text, audience: text }),
]);

const wantedScope = scope.omit({ id: true, type: true, isEnabled: true });

/** A blueprint in snapshots and saved plans. */
export const blueprintSchema = exactly<Blueprint>()(
  z.strictObject({
    tenant: text,
    cloud: z.enum(CLOUD_NAMES),
    /** Absent in snapshots and plans of versions before 1.1. */
    marker: textOrNull.default(null),
    clientApp: z.strictObject({
      displayName: text,
      redirectUris: texts,
      // Absent in snapshots of versions without these keys, whose redirectUris have all.
      backupRedirectUris: texts.default([]),
      clients: texts.default([]),
      appId: id<Application['appId']>().nullable(),
    }),
    serverApi: z.strictObject({
      displayName: text,
      identifierUri: text,
      additionalIdentifierUris: texts.default([]),
      scope: wantedScope,
      appId: id<Application['appId']>().nullable(),
      preAuthorizedClients: texts.default([]),
      credential,
      keyIds: z.array(id<KeyId>()).default([]),
    }),
    gateway: z.strictObject({
      callbackUrl: text,
      mcpServerEndpoint: textOrNull,
      clientUrl: textOrNull.default(null),
    }),
    graphPermissions: texts,
    signInPermissions: texts.default([]),
    grantAdminConsent: z.boolean(),
  }),
);
