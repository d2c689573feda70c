import { createHash } from 'node:crypto';

type Branded<Name extends string> = string & { readonly __brand: Name };

/** Application (client) id: what tokens and configuration name. */
export type AppId = Branded<'AppId'>;
/** Directory object id of an application (app registration); what `/applications/{id}` wants. */
export type ApplicationObjectId = Branded<'ApplicationObjectId'>;
/** Directory object id of a service principal; what grants refer to. Differs per tenant, also for Microsoft Graph. */
export type ServicePrincipalId = Branded<'ServicePrincipalId'>;
/** Directory (tenant) id. */
export type TenantId = Branded<'TenantId'>;
/** Id of one password, key or federated credential of an application. */
export type KeyId = Branded<'KeyId'>;
/** Id of a delegated permission (oauth2PermissionScope). */
export type ScopeId = Branded<'ScopeId'>;

/** The two app registrations of the guide, by word. A change names its app so, never by an id that may not exist yet. */
export type AppWord = 'client' | 'server';
export const APPS: readonly AppWord[] = ['client', 'server'];

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the 8-4-4-4-12 hexadecimal shape, any case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Brands a string that is known to be the id it is used as. */
export function asId<Id extends string>(text: string): Id {
  return text as Id;
}

/** Name-based GUID (RFC 9562 version 5): the same name gives the same id, so a repeated run converges. */
export function nameBasedGuid(name: string): string {
  const hash = createHash('sha1').update(`entra-mcp-setup:${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Microsoft Graph's application id, the same in every cloud (facts: graph.md §5). */
export const MICROSOFT_GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000' as AppId;
/** Microsoft Azure CLI: the public client an operator signs in with when they have none of their own. */
export const AZURE_CLI_APP_ID = '04b07795-8ddb-461a-bbee-02f9e1bf7b46' as AppId;

/** Directory role template ids that matter here (facts: graph.md §5). */
export const DIRECTORY_ROLES: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  'cf1c38e5-3621-4004-a7cb-879624dced7c': 'Application Developer',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
  '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
  '4a5d8f65-41da-4de4-8968-e035b65339cf': 'Reports Reader',
};

/** Roles that may grant tenant-wide consent for delegated permissions (facts: graph.md §5). */
export const CONSENT_ROLES: readonly string[] = [
  'Global Administrator',
  'Application Administrator',
  'Cloud Application Administrator',
  'Privileged Role Administrator',
];

/**
 * Delegated permissions of Microsoft Graph by name (facts: graph.md §5). A fallback only: ids are resolved from
 * the tenant's own Graph service principal first, since clouds differ.
 */
export const GRAPH_DELEGATED_PERMISSIONS: Readonly<Record<string, string>> = {
  'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  'Files.Read': '10465720-29dd-4523-a11a-6a75c743c9d9',
  'Files.Read.All': 'df85f4d6-205c-4ac5-a5ea-6bf408dba283',
  'Files.ReadWrite': '5c28f0bf-8a70-41f1-8ab2-9032436ddb65',
  'Files.ReadWrite.All': '863451e7-0667-486c-a5d6-d135439485f0',
  'Files.Read.Selected': '5447fe39-cb82-4c1a-b977-520e67e724eb',
  'Sites.Read.All': '205e70e5-aba6-4c52-a976-6d2d46c48043',
  'Sites.ReadWrite.All': '89fe6a52-be36-487e-b7d8-d061c450a026',
  'Sites.Selected': 'f89c84ef-20d0-4b54-87e9-02e856d66d53',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
  'Application.Read.All': 'c79f8feb-a9db-4090-85f9-90d820caa0eb',
  'Application.ReadWrite.All': 'bdfbf15f-ee85-4955-8675-146e8e5296b5',
  'DelegatedPermissionGrant.ReadWrite.All': '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
  'AppRoleAssignment.ReadWrite.All': '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
  'Directory.Read.All': '06da0dbc-49e2-44d2-8312-53f166ab848a',
  'Directory.AccessAsUser.All': '0e263e50-5827-48a4-b97c-d940288653c7',
  'AuditLog.Read.All': 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20',
  'Policy.Read.All': '572fea84-0151-49b2-9301-11cb16974376',
  'RoleManagement.Read.Directory': '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
  'Organization.Read.All': '4908d5b9-3fb2-4b1e-9336-1888b7937185',
  'Domain.Read.All': '2f9ee017-59c1-4f1d-9472-bd5529a7b311',
};

/** Application permissions of Microsoft Graph that are taken for delegated ones of like name: they act without a user. */
export const GRAPH_APPLICATION_PERMISSIONS: Readonly<Record<string, string>> = {
  'Files.Read.All': '01d4889c-1287-42c6-ac1f-5d1e02578ef6',
  'Files.ReadWrite.All': '75359482-378d-4052-8f01-80520e7db3cd',
  'Sites.Read.All': '332a536c-c7ef-4017-ab91-336970924f0d',
  'Sites.ReadWrite.All': '9492366f-7969-46a4-8d15-ed1a20078fff',
};

/** The tenant of personal Microsoft accounts, the same for everybody. */
export const PERSONAL_ACCOUNTS_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Makes a service principal show under Enterprise applications (facts: graph.md §1.8). */
export const ENTERPRISE_TAG = 'WindowsAzureActiveDirectoryIntegratedApp';
