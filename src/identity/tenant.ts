import * as z from 'zod';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { asId, type TenantId } from '../core/ids.ts';
import { jsonOrNull } from '../core/json.ts';
import { SetupError } from '../errors.ts';
import type { Transport } from '../ports.ts';
import { parseTokenServiceError } from './token-error.ts';

const wireDiscovery = z.object({ issuer: z.string() });
const TENANT_IN_ISSUER = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i;

/** The id of a tenant by one of its domains, from the public discovery document, without signing in. Throws `WRONG_TENANT` where there is none. */
export async function resolveTenant(tenant: string, cloud: Cloud, transport: Transport): Promise<TenantId> {
  const { authority } = CLOUDS[cloud];
  const url = `${authority}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`;
  const response = await transport(new Request(url, { redirect: 'manual' }));
  return parseDiscovery(await response.text(), tenant, cloud);
}

/** The tenant id in a discovery document's issuer. */
function parseDiscovery(body: string, tenant: string, cloud: Cloud): TenantId {
  const document = wireDiscovery.safeParse(jsonOrNull(body));
  const id = document.success ? TENANT_IN_ISSUER.exec(document.data.issuer)?.[1] : undefined;
  if (id !== undefined) return asId<TenantId>(id.toLowerCase());
  const refusal = parseTokenServiceError(body);
  if (refusal !== null) throw noSuchTenant(tenant, cloud, refusal.code, refusal.correlationId);
  throw new SetupError(
    'UNAVAILABLE',
    `${new URL(CLOUDS[cloud].authority).host} did not describe tenant ${tenant}.`,
    {
      advice: [
        'A proxy or a network login page may stand in between: open the address in a browser on this machine.',
      ],
    },
  );
}

function noSuchTenant(
  tenant: string,
  cloud: Cloud,
  code: string | null,
  correlationId: string | null,
): SetupError {
  return new SetupError('WRONG_TENANT', `There is no tenant ${tenant} in the ${cloud} cloud.`, {
    ...(code === null ? {} : { aadsts: code }),
    ...(correlationId === null ? {} : { correlationId }),
    advice: [
      'Compare --tenant with the overview page of the tenant in the portal.',
      'For another cloud add --cloud public, usgov, usgovdod or china.',
    ],
  });
}
