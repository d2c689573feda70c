import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { AZURE_CLI_APP_ID } from '../core/ids.ts';
import { SetupError } from '../errors.ts';
import type { AuthMethod } from './auth-method.ts';
import { unlessAborted } from './deferred.ts';
import { transportAsHttpClient } from './http-client.ts';
import type { MethodSetup, OpenCredential, OperatorCredential, SignInPorts } from './methods/method.ts';
import { clientName } from './refusal.ts';
import type { SignInContext } from './refusal-meanings.ts';
import { type RetryLimits, withRetries } from './retry.ts';
import { type IssuedToken, openSession, type Session } from './session.ts';
import { signInError } from './sign-in-error.ts';
import { type Watch, watchFailures } from './watch.ts';

export type { BrowserPagePrompt, DeviceCodePrompt, SignInPorts } from './methods/method.ts';

/** How, where and with which client the operator signs in. */
export interface SignInRequest {
  readonly method: AuthMethod;
  /** Tenant id or domain; null lets the account decide, for people only. */
  readonly tenant: string | null;
  readonly cloud: Cloud;
  /** `--sign-in-client`; null: the client of the Azure CLI, or AZURE_CLIENT_ID where an app signs in. */
  readonly clientId: string | null;
  /** Delegated permissions on Microsoft Graph, by name; requested only with a client of one's own. */
  readonly permissions: readonly string[];
  /** The longest wait that a busy token service may ask for, in milliseconds. */
  readonly maxWait: number;
}

/** Loaders: each method's part of the SDK is loaded only when it is used. */
const OPEN: Readonly<Record<AuthMethod, () => Promise<OpenCredential>>> = {
  'device-code': async () => (await import('./methods/device-code.ts')).openDeviceCode,
  browser: async () => (await import('./methods/browser.ts')).openBrowser,
  'azure-cli': async () => (await import('./methods/azure-cli.ts')).openAzureCli,
  environment: async () => (await import('./methods/environment.ts')).openEnvironment,
  'workload-identity': async () => (await import('./methods/workload-identity.ts')).openWorkloadIdentity,
  'github-oidc': async () => (await import('./methods/github-oidc.ts')).openGitHubOidc,
  'managed-identity': async () => (await import('./methods/managed-identity.ts')).openManagedIdentity,
};

/** Methods by which a person signs in to a client of their choice. */
const OWN_CLIENT: readonly AuthMethod[] = ['device-code', 'browser'];

/** Signs in and requests the first token. Whatever the SDK throws, this throws a `SetupError`. */
export async function signIn(request: SignInRequest, ports: SignInPorts): Promise<Session> {
  ports.interrupt.throwIfAborted();
  const watch = watchFailures();
  const credential = await (await OPEN[request.method]())(setUp(request, ports, watch));
  const requestToken = (scopes = scopesFor(request)) =>
    requestOneToken(credential, scopes, request, ports, watch);
  return openSession({ method: request.method, cloud: request.cloud }, requestToken, ports.clock);
}

function setUp(request: SignInRequest, ports: SignInPorts, watch: Watch): MethodSetup {
  const endpoints = CLOUDS[request.cloud];
  const limits: RetryLimits = { clock: ports.clock, interrupt: ports.interrupt, maxWait: request.maxWait };
  const transport = watch.over(withRetries(ports.transport, limits));
  return {
    tenant: request.tenant,
    clientId: request.clientId,
    endpoints,
    sdk: {
      authorityHost: endpoints.authority,
      httpClient: transportAsHttpClient(transport),
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 0 },
    },
    transport,
    directTransport: watch.over((one) => ports.transport(one, { service: 'managed-identity' })),
    watch,
    ports,
  };
}

async function requestOneToken(
  credential: OperatorCredential,
  scopes: readonly string[],
  request: SignInRequest,
  { interrupt, env }: SignInPorts,
  watch: Watch,
): Promise<IssuedToken> {
  try {
    const issued = await unlessAborted(credential.getToken(scopes, interrupt), interrupt);
    if (issued === null)
      throw new SetupError('NOT_SIGNED_IN', `Signing in by ${request.method} gave no token.`);
    return issued;
  } catch (error) {
    interrupt.throwIfAborted();
    const context = {
      method: request.method,
      tenant: request.tenant,
      client: clientOf(request, env.AZURE_CLIENT_ID),
    };
    throw credential.explain(signInError(error, watch.lastFailure(), context satisfies SignInContext));
  }
}

/**
 * `.default`, or the permissions by name for a client of one's own. Microsoft's clients are pre-authorised for a fixed set, and
 * naming a permission is refused with AADSTS65002 (facts: graph.md §4.6); apps get what was granted to them.
 */
function scopesFor({ method, cloud, clientId, permissions }: SignInRequest): readonly string[] {
  const { graph } = CLOUDS[cloud];
  const named = OWN_CLIENT.includes(method) && clientId !== null && clientId !== AZURE_CLI_APP_ID;
  return named && permissions.length > 0
    ? permissions.map((name) => `${graph}/${name}`)
    : [`${graph}/.default`];
}

function clientOf({ method, clientId }: SignInRequest, fromEnvironment: string | undefined): string {
  if (OWN_CLIENT.includes(method) || method === 'azure-cli') return clientName(clientId ?? AZURE_CLI_APP_ID);
  return clientName(clientId ?? fromEnvironment ?? null);
}
