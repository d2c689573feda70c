import type { ChangeKind } from '../../src/core/changes/index.ts';

const EVERY: Readonly<Record<ChangeKind, true>> = {
  'add-certificate': true,
  'add-federated-credential': true,
  'add-identifier-uri': true,
  'add-owner': true,
  'add-permissions': true,
  'add-redirect-uris': true,
  'add-scope': true,
  'add-secret': true,
  'create-application': true,
  'create-service-principal': true,
  'enable-scope': true,
  'enable-service-principal': true,
  'grant-consent': true,
  'move-redirect-uris': true,
  'pre-authorize-clients': true,
  'set-fallback-public-client': true,
  'set-scope-consent': true,
  'set-sign-in-audience': true,
  'set-token-version': true,
};

/** Every kind of change, sorted. A kind that is missing here does not compile. */
export const CHANGE_KINDS: readonly string[] = Object.keys(EVERY);

/** The kinds of these changes, sorted, each once. */
export const kindsOf = (tried: readonly { readonly change: { readonly kind: ChangeKind } }[]) =>
  [...new Set(tried.map(({ change }) => change.kind))].sort();
