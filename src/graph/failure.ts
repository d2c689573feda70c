import * as z from 'zod';
import { type ErrorCode, SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';

/** An error reply of Graph; a code or message that is missing has a substitute. */
export interface GraphFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Codes of `error.details`. */
  readonly details: readonly string[];
  readonly requestId: string | null;
}

const detail = z.object({ code: z.string() });
/** `details` is a list, rarely a single object; anything else is ignored (facts: graph.md §1.0). */
const details = z
  .union([z.array(detail.nullable().catch(null)), detail.transform((one) => [one])])
  .nullish()
  .catch(null);

/** `message` can be an object and the nested key is spelled either way (facts: graph.md §1.0). */
const errorBody = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.union([z.string(), z.object({ value: z.string() })]).nullish(),
    details,
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
    details: error?.details?.flatMap((one) => one?.code ?? []) ?? [],
    requestId:
      error?.innerError?.['request-id'] ?? error?.innererror?.['request-id'] ?? headers.get('request-id'),
  };
}

/** Refusals that only say that an earlier write has not reached this replica, by status and message (facts: graph.md §3). */
const NOT_YET: readonly { readonly status: number; readonly message: RegExp }[] = [
  { status: 404, message: /does not exist or one of its queried reference-property objects/i },
  { status: 400, message: /does not reference a valid application object/i },
  { status: 400, message: /does not exist or one of its queried reference-property objects/i },
  { status: 400, message: /cannot be deleted or updated unless disabled first/i },
  { status: 403, message: /service principal being created must (?:be )?in the local tenant/i },
  { status: 409, message: /concurrent requests being made to the tenant/i },
];

/** Whether a failure may pass by itself since an earlier write has not reached every replica. */
export function isNotYet(failure: GraphFailure): boolean {
  const { status, message } = failure;
  return isOpen(failure) || NOT_YET.some((known) => known.status === status && known.message.test(message));
}

/** Such a failure that may come although the write was carried out (recording 39). */
export function isOpen({ status, code }: GraphFailure): boolean {
  return status === 404 && code === 'Directory_ObjectNotFound';
}

/** Whether a reply says that the object does not exist, and not only that a replica has not got it. */
export function saysMissing(reply: GraphReply): boolean {
  return reply.status === 404 && !isOpen(parseFailure(reply));
}

/** The permission (delegated scope) and the directory roles that an operation takes. */
interface Requirement {
  readonly scopes: readonly string[];
  /** At least one, since people are told to ask for one of them. */
  readonly roles: readonly [string, ...string[]];
}

const ADMINISTRATORS = [
  'Cloud Application Administrator',
  'Application Administrator',
  'Global Administrator',
] as const;

/** The permissions and roles of each kind of operation, any one of which will do (facts: graph.md §1.1). */
const REQUIREMENTS = {
  'read-applications': {
    scopes: [
      'Application.Read.All',
      'Application.ReadWrite.All',
      'Directory.Read.All',
      'Directory.AccessAsUser.All',
    ],
    // A member needs none, unless the tenant keeps members from reading; which roles do then was not tried.
    roles: ['Directory Readers', 'Global Reader'],
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

/**
 * The error for a refused request. `doing` is what was attempted, as an infinitive without "to". Whether a 403 is for want of a
 * scope or of a role only the token's claims tell.
 */
export function refusal(
  graph: Graph,
  failure: GraphFailure,
  doing: string,
  operation: Operation,
): SetupError {
  const detail = `${failure.status} ${failure.code}: ${failure.message}`;
  const common = { detail, ...(failure.requestId === null ? {} : { correlationId: failure.requestId }) };
  const kind = kindOf(failure);
  if (kind === 'forbidden') return forbidden(graph, doing, operation, common);
  const { code, message, advice = () => [] } = REFUSALS[kind];
  return new SetupError(code, message(doing, failure), { ...common, advice: advice(failure.message) });
}

type RefusalKind =
  | 'policy'
  | 'conflict'
  | 'too-soon'
  | 'signed-out'
  | 'throttled'
  | 'unavailable'
  | 'not-understood';

/** Classifies a refusal: by code and message first, since policies and conflicts come with statuses of other meanings too. */
function kindOf(failure: GraphFailure): RefusalKind | 'forbidden' {
  const { status } = failure;
  if (isPolicy(failure)) return 'policy';
  if (isConflict(failure)) return 'conflict';
  if (isNotYet(failure)) return 'too-soon';
  if (status === 403) return 'forbidden';
  if (status === 401) return 'signed-out';
  if (status === 429) return 'throttled';
  return status >= 500 || status === 408 ? 'unavailable' : 'not-understood';
}

const REFUSALS: Readonly<
  Record<
    RefusalKind,
    {
      readonly code: ErrorCode;
      readonly message: (doing: string, failure: GraphFailure) => string;
      readonly advice?: (message: string) => readonly string[];
    }
  >
> = {
  policy: {
    code: 'POLICY',
    message: (doing) => `A policy of the tenant does not allow this: ${doing}.`,
    advice: policyAdvice,
  },
  conflict: {
    code: 'CONFLICT',
    message: (doing, { message }) =>
      `Something in the tenant stands in the way of this: ${doing}. ${message}`,
    advice: conflictAdvice,
  },
  'too-soon': {
    code: 'UNAVAILABLE',
    message: (doing) => `Entra did not take this within the time allowed: ${doing}.`,
    advice: () => [
      'Run the command again in a few minutes: it goes on where this run stopped',
      'Allow longer waits with --max-wait 10m',
    ],
  },
  'signed-out': {
    code: 'NOT_SIGNED_IN',
    message: (_doing, { code }) => `Microsoft Graph refused the token (${code}).`,
    advice: () => ['Sign in again: run the command once more'],
  },
  throttled: { code: 'THROTTLED', message: (doing) => `Microsoft Graph asks to slow down: ${doing}.` },
  unavailable: {
    code: 'UNAVAILABLE',
    message: (doing, { status }) => `Microsoft Graph could not do this: ${doing} (HTTP ${status}).`,
  },
  'not-understood': {
    code: 'REJECTED',
    message: (doing, { message }) => `Microsoft Graph refused this: ${doing}. ${message}`,
  },
};

/** Whether a policy refused it, by the message; a domain that is not verified has a code of its own (recordings 23 and 24). */
export function isPolicy({ code, message }: GraphFailure): boolean {
  return (
    code === 'HostNameNotOnVerifiedDomain' || /as per assigned policy|default tenant policy/i.test(message)
  );
}

/**
 * Whether a name or URI is taken, or a quota is used up. By code, message or detail, since the status varies (facts: graph.md
 * §1.4, §1.6; recordings 21, 29, 38, 40 and 46).
 */
export function isConflict({ code, message, details }: GraphFailure): boolean {
  return (
    ['Directory_QuotaExceeded', 'Request_MultipleObjectsWithSameKeyValue'].includes(code) ||
    details.includes('ObjectConflict') ||
    /(?:same value for property \w+|with name .*|permission entry) already exists/i.test(message)
  );
}

/** Whether a write was refused because another app, live or deleted, holds its unique name (recording 38). */
export function isNameTaken({ message }: GraphFailure): boolean {
  return /property uniqueName already exists/i.test(message);
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
  if (/quota/i.test(message)) {
    return [
      'Delete app registrations that nobody needs, and empty the recycle bin, which counts as well',
      'Or let an administrator run it: other accounts may own 250 objects at most',
    ];
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
  if (/identifier ?uri/i.test(message))
    return ['Use the default Application ID URI: --app-id-uri "api://{appId}"'];
  return [];
}
