import { GRAPH_APPLICATION_PERMISSIONS } from '../../core/ids.ts';
import { peek, recordsOf } from '../directory.ts';
import { idFromGuids } from '../graph/grant-id.ts';
import { stampOf } from '../new-application.ts';
import type { FaultEdit, GrantRecord, PracticeState } from '../state.ts';
import { MICROSOFT_GRAPH_APP_ID } from '../well-known.ts';
import type { Breaker } from './breaker.ts';
import { faultEdit } from './edits.ts';
import { targetApp, targetPrincipal } from './targets.ts';

/** Faults by which something is on the apps that nobody asked for. */

const TENANT_WIDE_EXTRA = 'Directory.ReadWrite.All';
const ROLE = 'Files.Read.All';
const SILENT_ROLE = 'Sites.ReadWrite.All';

const graphPrincipalId = (state: PracticeState): string =>
  peek(state, 'servicePrincipals', 'appId', MICROSOFT_GRAPH_APP_ID)?.id ?? '';

const grantOnGraph = (state: PracticeState, clientId: string): GrantRecord | undefined =>
  recordsOf(state, 'grants').find(
    (grant) =>
      grant.clientId === clientId &&
      grant.resourceId === graphPrincipalId(state) &&
      grant.consentType === 'AllPrincipals',
  );

/** The server's grant holds far more than it needs, and than the registration asks for. */
export const overGranted: Breaker = ({ state, target }) => {
  const grant = grantOnGraph(state, targetPrincipal(state, 'server', target).id);
  if (grant === undefined) return [];
  return [
    faultEdit(state, ['grants', `#${grant.id}`, 'scope'], `${grant.scope.trim()} ${TENANT_WIDE_EXTRA}`),
  ];
};

/** A second secret with the name of the first, made by somebody else. */
export const foreignSecret: Breaker = ({ state, target, outside }) => {
  const app = targetApp(state, 'server', target);
  const keyId = outside.uuid();
  const now = outside.now();
  const foreign = {
    keyId,
    displayName: app.passwords[0]?.displayName ?? 'MCP Server Secret',
    hint: 'x7Q',
    startDateTime: stampOf(now),
    endDateTime: stampOf(new Date(now.getTime() + 90 * 24 * 3600 * 1000)),
    salt: Buffer.from(outside.bytes(16)).toString('hex'),
    hash: Buffer.from(outside.bytes(32)).toString('hex'),
  };
  return [faultEdit(state, ['applications', `#${app.id}`, 'passwords', `#${keyId}`], foreign)];
};

/** "Application permissions" was chosen in the portal in place of "Delegated permissions", and consented to. */
export const applicationPermission: Breaker = ({ state, target, outside }) => {
  const app = targetApp(state, 'server', target);
  const principal = targetPrincipal(state, 'server', target);
  const grant = grantOnGraph(state, principal.id);
  const role = { id: roleId(ROLE), type: 'Role' as const };
  const others = app.requiredResourceAccess.filter(
    ({ resourceAppId }) => resourceAppId !== MICROSOFT_GRAPH_APP_ID,
  );
  const asked = { resourceAppId: MICROSOFT_GRAPH_APP_ID, resourceAccess: [role] };
  const consented: readonly FaultEdit[] =
    grant === undefined ? [] : [faultEdit(state, ['grants', `#${grant.id}`], undefined)];
  return [
    faultEdit(state, ['applications', `#${app.id}`, 'requiredResourceAccess'], [...others, asked]),
    ...consented,
    roleOnGraph(state, principal.id, { roleId: role.id, createdDateTime: stampOf(outside.now()) }),
  ];
};

const roleId = (name: string): string => GRAPH_APPLICATION_PERMISSIONS[name] ?? '';

function roleOnGraph(
  state: PracticeState,
  principalId: string,
  { roleId: appRoleId, createdDateTime }: { readonly roleId: string; readonly createdDateTime: string },
): FaultEdit {
  const id = idFromGuids([principalId, appRoleId]);
  const resourceId = graphPrincipalId(state);
  const assignment = { id, appRoleId, createdDateTime, principalId, resourceId };
  return faultEdit(state, ['appRoleAssignments', `#${id}`], assignment);
}

/**
 * An application permission that a script granted. The registration does not ask for it, so its page in the portal shows
 * nothing.
 */
export const silentRole: Breaker = ({ state, target, outside }) => {
  const lastMonth = stampOf(new Date(outside.now().getTime() - 30 * 24 * 3600 * 1000));
  const { id } = targetPrincipal(state, 'server', target);
  return [roleOnGraph(state, id, { roleId: roleId(SILENT_ROLE), createdDateTime: lastMonth })];
};
