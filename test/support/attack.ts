import { newApplication, newServicePrincipal } from '../../src/practice-tenant/new-application.ts';
import type { ApplicationRecord } from '../../src/practice-tenant/state.ts';
import type { Desk } from './desk.ts';

export const EVIL_URI = 'https://evil.example/callback';

/** A tenant, and the sources of its times and ids. */
interface Place {
  readonly tenant: Pick<Desk['tenant'], 'state'>;
  readonly clock: Pick<Desk['clock'], 'now'>;
  readonly random: Desk['random'];
}

/** The object id of a user without a role, who may register apps like every member. */
export function memberOf({ tenant }: Pick<Place, 'tenant'>): string {
  const member = tenant.state.users.find(({ userPrincipalName }) => userPrincipalName.startsWith('dev@'));
  if (member === undefined) throw new Error('The practice tenant has no developer.');
  return member.id;
}

/** Registers an app owned by a member, with any properties. Returns its app id. */
export function registerAs(desk: Place, change: Partial<ApplicationRecord>): string {
  const { state } = desk.tenant;
  const outside = { now: desk.clock.now, uuid: desk.random.uuid, bytes: desk.random.bytes };
  const application = { ...newApplication(outside), owners: [memberOf(desk)], ...change };
  Object.assign(state, {
    applications: [...state.applications, application],
    servicePrincipals: [...state.servicePrincipals, newServicePrincipal(outside, application.appId)],
    revision: state.revision + 1,
  });
  return application.appId;
}

/**
 * Registers both apps of a set-up as an attacker would beforehand: with its names and marker, and a redirect URI of the
 * attacker's.
 */
export function trap(
  desk: Desk,
  marker: string | null,
): { readonly client: string; readonly server: string } {
  const named = (app: 'client' | 'server') => (marker === null ? null : `entra-mcp-setup-${app}-${marker}`);
  return {
    client: registerAs(desk, {
      displayName: 'MCP Client App',
      uniqueName: named('client'),
      publicClient: { redirectUris: [EVIL_URI] },
    }),
    server: registerAs(desk, { displayName: 'MCP Server API', uniqueName: named('server') }),
  };
}

/** Replaces properties of every app registration in the tenant. */
export function changeApps(
  { tenant: { state } }: Desk,
  change: (application: ApplicationRecord) => Partial<ApplicationRecord>,
): void {
  const applications = state.applications.map((one) => ({ ...one, ...change(one) }));
  Object.assign(state, { applications, revision: state.revision + 1 });
}
