import { MULTI_TENANT_PATHS } from '../cloud.ts';
import { isGuid, PERSONAL_ACCOUNTS_TENANT } from '../ids.ts';
import { quoted } from './validator.ts';

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** Tenant id or a domain of the tenant. */
export function tenantProblem(tenant: string): string | null {
  if (MULTI_TENANT_PATHS.includes(tenant.toLowerCase())) {
    return `Tenant ${quoted(tenant)} names no single tenant; both apps are single-tenant, so give the tenant's id or domain.`;
  }
  if (tenant.toLowerCase() === PERSONAL_ACCOUNTS_TENANT) {
    return 'That tenant holds personal Microsoft accounts; app registrations of an organisation need its own tenant.';
  }
  if (isGuid(tenant) || DOMAIN.test(tenant)) return null;
  if (tenant.includes('://'))
    return `Tenant ${quoted(tenant)} is a URL; give only the tenant id (a GUID) or a domain.`;
  if (tenant.includes('@')) return `Tenant ${quoted(tenant)} is an account; give the part after "@".`;
  return `Tenant ${quoted(tenant)} is neither a tenant id (a GUID) nor a domain such as contoso.onmicrosoft.com.`;
}

/** The random part of the apps' unique names: part of an address, and long enough not to be guessed. */
export function markerProblem(marker: string): string | null {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{7,63}$/.test(marker)) return null;
  return `Marker ${quoted(marker)} must be 8 to 64 letters, digits and "-"; leave it out to have one drawn.`;
}

/** Application (client) id of an app that exists. */
export function appIdProblem(appId: string): string | null {
  if (isGuid(appId)) return null;
  return `App id ${quoted(appId)} is no GUID; copy "Application (client) ID" from the app's overview page.`;
}
