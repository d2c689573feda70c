import { peek, recordsOf } from '../directory.ts';
import type { ApplicationRecord, PracticeState, ServicePrincipalRecord } from '../state.ts';

/** The two applications that faults break, by app id. Where it is null, the app is found by our marker or the guide's name. */
export interface FaultTarget {
  readonly clientAppId: string | null;
  readonly serverAppId: string | null;
  /** The URL that MCP clients use, where it is known. */
  readonly mcpUrl?: string;
}

type Role = 'client' | 'server';

const MARKER = 'entra-mcp-setup';
const GUIDE_NAMES: Readonly<Record<Role, string>> = { client: 'MCP Client App', server: 'MCP Server API' };

const isMarked = ({ tags, uniqueName }: ApplicationRecord): boolean =>
  tags.includes(MARKER) || uniqueName?.startsWith(MARKER) === true;

/** Whether an application is the client or the server: by the marker in its unique name, else by what it exposes. */
function hasRole(app: ApplicationRecord, role: Role): boolean {
  const named = /-(client|server)(-|$)/.exec(app.uniqueName ?? '')?.[1];
  if (named !== undefined) return named === role;
  const exposes = app.api.oauth2PermissionScopes.length > 0 || app.identifierUris.length > 0;
  return role === (exposes ? 'server' : 'client');
}

export function targetApp(state: PracticeState, role: Role, target: FaultTarget): ApplicationRecord {
  const appId = role === 'client' ? target.clientAppId : target.serverAppId;
  const apps = recordsOf(state, 'applications');
  const found =
    appId === null
      ? (apps.find((app) => isMarked(app) && hasRole(app, role)) ??
        apps.find((app) => app.displayName === GUIDE_NAMES[role]))
      : peek(state, 'applications', 'appId', appId);
  if (found !== undefined && found !== null) return found;
  throw new Error(`There is no ${role} app to break in the practice tenant: set one up first.`);
}

export function targetPrincipal(
  state: PracticeState,
  role: Role,
  target: FaultTarget,
): ServicePrincipalRecord {
  const app = targetApp(state, role, target);
  const principal = peek(state, 'servicePrincipals', 'appId', app.appId);
  if (principal !== null) return principal;
  throw new Error(`${app.displayName} has no service principal in the practice tenant: set it up first.`);
}
