import { peek, writeRecord } from './directory.ts';
import { idFromGuids } from './graph/grant-id.ts';
import { keyRecord } from './graph/key-credentials.ts';
import { newApplication, newServicePrincipal, stampOf } from './new-application.ts';
import type { PracticeOutside } from './outside.ts';
import type { Directory } from './replicas.ts';
import type { ApplicationRecord, PracticeState } from './state.ts';
import { secretHash } from './token/client-proof.ts';
import { FIRST_PARTY_APPS, MICROSOFT_GRAPH_APP_ID } from './well-known.ts';

/** The credential of an application that signs in by itself; its value or key is kept by the caller. */
export type PracticeCredential =
  | { readonly kind: 'secret'; readonly value: string }
  | { readonly kind: 'certificate'; readonly certificate: string }
  | {
      readonly kind: 'federated';
      readonly issuer: string;
      readonly subject: string;
      readonly audience?: string;
    };

export interface PracticeAutomation {
  readonly appId: string;
  readonly objectId: string;
  readonly servicePrincipalId: string;
}

const YEAR = 365 * 24 * 3600 * 1000;

type Credentials = Partial<Pick<ApplicationRecord, 'passwords' | 'keys' | 'federated'>>;

function credentialsFrom(credential: PracticeCredential, outside: PracticeOutside): Credentials {
  const id = outside.uuid();
  if (credential.kind === 'certificate') {
    const key = credential.certificate;
    return { keys: [keyRecord({ key, keyId: id, displayName: null, start: null, end: null })] };
  }
  if (credential.kind === 'federated') {
    const { issuer, subject, audience = 'api://AzureADTokenExchange' } = credential;
    return {
      federated: [{ id, name: 'automation', issuer, subject, audiences: [audience], description: null }],
    };
  }
  const salt = Buffer.from(outside.bytes(16)).toString('hex');
  const password = {
    keyId: id,
    displayName: 'Automation',
    hint: credential.value.slice(0, 3),
    startDateTime: stampOf(outside.now()),
    endDateTime: stampOf(new Date(outside.now().getTime() + YEAR)),
    salt,
    hash: secretHash(salt, credential.value),
  };
  return { passwords: [password] };
}

const READS = ['Application.Read.All', 'Directory.Read.All', 'Policy.Read.All'];

function assignGraphRole(directory: Directory, principalId: string, value: string): void {
  const { state, outside } = directory;
  const graph = peek(state, 'servicePrincipals', 'appId', MICROSOFT_GRAPH_APP_ID);
  const role = FIRST_PARTY_APPS.get(MICROSOFT_GRAPH_APP_ID)?.appRoles.find((known) => known.value === value);
  if (graph === null || role === undefined)
    throw new Error(`Microsoft Graph has no application permission ${value}.`);
  const id = idFromGuids([principalId, outside.uuid()]);
  const createdDateTime = stampOf(outside.now());
  writeRecord(directory, 'appRoleAssignments', id, {
    id,
    appRoleId: role.id,
    createdDateTime,
    principalId,
    resourceId: graph.id,
  });
}

/**
 * Registers an application that signs in by itself, as CI does, with application permissions on Graph: by default those that
 * read.
 */
export function addPracticeAutomation(
  state: PracticeState,
  outside: PracticeOutside,
  credential: PracticeCredential,
  permissions: readonly string[] = READS,
): PracticeAutomation {
  const directory: Directory = { state, outside, replica: 'trailing' };
  const displayName = 'Practice automation';
  const application = { ...newApplication(outside), displayName, ...credentialsFrom(credential, outside) };
  writeRecord(directory, 'applications', application.id, application);
  const principal = newServicePrincipal(outside, application.appId);
  writeRecord(directory, 'servicePrincipals', principal.id, principal);
  for (const permission of permissions) assignGraphRole(directory, principal.id, permission);
  return { appId: application.appId, objectId: application.id, servicePrincipalId: principal.id };
}
