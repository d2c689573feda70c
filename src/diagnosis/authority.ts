import { CLOUDS, type Cloud } from '../core/cloud.ts';
import type { TokenFacts } from './token/token-facts.ts';

/** One cloud for each sign-in service: usgovdod shares that of usgov. */
const SIGN_IN_CLOUDS = ['public', 'usgov', 'china'] as const;

/** The issuers that a token of this tenant and version may have; those of both versions or all clouds where one is not known. */
export function issuersOf(
  { tenantId, version }: Pick<TokenFacts, 'tenantId' | 'version'>,
  cloud: Cloud | null,
): readonly string[] {
  const clouds = cloud === null ? SIGN_IN_CLOUDS : [cloud];
  return [
    ...(version === 1 ? [] : clouds.map((one) => `${CLOUDS[one].authority}/${tenantId}/v2.0`)),
    ...(version === 2
      ? []
      : clouds.map(
          (one) => `https://sts.${one === 'china' ? 'chinacloudapi.cn' : 'windows.net'}/${tenantId}/`,
        )),
  ];
}
