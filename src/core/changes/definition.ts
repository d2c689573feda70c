import type { Application, Tenant } from '../tenant.ts';
import type { RegistrationEdit } from './registration.ts';
import type { AppIdOf } from './vocabulary.ts';

/** A change as data before and after, as reports hold it. */
export interface BeforeAfter {
  readonly before: unknown;
  readonly after: unknown;
  /** Members of `after` whose value is never shown. */
  readonly sensitive?: readonly string[];
}

/** What every kind of change says of itself. */
interface Words<Change> {
  /** One imperative sentence without a full stop. */
  readonly summary: (change: Change) => string;
  readonly describe: (change: Change) => BeforeAfter;
}

/**
 * A change of one registration. The members that `edit` gives are what is foreseen, what is sent and what is shown;
 * those that it leaves out stay as they are.
 */
export interface EditKind<Change> extends Words<Change> {
  readonly edit: (before: Application, change: Change, appIdOf: AppIdOf) => RegistrationEdit;
}

/** A change of anything else: foreseen here, sent and shown by its request in `graph/requests`. */
export interface OtherKind<Change> extends Words<Change> {
  readonly simulate: (tenant: Tenant, change: Change) => Tenant;
}

/** Stands in a report for what Entra chooses. */
export const AFTER_APPLY = '(known after apply)';
