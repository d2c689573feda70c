import type { AppWord } from '../../core/ids.ts';
import type {
  PermissionWords,
  Registrations,
  ShownCredential,
  ShownRegistration,
} from '../../core/registrations.ts';
import type { Facet } from '../../core/tenant.ts';

/** An app of an inventory. */
export interface AppRow {
  readonly app: AppWord;
  readonly registration: ShownRegistration;
}

/** The apps of an inventory. The server comes first, since it is the one that reads data. */
export function appsOf({ serverApi, clientApp }: Registrations): readonly AppRow[] {
  return [
    ...(serverApi ? [{ app: 'server' as const, registration: serverApi }] : []),
    ...(clientApp ? [{ app: 'client' as const, registration: clientApp }] : []),
  ];
}

/** One permission of one app on one API, granted to one party or to nobody. */
export interface PermissionRow {
  readonly app: AppWord;
  readonly resource: string;
  readonly permission: string;
  /** Delegated: used as the signed-in user; application: used as the app itself. */
  readonly kind: PermissionWords['kind'];
  /** What it allows, where the API says so. */
  readonly says: string | null;
  /** Whether the registration asks for it; a granted permission works either way. */
  readonly isAsked: boolean;
  /**
   * To whom it is granted: `everybody`, a person, `the app itself`; null for nobody; `unreadable` where that could not be
   * read.
   */
  readonly grantedTo: string | null;
  readonly isReadable: boolean;
  /** ISO 8601; null where Graph keeps none. */
  readonly since: string | null;
}

const GRANTS: Readonly<Record<AppWord, Facet>> = { client: 'clientGrants', server: 'serverGrants' };

/** Every permission that the apps ask for or are granted; granted ones first. */
export function permissionRows(registrations: Registrations): readonly PermissionRow[] {
  return appsOf(registrations).flatMap((row) => rowsOf(row, registrations));
}

type Held = Pick<PermissionRow, 'resource' | 'permission' | 'kind' | 'grantedTo' | 'since'>;

function rowsOf({ app, registration }: AppRow, registrations: Registrations): readonly PermissionRow[] {
  const held = heldBy(registration);
  const asked = askedBy(registration);
  const isKnown = (kind: Held['kind']) =>
    kind === 'application'
      ? registration.roles !== undefined && registration.roles !== null
      : !registrations.unreadable.some(({ facet }) => facet === GRANTS[app]);
  const missing = asked.filter((one) => !held.some((other) => isSame(one, other)));
  const nobody = { grantedTo: null, since: null };
  return [...held, ...missing.map((one) => ({ ...one, ...nobody }))].map((one) => ({
    app,
    ...one,
    isAsked: asked.some((other) => isSame(one, other)),
    isReadable: isKnown(one.kind),
    says: wordsFor(one, registrations),
  }));
}

type Named = Pick<Held, 'resource' | 'permission' | 'kind'>;

function heldBy({ grants, roles }: ShownRegistration): readonly Held[] {
  const delegated = grants.flatMap(({ resource, scopes, for: whom, principal = null }) =>
    scopes.map((permission) => ({
      resource,
      permission,
      kind: 'delegated' as const,
      grantedTo: principal ?? whom,
      since: null,
    })),
  );
  const application = (roles ?? []).map(({ resource, permission, since }) => ({
    resource,
    permission,
    kind: 'application' as const,
    grantedTo: 'the app itself',
    since,
  }));
  return [...application, ...delegated];
}

function askedBy({ permissions }: ShownRegistration): readonly Named[] {
  return permissions.flatMap(({ resource, delegated, application }) => [
    ...delegated.map((permission) => ({ resource, permission, kind: 'delegated' as const })),
    ...application.map((permission) => ({ resource, permission, kind: 'application' as const })),
  ]);
}

function isSame(one: Named, other: Named): boolean {
  return (
    one.kind === other.kind &&
    one.resource === other.resource &&
    one.permission.toLowerCase() === other.permission.toLowerCase()
  );
}

function wordsFor(one: Named, { permissionWords = [] }: Registrations): string | null {
  return permissionWords.find((words) => isSame(one, words))?.says ?? null;
}

/** A credential and its app. */
export type CredentialRow = ShownCredential & { readonly app: AppWord };

/** Soonest to end first; those that do not end last. */
export function credentialRows(registrations: Registrations): readonly CredentialRow[] {
  const rows = appsOf(registrations).flatMap(({ app, registration }) =>
    registration.credentials.map((one) => ({ ...one, app })),
  );
  return rows.toSorted((a, b) => endOf(a).localeCompare(endOf(b)));
}

function endOf({ endDateTime }: ShownCredential): string {
  return endDateTime ?? 'never';
}
