import * as z from 'zod';
import type { Change } from '../../core/changes/index.ts';
import type { ResourceWord } from '../../core/changes/vocabulary.ts';
import { CHECK_IDS } from '../../core/check.ts';
import { exactly } from '../../core/exact-schema.ts';
import { APPS, type AppId, type ScopeId } from '../../core/ids.ts';
import type { PlannedChange } from '../../core/plan.ts';
import { PLATFORMS } from '../../core/tenant.ts';

const text = z.string();
const texts = z.array(text);
const guidOf = <Id extends string>() => z.guid() as unknown as z.ZodType<Id>;
const scopeId = guidOf<ScopeId>();
const appId = guidOf<AppId>();
const app = z.enum(APPS);
const server = z.literal('server');
const resources: readonly ResourceWord[] = ['server-api', 'microsoft-graph'];
const resource = z.enum(resources);
const platform = z.enum(PLATFORMS);

const wantedScope = z.strictObject({
  value: text,
  adminConsentDisplayName: text,
  adminConsentDescription: text,
  userConsentDisplayName: text,
  userConsentDescription: text,
});
const scopeWithId = wantedScope.extend({ id: scopeId });
const namedScope = z.strictObject({ id: scopeId, value: text });
const namedScopes = z.array(namedScope);

/** It becomes part of an address. */
const uniqueName = z.string().regex(/^entra-mcp-setup-(client|server)-[A-Za-z0-9-]{8,64}$/);

const draft = z.strictObject({
  displayName: text,
  uniqueName,
  isFallbackPublicClient: z.boolean(),
  redirectUris: z.strictObject({ platform, uris: texts }),
  tokenVersion: z.literal(2).nullable(),
  scopes: z.array(scopeWithId),
  requiredPermissions: z.array(z.strictObject({ resource, scopes: namedScopes })),
});

const certificate = z.strictObject({
  thumbprint: text,
  subject: text,
  notBefore: text,
  notAfter: text,
  der: text,
});

/** Every kind of change with its members. */
const changeSchema = exactly<Change>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('create-application'), app, draft }),
    z.strictObject({ kind: z.literal('create-service-principal'), app }),
    z.strictObject({ kind: z.literal('enable-service-principal'), app }),
    z.strictObject({ kind: z.literal('set-sign-in-audience'), app, from: text, to: text }),
    z.strictObject({
      kind: z.literal('set-fallback-public-client'),
      app,
      from: z.boolean().nullable(),
      to: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('add-redirect-uris'), app, platform, uris: texts }),
    z.strictObject({ kind: z.literal('move-redirect-uris'), app, from: platform, to: platform, uris: texts }),
    z.strictObject({ kind: z.literal('add-identifier-uri'), app: server, uri: text, replaces: texts }),
    z.strictObject({ kind: z.literal('add-scope'), app: server, scope: scopeWithId }),
    z.strictObject({ kind: z.literal('enable-scope'), app: server, value: text }),
    z.strictObject({
      kind: z.literal('set-scope-consent'),
      app: server,
      value: text,
      scope: wantedScope,
      from: z.partialRecord(z.enum([...wantedScope.keyof().options, 'type']), z.string().nullable()),
    }),
    z.strictObject({
      kind: z.literal('set-token-version'),
      app: server,
      from: z.number().nullable(),
      to: z.literal(2),
    }),
    z.strictObject({
      kind: z.literal('pre-authorize-clients'),
      app: server,
      clients: z.array(appId),
      scope: namedScope,
    }),
    z.strictObject({ kind: z.literal('add-permissions'), app, resource, scopes: namedScopes }),
    z.strictObject({
      kind: z.literal('add-secret'),
      app: server,
      displayName: text,
      endDateTime: z.iso.datetime({ offset: true }),
      cappedFromMonths: z.number().nullable(),
    }),
    z.strictObject({ kind: z.literal('add-certificate'), app: server, certificate: certificate.nullable() }),
    z.strictObject({
      kind: z.literal('add-federated-credential'),
      app: server,
      name: text,
      issuer: text,
      subject: text,
      audience: text,
    }),
    z.strictObject({ kind: z.literal('grant-consent'), app, resource, before: texts, scopes: texts }),
    z.strictObject({ kind: z.literal('add-owner'), app }),
  ]),
);

/** A change of a saved plan with the check that asks for it. */
export const plannedChangeSchema = exactly<PlannedChange>()(
  z.strictObject({
    because: z.enum(CHECK_IDS),
    change: changeSchema,
  }),
);
