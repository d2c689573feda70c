import { X509Certificate } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { parseBlueprintFile } from '../../config/load.ts';
import { renderBlueprintFile } from '../../config/save.ts';
import { blueprintSchema } from '../../config/snapshot-schema.ts';
import type { Blueprint, CertificateFacts } from '../../core/blueprint.ts';
import { CLOUDS } from '../../core/cloud.ts';
import { exactly } from '../../core/exact-schema.ts';
import { FACET_WORDS } from '../../core/facet-words.ts';
import {
  changedFacets,
  type FacetHashes,
  facetHashes,
  fingerprint,
  fingerprintOf,
} from '../../core/fingerprint.ts';
import type { Plan, PlannedChange } from '../../core/plan.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { certificateFacts } from '../../emit/certificate.ts';
import { SetupError } from '../../errors.ts';
import { oneLine } from '../../report/clean.ts';
import { plannedChangeSchema } from './change-schema.ts';

const FORMAT = 'entra-mcp-setup/plan';
const VERSION = 1;

interface Header {
  readonly format: typeof FORMAT;
  readonly formatVersion: typeof VERSION;
}

/** A saved plan: exactly these changes, to exactly the tenant that was read. */
export interface SavedPlan {
  /** The file it was read from. */
  readonly path: string;
  readonly blueprint: Blueprint;
  readonly tenantId: string | null;
  readonly fingerprint: string;
  /** Hash of each facet, from which the fingerprint is made, so that a refusal can say what moved. Absent in files of 1.0. */
  readonly facets?: FacetHashes | undefined;
  readonly changes: readonly PlannedChange[];
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const planFileSchema = exactly<Omit<SavedPlan, 'path'> & Header>()(
  z.strictObject({
    format: z.literal(FORMAT),
    formatVersion: z.literal(VERSION),
    tenantId: z.string().nullable(),
    fingerprint: hash,
    facets: z.record(z.string(), hash).optional(),
    blueprint: blueprintSchema,
    changes: z.array(plannedChangeSchema),
  }),
);

/** A plan as the text of a file that `parsePlanFile` reads. */
export function renderPlanFile(blueprint: Blueprint, tenant: Tenant, { changes }: Plan): string {
  const file = {
    format: FORMAT,
    formatVersion: VERSION,
    tenantId: facetOf(tenant, 'organization')?.tenantId ?? null,
    fingerprint: fingerprint(tenant, blueprint),
    facets: facetHashes(tenant, blueprint),
    blueprint,
    changes,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a saved plan. Throws `FILE_INVALID` with the reason for one that is damaged, altered or of a newer version. */
export function parsePlanFile(path: string, text: string): SavedPlan {
  const content = jsonOf(path, text);
  const version = z.looseObject({ formatVersion: z.number() }).safeParse(content);
  if (version.success && version.data.formatVersion > VERSION) {
    throw invalid(
      path,
      `it has format version ${version.data.formatVersion}, made by a newer entra-mcp-setup`,
    );
  }
  const parsed = planFileSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(path, `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'unknown form'}`);
  }
  refuseWrongValues(path, parsed.data.blueprint);
  const { facets, fingerprint: whole } = parsed.data;
  if (facets && fingerprintOf(facets) !== whole)
    throw invalid(path, 'facets: they do not make the fingerprint');
  return { ...parsed.data, path };
}

/** Throws where a value of the blueprint would be refused in `entra-mcp.yaml` too: they go into addresses and requests. */
function refuseWrongValues(path: string, blueprint: Blueprint): void {
  try {
    parseBlueprintFile('blueprint', renderBlueprintFile(null, blueprint, {}));
  } catch (cause) {
    if (!(cause instanceof SetupError)) throw cause;
    throw invalid(path, cause.message.replace(/\.$/, ''), cause);
  }
  const { credential } = blueprint.serverApi;
  if (credential.kind === 'federated' && credential.audience !== CLOUDS[blueprint.cloud].federatedAudience)
    throw invalid(path, 'the audience of the federated credential is not the one of its cloud');
  if (credential.kind === 'certificate' && !isOfItsCertificate(credential.certificate))
    throw invalid(path, 'what it shows of the certificate is not what the certificate says');
}

/** Whether the details shown to people are those of the certificate, which is what will be sent. */
function isOfItsCertificate(shown: CertificateFacts | null): boolean {
  if (shown === null) return true;
  try {
    const certificate = new X509Certificate(Buffer.from(shown.der, 'base64'));
    return isDeepStrictEqual(certificateFacts(certificate), shown);
  } catch {
    return false;
  }
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw invalid(path, 'it is no JSON, or cut off', cause);
  }
}

function invalid(path: string, reason: string, cause?: unknown): SetupError {
  return new SetupError('FILE_INVALID', `${path} is not a plan that can be carried out: ${reason}.`, {
    advice: ['Make a new one: entra-mcp-setup plan --out plan.json'],
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Throws `TENANT_MOVED` where the file names another tenant than the one that was read: people are shown that name. */
function refuseOtherTenant(
  path: string,
  { tenantId, facets }: Omit<SavedPlan, 'path'>,
  tenant: Tenant,
): void {
  const wasUnseen = facets !== undefined && !('organization' in facets);
  const read = facetOf(tenant, 'organization')?.tenantId ?? null;
  if (read === null || (tenantId === null && wasUnseen) || tenantId?.toLowerCase() === read.toLowerCase())
    return;
  throw new SetupError(
    'TENANT_MOVED',
    `${path} says it was made for the tenant ${oneLine(tenantId ?? 'of nobody')}, and this is ${read}.`,
    { advice: ['Make a new plan and look at it: entra-mcp-setup plan --out plan.json'] },
  );
}

/** Throws `TENANT_MOVED`, naming what moved, where the tenant is not as it was when the plan was made. */
export function refuseMoved({ path, ...saved }: SavedPlan, tenant: Tenant): void {
  refuseOtherTenant(path, saved, tenant);
  const now = facetHashes(tenant, saved.blueprint);
  const moved = saved.facets ? changedFacets(saved.facets, now) : [];
  const isSame = saved.facets ? moved.length === 0 : fingerprintOf(now) === saved.fingerprint;
  if (isSame) return;
  const words = new Map(Object.entries(FACET_WORDS));
  const named = moved
    .map((facet) => `${words.get(facet) ?? facet}${facet in now ? '' : ' (not readable now)'}`)
    .join(', ');
  throw new SetupError(
    'TENANT_MOVED',
    `The tenant has changed since ${path} was made, so it is not carried out${named && `: ${named}`}.`,
    {
      advice: ['Make a new plan and look at it: entra-mcp-setup plan --out plan.json'],
    },
  );
}
