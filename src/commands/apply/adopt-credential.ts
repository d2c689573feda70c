import { type Blueprint, withKeyId } from '../../core/blueprint.ts';
import { dayOf } from '../../core/days.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { keyIdProblem } from '../../core/validation/credential.ts';
import { SetupError } from '../../errors.ts';
import { oneLine } from '../../report/clean.ts';
import type { ApplyFlags } from './command.ts';

/** Throws `USAGE`, before anything is contacted, where --adopt-credential is no key id. */
export function refuseWrongKeyId({ adoptCredential }: Pick<ApplyFlags, 'adoptCredential'>): void {
  const problem = adoptCredential === undefined ? null : keyIdProblem(adoptCredential);
  if (problem !== null) throw new SetupError('USAGE', `--adopt-credential: ${problem}`);
}

/** The blueprint with the key id of --adopt-credential recorded as ours. Throws `USAGE` where the app has no such credential. */
export function withAdopted(
  blueprint: Blueprint,
  tenant: Tenant,
  { adoptCredential }: Pick<ApplyFlags, 'adoptCredential'>,
): Blueprint {
  if (adoptCredential === undefined) return blueprint;
  const server = facetOf(tenant, 'serverApplication');
  const held = [...(server?.passwordCredentials ?? []), ...(server?.keyCredentials ?? [])];
  const found = held.find(({ keyId }) => keyId.toLowerCase() === adoptCredential.toLowerCase());
  if (found) return withKeyId(blueprint, found.keyId);
  throw new SetupError('USAGE', `MCP Server API has no credential with the key id ${adoptCredential}.`, {
    advice: [
      ...held.map(
        ({ keyId, displayName, endDateTime }) =>
          `It has: ${oneLine(displayName ?? 'no name')}, key id ${keyId}, ends ${dayOf(endDateTime)}`,
      ),
      'Nothing was changed',
    ],
  });
}
