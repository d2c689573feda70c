import * as z from 'zod';
import { asId } from '../core/ids.ts';
import type {
  Application,
  FederatedCredential,
  Grant,
  GraphPrincipal,
  Namesake,
  Organization,
  Owner,
  PublishedScope,
  ServicePrincipal,
} from '../core/tenant.ts';
import { strangeAnswer } from '../errors.ts';

// Schemas are lenient about properties that are not read, since undeclared ones arrive (facts: graph.md §1.0).

const id = <Id extends string>() => z.string().transform((text) => asId<Id>(text));
/** Null for what Graph leaves out. */
export const nullableText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
/** Empty for what Graph leaves out. */
export const textOrBlank = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

const publishedScope = z
  .object({
    id: id<PublishedScope['id']>(),
    value: textOrBlank,
    type: z.string().nullish(),
    isEnabled: z.boolean().nullish(),
    adminConsentDisplayName: textOrBlank,
    adminConsentDescription: textOrBlank,
    userConsentDisplayName: textOrBlank,
    userConsentDescription: textOrBlank,
  })
  .transform(
    ({ type, isEnabled, ...scope }): PublishedScope => ({
      ...scope,
      type: type === 'Admin' ? 'Admin' : 'User',
      isEnabled: isEnabled ?? true,
    }),
  );

const requiredResource = z
  .object({
    resourceAppId: id<Application['appId']>(),
    resourceAccess: list(z.object({ id: z.string(), type: z.string().nullish() })),
  })
  .transform(({ resourceAppId, resourceAccess }) => ({
    resourceAppId,
    scopeIds: resourceAccess
      .filter(({ type }) => type !== 'Role')
      .map((one) => asId<PublishedScope['id']>(one.id)),
    roleIds: resourceAccess.filter(({ type }) => type === 'Role').map((one) => one.id),
  }));

const preAuthorizedClient = z
  .object({ appId: id<Application['appId']>(), delegatedPermissionIds: list(id<PublishedScope['id']>()) })
  .transform(({ appId, delegatedPermissionIds: scopeIds }) => ({ appId, scopeIds }));

const passwordCredential = z.object({
  keyId: id<Application['passwordCredentials'][number]['keyId']>(),
  displayName: nullableText,
  hint: nullableText,
  startDateTime: nullableText,
  endDateTime: z
    .string()
    .nullish()
    .transform((value) => value ?? FOREVER),
});

const keyCredential = z
  .object({
    keyId: id<Application['keyCredentials'][number]['keyId']>(),
    displayName: nullableText,
    customKeyIdentifier: nullableText,
    startDateTime: nullableText,
    endDateTime: z
      .string()
      .nullish()
      .transform((value) => value ?? FOREVER),
    type: nullableText,
    usage: nullableText,
  })
  .transform((key) => ({ ...key, thumbprint: thumbprintOf(key.customKeyIdentifier) }));

const FOREVER = '9999-12-31T23:59:59Z';

/** Graph shows the SHA-1 thumbprint as 40 hexadecimal digits, though the documented type is base64. */
function thumbprintOf(identifier: string | null): string | null {
  if (identifier === null) return null;
  if (/^[0-9a-f]{40}$/i.test(identifier)) return identifier.toUpperCase();
  return Buffer.from(identifier, 'base64').toString('hex').toUpperCase() || null;
}

const uris = z
  .object({ redirectUris: texts })
  .nullish()
  .transform((value) => value?.redirectUris ?? []);

const application = z
  .object({
    id: id<Application['objectId']>(),
    appId: id<Application['appId']>(),
    displayName: textOrBlank,
    uniqueName: nullableText,
    createdDateTime: nullableText,
    signInAudience: textOrBlank,
    isFallbackPublicClient: z
      .boolean()
      .nullish()
      .transform((value) => value ?? null),
    publicClient: uris,
    web: uris,
    spa: uris,
    identifierUris: texts,
    api: z
      .object({
        requestedAccessTokenVersion: z.number().nullish(),
        oauth2PermissionScopes: list(publishedScope),
        preAuthorizedApplications: list(preAuthorizedClient),
      })
      .nullish(),
    requiredResourceAccess: list(requiredResource),
    passwordCredentials: list(passwordCredential),
    keyCredentials: list(keyCredential),
    tags: texts,
  })
  .transform(
    ({ id: objectId, publicClient, web, spa, api, requiredResourceAccess, ...rest }): Application => ({
      ...rest,
      objectId,
      redirectUris: { publicClient, web, spa },
      tokenVersion: api?.requestedAccessTokenVersion ?? null,
      scopes: api?.oauth2PermissionScopes ?? [],
      preAuthorizedClients: api?.preAuthorizedApplications ?? [],
      requiredResources: requiredResourceAccess,
    }),
  );

/** The properties that `parseApplication` reads, for `$select`. */
export const APPLICATION_PROPERTIES =
  'id,appId,displayName,uniqueName,createdDateTime,signInAudience,isFallbackPublicClient,publicClient,web,spa,identifierUris,api,requiredResourceAccess,passwordCredentials,keyCredentials,tags';

