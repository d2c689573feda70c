import { type Blueprint, isRecorded } from '../../core/blueprint.ts';
import { dayOf } from '../../core/days.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { thumbprintDigits } from '../../core/validation/credential.ts';
import { SetupError } from '../../errors.ts';
import { oneLine } from '../../report/clean.ts';
import {
  type CurrentCredential,
  currentCredential,
  type RegisteredCredential,
} from './current-credential.ts';
import type { Rotation } from './rotation.ts';

/** What --retire removes and what it leaves. */
export interface RetireChoice {
  readonly kind: 'secret' | 'certificate';
  readonly retired: readonly RegisteredCredential[];
  readonly inUse: readonly RegisteredCredential[];
  /** Not in use, and not recorded as ours in the blueprint. */
  readonly left: readonly RegisteredCredential[];
}

/** Chooses the credential that --retire names, else those of ours that the server is not using. Throws `USAGE` where that is unknown. */
export async function retireChoice(rotation: Rotation): Promise<RetireChoice> {
  const { flags, tenant } = rotation;
  const kind = wantedKind(rotation.blueprint);
  if (typeof flags.retire === 'string') return named(rotation, flags.retire);
  const held = heldIn(tenant, kind);
  if (held.length < 2) return { kind, retired: [], inUse: held, left: [] };
  const { candidates: inUse, source } = await currentCredential(rotation, held);
  const isOne = kind === 'certificate' ? inUse.length > 0 : inUse.length === 1;
  if (!isOne) throw notTold(held, { candidates: inUse, source });
  const others = held.filter((one) => !inUse.includes(one));
  const isOurs = ({ keyId }: RegisteredCredential) => isRecorded(keyId, rotation.blueprint.serverApi);
  return {
    kind,
    retired: others.filter(isOurs),
    inUse,
    left: others.filter((one) => !isOurs(one)),
  };
}

export function wantedKind({ serverApi: { credential } }: Blueprint): 'secret' | 'certificate' {
  return credential.kind === 'certificate' ? 'certificate' : 'secret';
}

export function heldIn(tenant: Tenant, kind: 'secret' | 'certificate'): readonly RegisteredCredential[] {
  const server = facetOf(tenant, 'serverApplication');
  return (kind === 'secret' ? server?.passwordCredentials : server?.keyCredentials) ?? [];
}

/** Chooses the credential with this key id or thumbprint. It may be of the kind that the blueprint wanted before. */
async function named(rotation: Rotation, name: string): Promise<RetireChoice> {
  for (const kind of ['secret', 'certificate'] as const) {
    const held = heldIn(rotation.tenant, kind);
    const found = held.find((one) => isNamed(one, name));
    if (!found) continue;
    const isWanted = kind === wantedKind(rotation.blueprint);
    const inUse = isWanted ? (await currentCredential(rotation, held)).candidates : [];
    return { kind, retired: [found], inUse, left: [] };
  }
  const all = (['secret', 'certificate'] as const).flatMap((kind) => heldIn(rotation.tenant, kind));
  throw new SetupError('USAGE', `MCP Server API has no credential with the key id ${name}.`, {
    advice: all.map((one) => `It has: ${credentialLine(one)}`),
  });
}

function isNamed(one: RegisteredCredential, name: string): boolean {
  if (one.keyId.toLowerCase() === name.toLowerCase()) return true;
  return 'thumbprint' in one && one.thumbprint === thumbprintDigits(name);
}

function notTold(
  held: readonly RegisteredCredential[],
  { candidates, source }: CurrentCredential,
): SetupError {
  const why =
    candidates.length === 0 ? `none matches ${source}` : `${candidates.length} of them may be ${source}`;
  return new SetupError(
    'USAGE',
    `Which of the ${held.length} credentials of MCP Server API is in use cannot be told: ${why}.`,
    {
      advice: [
        'Name the one to remove: entra-mcp-setup rotate --retire <key-id>',
        ...held.map((one) => `It has: ${credentialLine(one)}`),
      ],
    },
  );
}

/** Its name, safe to show: anybody who may add a credential chooses it. */
export function nameOf({ displayName }: RegisteredCredential, nameless: string): string {
  return displayName === null ? nameless : oneLine(displayName);
}

export function credentialLine(one: RegisteredCredential): string {
  return `${nameOf(one, 'no name')}, key id ${one.keyId}, ends ${dayOf(one.endDateTime)}`;
}

/** The commands that remove exactly these credentials, one each, naming app and key by their ids. */
export function retireCommands(
  { appId }: { readonly appId: string },
  held: readonly RegisteredCredential[],
): readonly string[] {
  return held.map(({ keyId }) => `entra-mcp-setup rotate --server-app-id ${appId} --retire ${keyId} --yes`);
}

/** Lines about credentials of the kind that the blueprint does not want, which only their key id removes. */
export function othersText(others: readonly RegisteredCredential[]): readonly string[] {
  if (others.length === 0) return [];
  return [
    'Still valid, of the other kind:',
    ...others.map((one) => `  ${credentialLine(one)}`),
    'Remove one when nothing runs with it: entra-mcp-setup rotate --retire <key-id>',
  ];
}
