import * as z from 'zod';
import type { CheckId, Plain } from '../core/check.ts';
import { CLOUD_NAMES } from '../core/cloud.ts';
import { exactly } from '../core/exact-schema.ts';
import { HOPS, type SavedDocument, STATUSES } from '../core/report.ts';
import { clientConfigSchema, knownClient, resourceMetadataSchema } from './client-schema.ts';
import { registrations, source } from './registrations-schema.ts';

const text = z.string();
const textOrNull = z.string().nullable();
const moment = z.iso.datetime({ offset: true });
const count = z.int().min(0);
const status = z.enum(STATUSES);
const app = z.enum(['client', 'server']);
const plain: z.ZodType<Plain> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(plain)]),
);

// A pattern, not a list: a newer tool of the same schema version may know more checks.
const checkId = z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z0-9]+)*$/) as unknown as z.ZodType<CheckId>;

const fix = z.strictObject({
  by: z.enum(['us', 'you', 'admin']),
  summary: text,
  command: textOrNull,
  portalUrl: textOrNull,
});

const verdict = z.strictObject({
  id: checkId,
  section: text,
  title: text,
  status,
  severity: z.enum(['error', 'warning', 'info']),
  expected: plain,
  actual: plain,
  message: text,
  why: text,
  evidence: z.array(z.unknown()),
  fix: fix.nullable(),
  aadsts: z.array(text),
  configPath: textOrNull,
});

const appReference = z.strictObject({ appId: text, objectId: textOrNull, displayName: text });

const target = z.strictObject({
  cloud: z.enum(CLOUD_NAMES),
  tenantId: textOrNull,
  tenantName: textOrNull,
  clientApp: appReference.nullable(),
  serverApi: appReference.nullable(),
});

const identity = z.strictObject({
  kind: z.enum(['user', 'servicePrincipal']),
  method: text,
  principal: text,
  roles: z.array(text),
});

const plan = z.strictObject({
  changes: z.array(
    z.strictObject({
      kind: text,
      app,
      summary: text,
      before: z.unknown(),
      after: z.unknown(),
      sensitive: z.array(text),
      because: checkId,
    }),
  ),
  leftToPeople: z.array(
    z.strictObject({ check: checkId, by: z.enum(['you', 'admin']), summary: text, command: textOrNull }),
  ),
});

const applied = z.strictObject({
  done: z.array(text),
  stoppedAt: textOrNull,
  credentials: z.array(
    z.strictObject({ keyId: text, displayName: text, endDateTime: textOrNull, writtenTo: textOrNull }),
  ),
  files: z.array(text),
});

const claimVerdict = z.strictObject({
  claim: z.enum(['aud', 'iss', 'tid', 'scp', 'roles', 'azp', 'ver', 'nbf', 'exp']),
  value: textOrNull,
  verdict: z.enum(['right', 'wrong', 'unknown']),
  says: text,
});

const diagnosis = z.strictObject({
  code: textOrNull,
  name: textOrNull,
  hop: z.enum(HOPS),
  meaning: text,
  correlationId: textOrNull,
  causes: z.array(
    z.strictObject({
      id: text,
      summary: text,
      verdict: z.enum(['proved', 'refuted', 'possible']),
      because: text,
      fix: z.strictObject({ summary: text, command: textOrNull, portalUrl: textOrNull }),
      check: checkId.nullable(),
    }),
  ),
  claims: z.array(claimVerdict).exactOptional(),
  traceId: textOrNull.exactOptional(),
  timestamp: textOrNull.exactOptional(),
  waitingHelps: z.boolean().exactOptional(),
  hints: z.array(text).exactOptional(),
});

const hop = z.strictObject({
  id: z.enum(['discovery', 'client-signin', 'token', 'obo', 'graph', 'mcp-server']),
  status,
  message: text,
  claims: z.record(text, z.unknown()),
});

const client = z.strictObject({
  client: text,
  redirectUri: textOrNull,
  scope: text,
  resource: textOrNull,
  verdict: z.enum(['starts', 'refused', 'inconclusive']),
  code: textOrNull,
  message: text,
  fix: fix.nullable(),
});

const reportedError = z.strictObject({
  code: text,
  title: text,
  detail: textOrNull,
  aadsts: textOrNull,
  correlationId: textOrNull,
  retryable: z.boolean(),
  nextSteps: z.array(text),
});

const credential = z.strictObject({
  app,
  kind: z.enum(['secret', 'certificate', 'federated']),
  displayName: text,
  startDateTime: textOrNull,
  endDateTime: textOrNull,
});

const reportSchema = z.strictObject({
  schemaVersion: z.literal('1.0'),
  command: text,
  tool: z.strictObject({ name: z.literal('entra-mcp-setup'), version: text, node: text }),
  ok: z.boolean(),
  exitCode: count,
  startedAt: moment,
  durationMs: z.number().min(0),
  config: text.exactOptional(),
  source: source.exactOptional(),
  target: target.exactOptional(),
  identity: identity.exactOptional(),
  summary: z
    .strictObject({ pass: count, fail: count, warn: count, manual: count, skip: count, unknown: count })
    .exactOptional(),
  checks: z.array(verdict).exactOptional(),
  plan: plan.exactOptional(),
  applied: applied.exactOptional(),
  diagnosis: z.array(diagnosis).exactOptional(),
  hops: z.array(hop).exactOptional(),
  clients: z.array(client).exactOptional(),
  errors: z.array(reportedError).exactOptional(),
  hints: z.array(text).exactOptional(),
  registrations: registrations.exactOptional(),
  resourceMetadata: resourceMetadataSchema.exactOptional(),
  clientConfig: clientConfigSchema.exactOptional(),
  mcpClients: z.array(knownClient).exactOptional(),
  credentials: z.array(credential).exactOptional(),
});

/** A report of a fleet, whose verdicts may leave out what `checkWords` says of their check. */
export const memberSchema = reportSchema.extend({
  checks: z
    .array(
      verdict.extend({
        section: text.exactOptional(),
        title: text.exactOptional(),
        expected: plain.exactOptional(),
        actual: plain.exactOptional(),
        message: text.exactOptional(),
        why: text.exactOptional(),
        evidence: z.array(z.unknown()).exactOptional(),
        fix: fix.nullable().exactOptional(),
        aadsts: z.array(text).exactOptional(),
        configPath: textOrNull.exactOptional(),
      }),
    )
    .exactOptional(),
});

const totals = z.strictObject({
  configurations: count,
  exitCodes: z.record(z.string().regex(/^\d+$/), count),
  changed: count.exactOptional(),
  changes: count.exactOptional(),
  leftToPeople: count.exactOptional(),
});

/** The published schema of the result document. */
export const resultSchema = exactly<SavedDocument>()(
  reportSchema.extend({
    shard: z.strictObject({ index: z.int().min(1), count: z.int().min(1) }).exactOptional(),
    totals: totals.exactOptional(),
    checkWords: z.array(verdict.omit({ status: true, severity: true })).exactOptional(),
    results: z.array(memberSchema).exactOptional(),
  }),
);

/** JSON Schema (2020-12) for `schema result`. */
export function resultJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema, { target: 'draft-2020-12' });
  return { $schema, title: 'Result document of entra-mcp-setup, schema version 1.0', ...rest };
}
