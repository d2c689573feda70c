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

/** What is to be removed, and what stays although it is not in use, because the blueprint does not keep it as ours. */
export interface RetireChoice {
  readonly kind: 'secret' | 'certificate';
  readonly retired: readonly RegisteredCredential[];
  readonly inUse: readonly RegisteredCredential[];
  readonly left: readonly RegisteredCredential[];
}

/** The one that was named, else those of ours that the server does not run with. */
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

/** By its key id or thumbprint, of either kind: after a change of kind the old one is of the other. */
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

/** What takes these away and nothing else: app and key by their ids, one command a credential. */
export function retireCommands(
  { appId }: { readonly appId: string },
  held: readonly RegisteredCredential[],
): readonly string[] {
  return held.map(({ keyId }) => `entra-mcp-setup rotate --server-app-id ${appId} --retire ${keyId} --yes`);
}

/** After a change of kind the old credential is of the other kind, and goes by its key id only. */
export function othersText(others: readonly RegisteredCredential[]): readonly string[] {
  if (others.length === 0) return [];
  return [
    'Still valid, of the other kind:',
    ...others.map((one) => `  ${credentialLine(one)}`),
    'Remove one when nothing runs with it: entra-mcp-setup rotate --retire <key-id>',
  ];
}
