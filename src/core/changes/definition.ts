import type { Application, Tenant } from '../tenant.ts';
import type { RegistrationEdit } from './registration.ts';
import type { AppIdOf } from './vocabulary.ts';

/** The values that a change replaces and sets, as reports hold them. */
export interface BeforeAfter {
  readonly before: unknown;
  readonly after: unknown;
  /** Members of `after` whose value is never shown. */
  readonly sensitive?: readonly string[];
}

/** How a kind of change is described to people and in reports. */
interface Words<Change> {
  /** One imperative sentence without a full stop. */
  readonly summary: (change: Change) => string;
  readonly describe: (change: Change) => BeforeAfter;
}

/**
 * A kind of change to one registration. The members that `edit` returns are simulated, sent as a PATCH and shown as a
 * command; the others stay as they are.
 */
export interface EditKind<Change> extends Words<Change> {
  readonly edit: (before: Application, change: Change, appIdOf: AppIdOf) => RegistrationEdit;
}

/** Any other kind of change: simulated here, sent and shown by a request of `graph/requests.ts`. */
export interface OtherKind<Change> extends Words<Change> {
  readonly simulate: (tenant: Tenant, change: Change) => Tenant;
}

/** Stands in reports for a value that Entra will choose. */
export const AFTER_APPLY = '(known after apply)';
