import * as z from 'zod';
import { SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';

/** An error reply of Graph, as far as it could be read. */
export interface GraphFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
}

/** `message` can be an object and the nested key is spelled either way (facts: graph.md §1.0). */
const errorBody = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.union([z.string(), z.object({ value: z.string() })]).nullish(),
    innerError: z.object({ 'request-id': z.string().nullish() }).nullish(),
    innererror: z.object({ 'request-id': z.string().nullish() }).nullish(),
  }),
});

export function parseFailure({ status, body, headers }: GraphReply): GraphFailure {
  const parsed = errorBody.safeParse(body);
  const error = parsed.success ? parsed.data.error : null;
  const message = typeof error?.message === 'object' ? error.message?.value : error?.message;
  return {
    status,
    code: error?.code ?? `http_${status}`,
    message: message ?? 'No message.',
    requestId:
      error?.innerError?.['request-id'] ?? error?.innererror?.['request-id'] ?? headers.get('request-id'),
  };
}

/** The permission (delegated scope) and the directory roles that an operation takes. */
export interface Requirement {
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

const ADMINISTRATORS = [
  'Cloud Application Administrator',
  'Application Administrator',
  'Global Administrator',
];

/** What each kind of operation takes (facts: graph.md §1.1). */
export const REQUIREMENTS = {
  'read-applications': {
    scopes: [
      'Application.Read.All',
      'Application.ReadWrite.All',
      'Directory.Read.All',
      'Directory.AccessAsUser.All',
    ],
    roles: [],
  },
  'write-applications': {
    scopes: ['Application.ReadWrite.All', 'Directory.AccessAsUser.All'],
    roles: ['Application Developer (for own apps)', ...ADMINISTRATORS],
  },
  'grant-consent': {
    scopes: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.AccessAsUser.All'],
    roles: [...ADMINISTRATORS, 'Privileged Role Administrator'],
  },
} as const satisfies Record<string, Requirement>;

export type Operation = keyof typeof REQUIREMENTS;

/** Turns a refusal into an error for people. A 403 is told apart by the token's own claims: scope or role. */
export function refusal(
  graph: Graph,
  failure: GraphFailure,
  doing: string,
  operation: Operation,
): SetupError {
  const detail = `${failure.status} ${failure.code}: ${failure.message}`;
  const common = { detail, ...(failure.requestId === null ? {} : { correlationId: failure.requestId }) };
  if (isPolicy(failure)) {
    return new SetupError('POLICY', `A policy of the tenant does not allow this: ${doing}.`, {
      ...common,
      advice: policyAdvice(failure.message),
    });
  }
  if (failure.status === 403) return forbidden(graph, doing, operation, common);
  if (failure.status === 401) {
    return new SetupError('NOT_SIGNED_IN', `Microsoft Graph refused the token (${failure.code}).`, {
      ...common,
      advice: ['Sign in again: run the command once more'],
    });
  }
  if (failure.status === 429)
    return new SetupError('THROTTLED', `Microsoft Graph asks to slow down: ${doing}.`, common);
  if (failure.status >= 500) {
    return new SetupError(
      'UNAVAILABLE',
      `Microsoft Graph could not do this: ${doing} (HTTP ${failure.status}).`,
      common,
    );
  }
  return new SetupError('REJECTED', `Microsoft Graph refused this: ${doing}. ${failure.message}`, {
    ...common,
    advice: conflictAdvice(failure.message),
  });
}

/** Policies speak in the message; a domain that is not verified has a code of its own (recordings 23 and 24). */
function isPolicy({ code, message }: GraphFailure): boolean {
  return (
    code === 'HostNameNotOnVerifiedDomain' || /as per assigned policy|default tenant policy/i.test(message)
  );
}

function conflictAdvice(message: string): readonly string[] {
  if (/identifierUris already exists/i.test(message)) {
    return [
      'Another app holds this Application ID URI: choose another with --app-id-uri, or remove it there',
    ];
  }
  if (/FederatedIdentityCredential with name/i.test(message)) {
    return ['A federated credential of this name exists: choose another under serverApi.credential.name'];
  }
  return [];
}

function forbidden(
  { access: { claims } }: Graph,
  doing: string,
  operation: Operation,
  common: { readonly detail: string; readonly correlationId?: string },
): SetupError {
  const { scopes, roles } = REQUIREMENTS[operation];
  const held = claims.kind === 'user' ? claims.scopes : claims.appRoles;
  if (!scopes.some((scope) => held.includes(scope))) {
    return new SetupError('FORBIDDEN', `The sign-in does not carry the permission to do this: ${doing}.`, {
      ...common,
      advice: [`Sign in with a client that may use ${scopes[0]} (--sign-in-client), or without one`],
    });
  }
  return new SetupError('FORBIDDEN', `${claims.principal} may not do this: ${doing}.`, {
    ...common,
    advice: [
      `Ask for one of the roles ${roles.join(', ')}${claims.roles.length > 0 ? ` (held now: ${claims.roles.join(', ')})` : ''}`,
    ],
  });
}

function policyAdvice(message: string): readonly string[] {
  if (/type not allowed/i.test(message)) {
    return [
      'Use a certificate: --credential certificate --create-certificate',
      'Or no credential at all: --credential federated --federated-issuer … --federated-subject …',
    ];
  }
  if (/lifetime/i.test(message)) return ['Ask for a shorter life: --secret-months 6'];
  return ['Use the default Application ID URI: --app-id-uri "api://{appId}"'];
}
