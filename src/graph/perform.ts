import {
  type Change,
  type EditChange,
  editOf,
  isEdit,
  type OtherChange,
  summarise,
} from '../core/changes/index.ts';
import type { ChangeResult } from './change-result.ts';
import * as applications from './perform-application.ts';
import { performGrantConsent } from './perform-consent.ts';
import { performCreateApplication } from './perform-create.ts';
import { performAddCertificate } from './perform-credential.ts';
import { performAddFederatedCredential } from './perform-federated.ts';
import { performScopeConsent } from './perform-scope.ts';
import { performAddSecret } from './perform-secret.ts';
import { appIdsOf } from './requests.ts';
import type { RunState } from './run-state.ts';
import { currentApplication, type WriteEnvironment, writeEdit } from './write.ts';

type Performer<Asked> = (
  environment: WriteEnvironment,
  runState: RunState,
  change: Asked,
  doing: string,
) => Promise<RunState | ChangeResult>;

/** A performer for each kind of change that is not an edit; a missing kind does not compile. */
const PERFORMERS: {
  readonly [Kind in OtherChange['kind']]: Performer<Extract<OtherChange, { kind: Kind }>>;
} = {
  'create-application': performCreateApplication,
  'create-service-principal': applications.performCreateServicePrincipal,
  'enable-service-principal': applications.performEnableServicePrincipal,
  'add-owner': applications.performAddOwner,
  'add-secret': performAddSecret,
  'add-certificate': performAddCertificate,
  'add-federated-credential': performAddFederatedCredential,
  'grant-consent': performGrantConsent,
};

/** Carries out one change. Each may be carried out again: what exists already is found, not made twice. */
export async function performChange(
  environment: WriteEnvironment,
  runState: RunState,
  change: Change,
): Promise<ChangeResult> {
  const summary = summarise(change);
  const doing = summary.charAt(0).toLowerCase() + summary.slice(1);
  const outcome = isEdit(change)
    ? await performEdit(environment, runState, change, doing)
    : await (PERFORMERS[change.kind] as Performer<OtherChange>)(environment, runState, change, doing);
  return 'runState' in outcome ? outcome : { runState: outcome, issued: null, notice: null };
}

async function performEdit(
  environment: WriteEnvironment,
  runState: RunState,
  change: EditChange,
  doing: string,
): Promise<RunState> {
  if (change.kind === 'set-scope-consent') return performScopeConsent(environment, runState, change, doing);
  const before = await currentApplication(environment, runState, change.app);
  const edit = editOf(change, before, appIdsOf(runState));
  const named = doing.replaceAll('{appId}', before.appId);
  return writeEdit(environment, runState, change.app, { before, edit, doing: named });
}
