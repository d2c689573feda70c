import type { Blueprint } from '../../core/blueprint.ts';
import type { Cloud } from '../../core/cloud.ts';
import { durationWords } from '../../core/duration.ts';
import { isGuid } from '../../core/ids.ts';
import type { Identity } from '../../core/report.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { Patience } from '../../graph/backoff.ts';
import { type Graph, openGraph } from '../../graph/client.ts';
import { type AuthMethod, defaultMethod, nextMethods } from '../../identity/auth-method.ts';
import { assertTenant, type Session, tenantMatches, wrongTenant } from '../../identity/session.ts';
import type { SignInRequest } from '../../identity/sign-in.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside, SignInPage } from '../../outside.ts';
import { again } from './again.ts';
import type { CommonFlags } from './common-options.ts';
import { authOf, maxWaitOf } from './limits.ts';
import { showCode, showPage } from './sign-in-screen.ts';

/** A signed-in operator and Graph as they see it. */
export interface Connection {
  readonly session: Session;
  readonly graph: Graph;
}

/** Where to sign in, as a blueprint says. A null tenant means the tenant of whoever signs in. */
export interface Place {
  readonly tenant: string | null;
  readonly cloud: Cloud;
}

export interface ConnectOptions {
  readonly flags: CommonFlags;
  /** Delegated permissions to ask for where the sign-in client takes them one by one. */
  readonly access: 'read' | 'write';
  readonly method?: AuthMethod;
  /** Throws `NOT_SIGNED_IN` where no browser opens, so that another way can be offered; else the page's address is shown. */
  readonly failsWithoutBrowser?: true;
  /** Permissions that only this run needs, such as that for the sign-in log. */
  readonly extraPermissions?: readonly string[];
  /** Called when Graph asks to slow down, which is evidence for a diagnosis. */
  readonly onThrottled?: () => void;
  /**
   * Returns the outside to use once no person is waited for any more, such as one with a deadline: after the sign-in, or from
   * the start where nobody has to do anything. Called several times.
   */
  readonly begin?: () => SignInOutside;
}

type ConnectRequest = Place & ConnectOptions;

/** Delegated permissions on Graph, asked for by name only from a client of one's own (facts: graph.md §1.1). */
const PERMISSIONS: Readonly<Record<ConnectOptions['access'], readonly string[]>> = {
  read: ['Application.Read.All', 'Directory.Read.All', 'Policy.Read.All'],
  write: [
    'Application.ReadWrite.All',
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.Read.All',
    'Policy.Read.All',
  ],
};

function permissionsFor({ access, extraPermissions = [] }: ConnectRequest): readonly string[] {
  return [...PERMISSIONS[access], ...extraPermissions];
}

/** What signing in takes of the outside, by whichever method. */
export type SignInOutside = Pick<
  Outside,
  | 'browser'
  | 'clock'
  | 'env'
  | 'files'
  | 'interrupt'
  | 'launch'
  | 'loopback'
  | 'practice'
  | 'programs'
  | 'random'
  | 'sessions'
  | 'stream'
  | 'terminal'
  | 'transport'
>;

/**
 * Signs in and opens Graph. Throws `WRONG_TENANT` where the token is of another tenant than the id asked for; one asked for
 * by domain is left to `assertTenantRead`.
 */
export async function connect(
  outside: SignInOutside,
  { tenant, cloud }: Place,
  options: ConnectOptions,
): Promise<Connection> {
  const request = { ...options, tenant, cloud };
  const method = request.method ?? (await methodFor(outside, request.flags));
  const within = isAttended(method, outside) ? outside : (request.begin?.() ?? outside);
  const session = await keptSession(within, request, method).catch((error: unknown) => {
    throw withNextMethods(error, method, outside);
  });
  if (request.tenant !== null && isGuid(request.tenant)) refuseOtherTenant(session, request.tenant);
  return { session, graph: graphFor(request.begin?.() ?? outside, session, request) };
}

/** Whether the sign-in waits for a person. */
function isAttended(method: AuthMethod, { practice }: Pick<Outside, 'practice'>): boolean {
  return practice === null && (method === 'device-code' || method === 'browser');
}

/** Signs in, or takes the kept sign-in of an earlier call of an assistant. In practice nobody has to do anything. */
function keptSession(outside: SignInOutside, request: ConnectRequest, method: AuthMethod): Promise<Session> {
  const { sessions, practice } = outside;
  if (sessions === undefined) return signInWith(outside, request, method, () => undefined);
  const key = [method, request.cloud, request.tenant].join(' ');
  return sessions.open(key, (onPage) =>
    signInWith(outside, request, method, practice === null ? onPage : () => undefined),
  );
}

/** Shows the code or page a person needs, and how long the wait has been. */
async function signInWith(
  outside: SignInOutside,
  request: ConnectRequest,
  method: AuthMethod,
  onPage: (page: SignInPage) => void,
): Promise<Session> {
  const { signIn } = await import('../../identity/sign-in.ts');
  const { withDeviceCode } = await import('../../ui/device-code.ts');
  return withDeviceCode(outside, (onCode) =>
    signIn(signInRequestOf(request, method), {
      ...outside,
      onDeviceCode: (prompt) => {
        onPage({ url: prompt.verificationUri, code: prompt.userCode });
        showCode(prompt, outside, '--auth browser', onCode);
      },
      onBrowserPage: ({ url, opened }) => {
        if (!opened && request.failsWithoutBrowser) throw noBrowser();
        onPage({ url, code: null });
        showPage(outside, { url, opened });
      },
    }),
  );
}

