import type { Cloud } from '../core/cloud.ts';
import type { TokenFacts } from './token/token-facts.ts';

/** Where each cloud signs people in; equal to `core/cloud.ts`, which only types may come from. */
export const AUTHORITIES: Readonly<Record<Cloud, string>> = {
  public: 'https://login.microsoftonline.com',
  usgov: 'https://login.microsoftonline.us',
  usgovdod: 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
};
const CLOUDS = ['public', 'usgov', 'china'] as const;

/** The issuers a token of a tenant may have, by its version; those of every cloud where the cloud is not known. */
export function issuersOf(
  { tenantId, version }: Pick<TokenFacts, 'tenantId' | 'version'>,
  cloud: Cloud | null,
): readonly string[] {
  const clouds = cloud === null ? CLOUDS : [cloud];
  return [
    ...(version === 1 ? [] : clouds.map((one) => `${AUTHORITIES[one]}/${tenantId}/v2.0`)),
    ...(version === 2
      ? []
      : clouds.map(
          (one) => `https://sts.${one === 'china' ? 'chinacloudapi.cn' : 'windows.net'}/${tenantId}/`,
        )),
  ];
}
