import { placedUris } from '../../core/redirect-uris.ts';
import type { ShownRegistration } from '../../core/registrations.ts';
import { PLATFORM_WORDS } from '../../core/words.ts';
import type { CsvRow } from './columns.ts';

/** Rows for an app registration and for everything that belongs to it. */
export function appRows(app: string, one: ShownRegistration): readonly CsvRow[] {
  const { displayName, servicePrincipal } = one;
  const own: CsvRow = {
    thing: 'app registration',
    name: displayName,
    value: one.objectId,
    since: one.createdDateTime,
    status: one.signInAudience,
  };
  const principal = servicePrincipal && {
    thing: 'service principal',
    name: displayName,
    value: servicePrincipal.objectId,
    status: servicePrincipal.accountEnabled ? 'enabled' : 'disabled',
  };
  const rows = [own, ...(principal ? [principal] : []), ...memberRows(one)];
  return rows.map((row) => ({ ...row, app, app_id: one.appId }));
}

function memberRows(one: ShownRegistration): readonly CsvRow[] {
  return [
    ...one.owners.map((owner) => ({ thing: 'owner', name: owner })),
    ...placedUris(one.redirectUris).map(({ platform, uri }) => ({
      thing: 'redirect URI',
      name: PLATFORM_WORDS[platform],
      value: uri,
    })),
    ...one.identifierUris.map((uri) => ({ thing: 'Application ID URI', value: uri })),
    ...one.scopes.map(({ value, enabled, consentBy }) => ({
      thing: 'scope',
      name: value,
      value: `consent by ${consentBy === 'User' ? 'admins and users' : 'admins'}`,
      status: enabled ? 'enabled' : 'disabled',
    })),
    ...(one.preAuthorizedClients ?? []).map((appId) => ({ thing: 'pre-authorised client', value: appId })),
  ];
}