function signInRequestOf(request: ConnectRequest, method: AuthMethod): SignInRequest {
  return {
    method,
    tenant: request.tenant,
    cloud: request.cloud,
    clientId: request.flags.signInClient ?? null,
    permissions: permissionsFor(request),
    maxWait: maxWaitOf(request.flags),
  };
}

function noBrowser(): SetupError {
  return new SetupError('NOT_SIGNED_IN', 'No browser could be opened on this computer.');
}

async function methodFor(
  outside: Pick<Outside, 'env' | 'practice' | 'programs' | 'sessions' | 'terminal'>,
  flags: CommonFlags,
): Promise<AuthMethod> {
  const asked = authOf(flags, outside);
  if (asked !== null) return asked;
  if (outside.practice) return 'device-code';
  const offered = defaultMethod(outside.env, outside.programs, {
    interactive: outside.terminal.interactive,
  });
  // An assistant can hand a code on to the person it works for.
  return outside.sessions === undefined ? offered : offered.catch(() => 'device-code' as const);
}

/** Whether somebody has to do something to sign in. False where no way to sign in is found, which `connect` reports. */
export async function needsPerson(
  outside: Pick<Outside, 'env' | 'practice' | 'programs' | 'terminal' | 'launch'>,
  flags: CommonFlags,
): Promise<boolean> {
  const method = await methodFor(outside, flags).catch(() => null);
  return method !== null && isAttended(method, outside);
}

/** How advice begins that names another way to sign in. */
export const ANOTHER_WAY = 'Try another way:';

/** The error with a command for each way to sign in that is left where the tenant blocks one. */
function withNextMethods(error: unknown, method: AuthMethod, { launch }: Pick<Outside, 'launch'>): unknown {
  if (!(error instanceof SetupError)) return error;
  const next = nextMethods(error, [method]);
  if (next.length === 0) return error;
  return new SetupError(error.code, error.message, {
    advice: [...next.map((one) => `${ANOTHER_WAY} ${again(launch, `--auth ${one}`)}`), ...error.advice],
    cause: error,
    ...error.traces,
  });
}

function refuseOtherTenant(session: Session, asked: string): void {
  if (session.claims.tenantId.toLowerCase() !== asked.toLowerCase()) throw wrongTenant(session, asked, asked);
}

function graphFor(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'random' | 'terminal' | 'transport'>,
  session: Session,
  { cloud, flags, access, onThrottled }: ConnectRequest,
): Graph {
  const { transport, clock, random, interrupt } = outside;
  const say = sayWait(outside);
  return openGraph({
    cloud,
    transport,
    clock,
    random,
    readOnly: access === 'read',
    access: {
      token: (options) => session.token(options),
      claims: { ...session.claims, objectId: session.claims.objectId ?? '' },
    },
    policy: {
      maxWait: maxWaitOf(flags),
      onWait: (wait) => {
        if (wait.throttled) onThrottled?.();
        say(wait);
      },
      signal: interrupt,
    },
  });
}

/** Says of each pause of a second or more what it is for, how long it takes, and the limit. */
function sayWait({ terminal }: Pick<Outside, 'terminal'>): Patience['onWait'] {
  return ({ reason, milliseconds, limit }) => {
    if (milliseconds < 1_000) return;
    terminal.err(`Waiting ${durationWords(milliseconds)}: ${reason} (limit ${durationWords(limit)}).\n`);
  };
}

/** How long and how visibly this run waits for Entra; `note`, where given, shows the wait in a line of progress. */
export function patienceOf(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'terminal'>,
  flags: CommonFlags,
  note?: (text: string) => void,
): Patience {
  const { clock, interrupt } = outside;
  const onWait: Patience['onWait'] = note
    ? ({ reason, limit }) => note(`waiting: ${reason}; normal, up to ${durationWords(limit)}`)
    : sayWait(outside);
  return { clock, maxWait: maxWaitOf(flags), onWait, signal: interrupt };
}

/**
 * Throws `WRONG_TENANT` unless the session is in the tenant asked for. A domain is compared with what was read of the
 * organization; where that could not be read, one request resolves it.
 */
export async function assertTenantRead(
  outside: Pick<Outside, 'transport'>,
  session: Session,
  { tenant: asked, cloud }: Pick<Blueprint, 'tenant' | 'cloud'>,
  tenant: Tenant,
): Promise<void> {
  if (isGuid(asked)) return refuseOtherTenant(session, asked);
  const organization = facetOf(tenant, 'organization');
  if (organization === null)
    return assertTenant(session, asked, (domain) => resolveTenant(domain, cloud, outside.transport));
  if (!tenantMatches(asked, organization)) throw wrongTenant(session, asked, null);
}

/** Who is signed in, for a report. */
export function identityOf({ claims, method }: Session): Identity {
  return { kind: claims.kind, method, principal: claims.principal, roles: claims.roles };
}
