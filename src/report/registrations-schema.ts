import * as z from 'zod';
import type { Facet } from '../core/tenant.ts';

const text = z.string();
const textOrNull = z.string().nullable();

/** The name of a facet. A pattern and not a list, since a newer version may know more. */
const facetName = z.string().regex(/^[a-z]+([A-Z][a-z]+)*$/) as unknown as z.ZodType<Facet>;

const registration = z.strictObject({
  displayName: text,
  appId: text,
  objectId: text,
  createdDateTime: textOrNull,
  uniqueName: textOrNull,
  signInAudience: text,
  allowPublicClientFlows: z.boolean().nullable(),
  redirectUris: z.strictObject({ publicClient: z.array(text), web: z.array(text), spa: z.array(text) }),
  identifierUris: z.array(text),
  tokenVersion: z.number().nullable(),
  scopes: z.array(
    z.strictObject({ value: text, enabled: z.boolean(), consentBy: z.enum(['User', 'Admin']) }),
  ),
  preAuthorizedClients: z.array(text).exactOptional(),
  permissions: z.array(
    z.strictObject({ resource: text, delegated: z.array(text), application: z.array(text) }),
  ),
  servicePrincipal: z
    .strictObject({ objectId: text, accountEnabled: z.boolean(), assignmentRequired: z.boolean() })
    .nullable(),
  grants: z.array(
    z.strictObject({
      resource: text,
      for: z.enum(['everybody', 'one user']),
      scopes: z.array(text),
      principal: textOrNull.exactOptional(),
      since: z.null().exactOptional(),
    }),
  ),
  roles: z
    .array(z.strictObject({ resource: text, permission: text, since: textOrNull }))
    .nullable()
    .exactOptional(),
  credentials: z.array(
    z.strictObject({
      kind: z.enum(['secret', 'certificate', 'federated']),
      displayName: text,
      keyId: textOrNull,
      startDateTime: textOrNull,
      endDateTime: textOrNull,
      isKept: z.boolean().exactOptional(),
      readBy: z
        .array(z.strictObject({ kind: z.enum(['file', 'key-vault', 'server', 'issuer']), where: text }))
        .exactOptional(),
    }),
  ),
  owners: z.array(text),
});

/** The registrations that `show` puts into its result. */
export const registrations = z.strictObject({
  serverApi: registration.nullable(),
  clientApp: registration.nullable(),
  permissionWords: z
    .array(
      z.strictObject({
        resource: text,
        permission: text,
        kind: z.enum(['delegated', 'application']),
        says: text,
      }),
    )
    .exactOptional(),
  unreadable: z.array(z.strictObject({ facet: facetName, detail: text, permission: textOrNull })),
});

/** The file that the tenant was judged by. */
export const source = z.strictObject({
  kind: z.enum(['blueprint', 'snapshot']),
  file: text,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  commit: z.strictObject({ id: text, file: z.enum(['committed', 'modified', 'untracked']) }).nullable(),
  takenAt: text.exactOptional(),
  takenBy: text.exactOptional(),
});
