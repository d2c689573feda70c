import {
  AZURE_CLI_APP_ID,
  GRAPH_APPLICATION_PERMISSIONS,
  GRAPH_DELEGATED_PERMISSIONS,
  MICROSOFT_GRAPH_APP_ID,
} from '../core/ids.ts';
import type { AppRole, PermissionScope } from './state.ts';

export { AZURE_CLI_APP_ID, MICROSOFT_GRAPH_APP_ID };

/** Microsoft Graph Command Line Tools: gets any Graph scope by dynamic consent (facts: graph.md §4.6). */
export const GRAPH_COMMAND_LINE_APP_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
/** The tenant that owns Microsoft's own applications (facts: graph.md §4.6). */
export const MICROSOFT_TENANT_ID = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';
/** In every user's `wids`: a plain member (facts: graph.md §1.10). */
export const MEMBER_ROLE_ID = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/** Template ids of directory roles (facts: graph.md §5). */
export const ROLE = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  applicationDeveloper: 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  securityReader: '5d6b6bb7-de71-4623-b4af-96380a352509',
  reportsReader: '4a5d8f65-41da-4de4-8968-e035b65339cf',
} as const;

export const APP_ADMINISTRATORS: readonly string[] = [
  ROLE.globalAdministrator,
  ROLE.applicationAdministrator,
  ROLE.cloudApplicationAdministrator,
];

/** Who may consent for everybody to delegated permissions (facts: graph.md §5). */
export const CONSENT_ADMINISTRATORS: readonly string[] = [
  ...APP_ADMINISTRATORS,
  ROLE.privilegedRoleAdministrator,
];

/** What Entra has preauthorised the Azure CLI for on Graph (facts: graph.md §4.6, ROADtools Jan 2026). */
export const AZURE_CLI_GRAPH_SCOPES: readonly string[] = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.AccessAsUser.All',
  'Group.ReadWrite.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'email',
  'openid',
  'profile',
];

/** Graph permissions that `core/ids` has no use for, published so that the list is not only what we look for. */
const MORE_GRAPH_PERMISSIONS: Readonly<Record<string, string>> = {
  'User.Read.All': 'a154be20-db9c-4678-8ab7-66f6cc099a59',
  'User.ReadWrite.All': '204e0828-b5ca-4ad8-b9f3-f32a958e7cc4',
  'Group.ReadWrite.All': '4e46008b-f24c-477d-8fff-7bb4ec7aafe0',
  'Directory.ReadWrite.All': 'c5366453-9fb0-48a5-a156-24f0c49a4b84',
  'Mail.Read': '570282fd-fa5c-430d-a7fd-fc8dc98a9dca',
  'Calendars.Read': '465a38f9-76ea-45b9-9f34-9e8b0d4b0b42',
  'Policy.Read.ConditionalAccess': '633e0fce-8c58-4cfb-9495-12bbd5a24f7c',
};

const GRAPH_APP_ROLES: Readonly<Record<string, string>> = {
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  ...GRAPH_APPLICATION_PERMISSIONS,
  'DelegatedPermissionGrant.ReadWrite.All': '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
};

/** Delegated permissions that a user may consent to for themselves (facts: graph.md §5, column "admin"). */
const USER_CONSENTABLE =
  /^(User\.Read|Files\..*|Sites\..*|offline_access|openid|profile|email|Mail\.Read|Calendars\.Read)$/;

/** A Microsoft application that exists in every tenant and has no app registration in this one. */
export interface FirstPartyApp {
  readonly appId: string;
  readonly displayName: string;
  readonly identifierUris: readonly string[];
  readonly replyUrls: readonly string[];
  readonly scopes: readonly PermissionScope[];
  readonly appRoles: readonly AppRole[];
}

function graphScope([value, id]: readonly [string, string]): PermissionScope {
  const words = `${value} through Microsoft Graph`;
  return {
    id,
    value,
    type: USER_CONSENTABLE.test(value) ? 'User' : 'Admin',
    isEnabled: true,
    adminConsentDisplayName: words,
    adminConsentDescription: `Allows the app to use ${words} on behalf of the signed-in user.`,
    userConsentDisplayName: words,
    userConsentDescription: `Allows the app to use ${words} on your behalf.`,
  };
}

function graphAppRole([value, id]: readonly [string, string]): AppRole {
  const words = `${value} as itself`;
  return {
    id,
    value,
    displayName: words,
    description: words,
    isEnabled: true,
    allowedMemberTypes: ['Application'],
  };
}

/** Resource identifiers of Microsoft Graph: its address in each cloud (facts: graph.md §4.7). */
export const GRAPH_RESOURCES: readonly string[] = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
];

const client = (appId: string, displayName: string): FirstPartyApp => ({
  appId,
  displayName,
  identifierUris: [],
  replyUrls: ['http://localhost'],
  scopes: [],
  appRoles: [],
});

export const FIRST_PARTY_APPS: ReadonlyMap<string, FirstPartyApp> = new Map(
  [
    {
      ...client(MICROSOFT_GRAPH_APP_ID, 'Microsoft Graph'),
      identifierUris: GRAPH_RESOURCES,
      replyUrls: [],
      scopes: Object.entries({ ...GRAPH_DELEGATED_PERMISSIONS, ...MORE_GRAPH_PERMISSIONS }).map(graphScope),
      appRoles: Object.entries(GRAPH_APP_ROLES).map(graphAppRole),
    },
    client(AZURE_CLI_APP_ID, 'Microsoft Azure CLI'),
    client(GRAPH_COMMAND_LINE_APP_ID, 'Microsoft Graph Command Line Tools'),
  ].map((app) => [app.appId, app]),
);