const servicePrincipal = z
  .object({
    id: id<ServicePrincipal['objectId']>(),
    appId: id<ServicePrincipal['appId']>(),
    accountEnabled: z.boolean().nullish(),
    appRoleAssignmentRequired: z.boolean().nullish(),
  })
  .transform(
    ({ id: objectId, appId, accountEnabled, appRoleAssignmentRequired }): ServicePrincipal => ({
      objectId,
      appId,
      accountEnabled: accountEnabled ?? true,
      assignmentRequired: appRoleAssignmentRequired ?? false,
    }),
  );

export const SERVICE_PRINCIPAL_PROPERTIES = 'id,appId,accountEnabled,appRoleAssignmentRequired';

const graphPrincipal = z
  .object({ id: id<GraphPrincipal['objectId']>(), oauth2PermissionScopes: list(publishedScope) })
  .transform(
    ({ id: objectId, oauth2PermissionScopes }): GraphPrincipal => ({
      objectId,
      scopes: oauth2PermissionScopes.map(({ id: scopeId, value, type }) => ({ id: scopeId, value, type })),
    }),
  );

const grant = z
  .object({
    id: z.string(),
    clientId: id<Grant['clientId']>(),
    resourceId: id<Grant['resourceId']>(),
    consentType: z.string(),
    principalId: nullableText,
    scope: textOrBlank,
  })
  .transform(
    ({ scope, consentType, ...rest }): Grant => ({
      ...rest,
      consentType: consentType === 'AllPrincipals' ? 'AllPrincipals' : 'Principal',
      scopes: scope.split(/\s+/).filter((one) => one !== ''),
    }),
  );

const owner = z
  .object({ id: z.string(), displayName: nullableText, userPrincipalName: nullableText })
  .transform(({ id: objectId, ...rest }): Owner => ({ objectId, ...rest }));

const federatedCredential = z
  .object({ id: z.string(), name: z.string(), issuer: z.string(), subject: textOrBlank, audiences: texts })
  .transform((one): FederatedCredential => one);

const organization = z
  .object({
    id: id<Organization['tenantId']>(),
    displayName: textOrBlank,
    verifiedDomains: list(z.object({ name: z.string(), isInitial: z.boolean().nullish() })),
  })
  .transform(
    ({ id: tenantId, displayName, verifiedDomains }): Organization => ({
      tenantId,
      displayName,
      verifiedDomains: verifiedDomains.map(({ name }) => name),
      initialDomain: verifiedDomains.find(({ isInitial }) => isInitial)?.name ?? null,
    }),
  );

const namesake = z
  .object({
    appId: id<Namesake['appId']>(),
    displayName: textOrBlank,
    createdDateTime: nullableText,
    uniqueName: nullableText,
  })
  .transform((one): Namesake => one);

/** A page of a list: its items. */
export const valueList = <Item extends z.ZodType>(item: Item) =>
  z.object({ value: z.array(item) }).transform(({ value }) => value);
const count = z.object({ value: z.array(z.unknown()) }).transform(({ value }) => ({ any: value.length > 0 }));

export const parseApplication = parser('application', application);
export const parseServicePrincipal = parser('service principal', servicePrincipal);
export const parseGraphPrincipal = parser('service principal of Microsoft Graph', graphPrincipal);
export const parseGrants = parser('list of grants', valueList(grant));
export const parseKeyCredentials = parser(
  'list of certificates',
  z.object({ keyCredentials: list(keyCredential) }).transform(({ keyCredentials }) => keyCredentials),
);
export const parseOwner = parser('user', owner);
export const parseOwners = parser('list of owners', valueList(owner));
export const parseFederatedCredentials = parser(
  'list of federated credentials',
  valueList(federatedCredential),
);
export const parseOrganization = parser(
  'organization',
  valueList(organization).transform(([first], context) => {
    if (first) return first;
    context.addIssue({ code: 'custom', message: 'the list is empty' });
    return z.NEVER;
  }),
);
export const parseNamesakes = parser('list of applications', valueList(namesake));
export const parseAssignments = parser('list of assignments', count);
export const parseNewSecret = parser(
  'new client secret',
  z.object({
    keyId: z.string(),
    secretText: z.string(),
    endDateTime: z.string().nullish(),
    displayName: nullableText,
  }),
);
export const parseId = parser('created object', z.object({ id: z.string() }));
export const parsePage = parser(
  'page',
  z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() }),
);

/**
 * A function that parses bodies by the schema, and throws an error that names the field of one that does not fit; `what` is how
 * the object is called in it.
 */
export function parser<Output>(what: string, schema: z.ZodType<Output>): (body: unknown) => Output {
  return (body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'the reply';
    throw strangeAnswer(
      `Microsoft Graph answered with a ${what} that is not understood: ${where}: ${issue?.message ?? 'unknown form'}.`,
      what,
    );
  };
}
