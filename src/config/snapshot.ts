import * as z from 'zod';
import type { Blueprint } from '../core/blueprint.ts';
import { exactly } from '../core/exact-schema.ts';
import type { Tenant } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { blueprintSchema, type SnapshotTenant, tenantSchema } from './snapshot-schema.ts';

const FORMAT = 'entra-mcp-setup/snapshot';
const VERSION = 1;
const LONGEST_REASON = 300;

/** A saved reading of the tenant with the blueprint to compare it with. Free of secrets, which Graph never shows. */
export interface Snapshot {
  readonly format: typeof FORMAT;
  readonly formatVersion: typeof VERSION;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly blueprint: Blueprint;
  readonly tenant: SnapshotTenant;
}

const snapshotSchema = exactly<Snapshot>()(
  z.strictObject({
    format: z.literal(FORMAT),
    formatVersion: z.literal(VERSION),
    takenAt: z.iso.datetime({ offset: true }),
    tool: z.strictObject({ name: z.string(), version: z.string() }),
    blueprint: blueprintSchema,
    tenant: tenantSchema,
  }),
);

/** A snapshot of this version. */
export function newSnapshot(
  { blueprint, tenant }: { readonly blueprint: Blueprint; readonly tenant: Tenant },
  { takenAt, version }: { readonly takenAt: Date; readonly version: string },
): Snapshot {
  const { endpoint: _askedAnew, ...kept } = tenant;
  return {
    format: FORMAT,
    formatVersion: VERSION,
    takenAt: takenAt.toISOString(),
    tool: { name: 'entra-mcp-setup', version },
    blueprint,
    tenant: kept,
  };
}

/** Whether a text claims to be a snapshot, valid or not. */
export function isSnapshot(text: string): boolean {
  return text.includes(`"${FORMAT}"`);
}

/** Parses a snapshot. Throws `FILE_INVALID`, with the reason, for one that is damaged, of a newer format, or none. */
export function parseSnapshot(
  path: string,
  text: string,
): Pick<Snapshot, 'blueprint' | 'tenant' | 'takenAt' | 'tool'> {
  const content = jsonOf(path, text);
  refuseOtherFormats(path, content);
  const parsed = snapshotSchema.safeParse(withRolesOutside(content));
  if (parsed.success) {
    const { blueprint, tenant, takenAt, tool } = parsed.data;
    return { blueprint, tenant, takenAt, tool };
  }
  const [issue] = parsed.error.issues;
  throw invalid(path, issue ? reasonOf(issue) : 'it does not fit the format');
}

/** JSON Schema (2020-12) for `schema snapshot`. */
export function snapshotJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(snapshotSchema, { target: 'draft-2020-12' });
  return { $schema, title: 'Snapshot of entra-mcp-setup, format version 1', ...rest };
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw invalid(path, 'it is no JSON, or cut off', cause);
  }
}

const withRolesInside = z.looseObject({
  tenant: z.looseObject({
    access: z.looseObject({
      value: z.looseObject({ clientRoles: z.unknown(), serverRoles: z.unknown() }),
    }),
  }),
});

/** Older snapshots have the application permissions under `access`, when only `show` read them. */
function withRolesOutside(content: unknown): unknown {
  const parsed = withRolesInside.safeParse(content);
  if (!parsed.success) return content;
  const { access, ...facets } = parsed.data.tenant;
  const { clientRoles, serverRoles, ...value } = access.value;
  const roles = {
    clientRoles: { state: 'read', value: clientRoles },
    serverRoles: { state: 'read', value: serverRoles },
  };
  return { ...parsed.data, tenant: { ...roles, ...facets, access: { ...access, value } } };
}

const header = z.looseObject({ format: z.literal(FORMAT), formatVersion: z.number() });

function refuseOtherFormats(path: string, content: unknown): void {
  const parsed = header.safeParse(content);
  if (!parsed.success) throw invalid(path, `it does not say "format": "${FORMAT}" and a formatVersion`);
  const { formatVersion } = parsed.data;
  if (formatVersion <= VERSION) return;
  throw invalid(
    path,
    `it has format version ${formatVersion}, made by a newer entra-mcp-setup; this one reads ${VERSION}`,
  );
}

/** The issue in words, with its field. Keys of the file are quoted as JSON, so that control characters in them are escaped. */
function reasonOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  const what =
    issue.code === 'unrecognized_keys'
      ? `no such member: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
      : issue.message.replace(/^Invalid input: /, '');
  return `${where}${what}`.slice(0, LONGEST_REASON);
}

function invalid(path: string, reason: string, cause?: unknown): SetupError {
  return new SetupError('FILE_INVALID', `${path} is not a snapshot that can be judged: ${reason}.`, {
    advice: ['Take a new one where the tenant can be read: entra-mcp-setup show --snapshot snapshot.json'],
    ...(cause === undefined ? {} : { cause }),
  });
}
