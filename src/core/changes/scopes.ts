import type { WantedScope } from '../blueprint.ts';
import type { Application } from '../tenant.ts';
import type { EditKind } from './definition.ts';
import { publishedScope, type RegistrationEdit, withScope } from './registration.ts';
import type { NewScope } from './vocabulary.ts';

export interface AddScope {
  readonly kind: 'add-scope';
  readonly app: 'server';
  readonly scope: NewScope;
}

export interface EnableScope {
  readonly kind: 'enable-scope';
  readonly app: 'server';
  readonly value: string;
}

export interface SetScopeConsent {
  readonly kind: 'set-scope-consent';
  readonly app: 'server';
  /** The scope as it is named now; `scope` says how all of it must be, the name included. */
  readonly value: string;
  readonly scope: WantedScope;
  /** The fields that differ, as they are now. */
  readonly from: Readonly<Partial<Record<keyof WantedScope | 'type', string | null>>>;
}

export const addScope: EditKind<AddScope> = {
  summary: ({ scope }) => `Expose the scope ${scope.value}`,
  describe: ({ scope }) => ({ before: null, after: publishedScope(scope) }),
  edit: ({ scopes }, { scope }) => ({ scopes: [...scopes, publishedScope(scope)] }),
};

export const enableScope: EditKind<EnableScope> = {
  summary: ({ value }) => `Enable the scope ${value}`,
  describe: ({ value }) => ({ before: { value, isEnabled: false }, after: { value, isEnabled: true } }),
  edit: (before, { value }) => ({ scopes: withScope(before, value, { isEnabled: true }) }),
};

export const setScopeConsent: EditKind<SetScopeConsent> = {
  summary: ({ value, scope }) =>
    value === scope.value
      ? `Let admins and users consent to the scope ${value}`
      : `Rename the scope ${value} to ${scope.value}`,
  describe: ({ scope, from }) => ({
    before: from,
    after: Object.fromEntries(Object.entries({ ...scope, type: 'User' }).filter(([field]) => field in from)),
  }),
  edit: (before, { value, scope }) => ({
    scopes: withScope(before, value, { ...scope, type: 'User', isEnabled: true }),
  }),
};

/** Whether the scope has to be disabled first: Entra changes neither name nor type of an enabled one (facts: graph.md §2). */
export function mustDisableFirst({ scopes }: Application, { value, scope }: SetScopeConsent): boolean {
  const found = scopes.find((one) => one.value === value);
  return found?.isEnabled === true && (found.value !== scope.value || found.type !== 'User');
}

/** The edit that disables the scope before it is changed. */
export function disablingEdit(before: Application, { value }: SetScopeConsent): RegistrationEdit {
  return { scopes: withScope(before, value, { isEnabled: false }) };
}
