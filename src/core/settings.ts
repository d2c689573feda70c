import { type Blueprint, fullScopeFor, identifierUriFor } from './blueprint.ts';
import { CLOUDS } from './cloud.ts';
import { entraIssuer } from './endpoint.ts';
import type { AppId, TenantId } from './ids.ts';
import type { Secret } from './secret.ts';

/** The server's credential as its files need it. */
export type CredentialSetting =
  | {
      readonly kind: 'secret';
      /** Null when a secret exists whose value nobody here knows. */
      readonly value: Secret | null;
      readonly displayName: string;
      readonly keyId: string | null;
      readonly endDateTime: string | null;
    }
  | {
      readonly kind: 'certificate';
      readonly thumbprint: string | null;
      readonly subject: string | null;
      readonly endDateTime: string | null;
      /** PEM file with private key and certificate, as the Azure SDKs take it; null when it is kept elsewhere. */
      readonly keyFile: string | null;
    }
  | { readonly kind: 'federated'; readonly name: string; readonly issuer: string; readonly subject: string };

/** Everything the files of a finished setup are rendered from. */
export interface Settings {
  readonly blueprint: Blueprint;
  readonly tenantId: TenantId;
  readonly tenantName: string | null;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  readonly credential: CredentialSetting;
  /** Whether both tenant-wide grants were seen; the summary says so. */
  readonly consent: { readonly client: boolean; readonly graph: boolean };
}

/** The values everybody would otherwise assemble by hand. */
export interface DerivedSettings {
  readonly authority: string;
  readonly issuer: string;
  readonly jwksUri: string;
  /** `aud` of a v2 access token: always the bare app id (facts: graph.md §2). */
  readonly audience: string;
  readonly identifierUri: string;
  readonly fullScope: string;
}

export function deriveSettings({ blueprint, tenantId, serverAppId }: Settings): DerivedSettings {
  const { authority } = CLOUDS[blueprint.cloud];
  return {
    authority: `${authority}/${tenantId}`,
    issuer: entraIssuer(blueprint, tenantId),
    jwksUri: `${authority}/${tenantId}/discovery/v2.0/keys`,
    audience: serverAppId,
    identifierUri: identifierUriFor(blueprint, serverAppId),
    fullScope: fullScopeFor(blueprint, serverAppId),
  };
}
