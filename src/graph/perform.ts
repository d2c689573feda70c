import type { Change, ChangeKind } from '../core/change.ts';
import { summarise } from '../core/summarise.ts';
import type { Known } from './known.ts';
import * as applications from './perform-application.ts';
import * as consent from './perform-consent.ts';
import { addCertificate } from './perform-credential.ts';
import * as exposure from './perform-exposure.ts';
import { addFederatedCredential } from './perform-federated.ts';
import { addSecret } from './perform-secret.ts';
import type { Performed } from './performed.ts';
import type { WriteEnvironment } from './write.ts';

type Performers = {
  readonly [Kind in ChangeKind]: (
    environment: WriteEnvironment,
    known: Known,
    change: Extract<Change, { kind: Kind }>,
    doing: string,
  ) => Promise<Known | Performed>;
};

/** Each kind of change and the requests it takes; a missing kind does not compile. */
const PERFORMERS: Performers = {
  'create-application': applications.createApplication,
  'create-service-principal': applications.createServicePrincipal,
  'enable-service-principal': applications.enableServicePrincipal,
  'set-sign-in-audience': applications.setSignInAudience,
  'set-fallback-public-client': applications.setFallbackPublicClient,
  'add-redirect-uris': applications.addRedirectUris,
  'move-redirect-uris': applications.moveRedirectUris,
  'add-identifier-uri': exposure.addIdentifierUri,
  'add-scope': exposure.addScope,
  'enable-scope': exposure.enableScope,
  'set-scope-consent': exposure.setScopeConsent,
  'set-token-version': exposure.setTokenVersion,
  'add-permissions': applications.addPermissions,
  'add-owner': applications.addOwner,
  'add-secret': addSecret,
  'add-certificate': addCertificate,
  'add-federated-credential': addFederatedCredential,
  'grant-consent': consent.grantConsent,
};

/** Carries out one change. Each is safe to carry out again: what stands already is found, not doubled. */
export async function performChange(
  environment: WriteEnvironment,
  known: Known,
  change: Change,
): Promise<Performed> {
  const summary = summarise(change);
  const doing = summary.charAt(0).toLowerCase() + summary.slice(1);
  const perform = PERFORMERS[change.kind] as (
    environment: WriteEnvironment,
    known: Known,
    change: Change,
    doing: string,
  ) => Promise<Known | Performed>;
  const outcome = await perform(environment, known, change, doing);
  return 'known' in outcome ? outcome : { known: outcome, issued: null, notice: null };
}
