import {
  type Change,
  type EditChange,
  editOf,
  isEdit,
  type OtherChange,
  summarise,
} from '../core/changes/index.ts';
import type { Known } from './known.ts';
import * as applications from './perform-application.ts';
import { grantConsent } from './perform-consent.ts';
import { createApplication } from './perform-create.ts';
import { addCertificate } from './perform-credential.ts';
import { addFederatedCredential } from './perform-federated.ts';
import { performScopeConsent } from './perform-scope.ts';
import { addSecret } from './perform-secret.ts';
import type { Performed } from './performed.ts';
import { appIdsOf } from './requests.ts';
import { currentApplication, type WriteEnvironment, writeEdit } from './write.ts';

type Performer<Asked> = (
  environment: WriteEnvironment,
  known: Known,
  change: Asked,
  doing: string,
) => Promise<Known | Performed>;

/** Each kind of change that is not the edit of a registration alone; a missing kind does not compile. */
const PERFORMERS: {
  readonly [Kind in OtherChange['kind']]: Performer<Extract<OtherChange, { kind: Kind }>>;
} = {
  'create-application': createApplication,
  'create-service-principal': applications.createServicePrincipal,
  'enable-service-principal': applications.enableServicePrincipal,
  'add-owner': applications.addOwner,
  'add-secret': addSecret,
  'add-certificate': addCertificate,
  'add-federated-credential': addFederatedCredential,
  'grant-consent': grantConsent,
};

/** Carries out one change. Each is safe to carry out again: what stands already is found, not doubled. */
export async function performChange(
  environment: WriteEnvironment,
  known: Known,
  change: Change,
): Promise<Performed> {
  const summary = summarise(change);
  const doing = summary.charAt(0).toLowerCase() + summary.slice(1);
  const outcome = isEdit(change)
    ? await performEdit(environment, known, change, doing)
    : await (PERFORMERS[change.kind] as Performer<OtherChange>)(environment, known, change, doing);
  return 'known' in outcome ? outcome : { known: outcome, issued: null, notice: null };
}

async function performEdit(
  environment: WriteEnvironment,
  known: Known,
  change: EditChange,
  doing: string,
): Promise<Known> {
  if (change.kind === 'set-scope-consent') return performScopeConsent(environment, known, change, doing);
  const before = await currentApplication(environment, known, change.app);
  const edit = editOf(change, before, appIdsOf(known));
  const named = doing.replaceAll('{appId}', before.appId);
  return writeEdit(environment, known, change.app, { before, edit, doing: named });
}
