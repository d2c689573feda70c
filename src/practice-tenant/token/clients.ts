import { type Principal, principalByAppId } from '../principals.ts';
import type { UserRecord } from '../state.ts';
import {
  appDisabled,
  appNotFound,
  noTenantNamed,
  notMultiTenant,
  tenantNotFound,
  unknownUser,
} from './aadsts.ts';
import { requiredField, type SignInChoice, type TokenExchange } from './exchange.ts';

const SHARED_TENANTS = ['organizations', 'common'];

/** Refuses a tenant segment that names another tenant. */
export function assertTenantSegment({ directory, tenant }: TokenExchange): void {
  const { id, initialDomain, verifiedDomain } = directory.state.tenant;
  const names = [id, initialDomain, verifiedDomain, ...SHARED_TENANTS];
  if (!names.includes(tenant.toLowerCase())) throw tenantNotFound(tenant);
}

const namesNoTenant = (exchange: TokenExchange): boolean =>
  SHARED_TENANTS.includes(exchange.tenant.toLowerCase());

/** Refuses `/common` and `/organizations` for grants that carry no user to tell the tenant by. */
export function assertTenantNamed(exchange: TokenExchange): void {
  if (namesNoTenant(exchange)) throw noTenantNamed();
}

/** The client of the request: known in this tenant, enabled, and allowed at this endpoint. */
export function requestingClient(exchange: TokenExchange): Principal {
  const clientId = requiredField(exchange, 'client_id');
  const { state } = exchange.directory;
  const client = principalByAppId(exchange.directory, clientId);
  if (client === null) throw appNotFound(clientId, state.tenant.displayName);
  if (!client.record.accountEnabled) throw appDisabled(client);
  if (namesNoTenant(exchange) && client.application?.signInAudience === 'AzureADMyOrg')
    throw notMultiTenant(client);
  return client;
}

const byName = (users: readonly UserRecord[], name: string): UserRecord | undefined =>
  users.find((user) => user.userPrincipalName.toLowerCase() === name.toLowerCase());

/** The account that completes a sign-in: the one picked, hinted at, or signed in already, in this order. */
export function signingInUser(exchange: TokenExchange, choice: SignInChoice): UserRecord {
  const { users, signedInUser } = exchange.directory.state;
  const name = exchange.pickUser(choice) ?? choice.loginHint ?? signedInUser;
  const user = byName(users, name);
  if (user === undefined) throw unknownUser(name);
  return user;
}
