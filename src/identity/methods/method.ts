import type { HttpClient } from '@azure/core-rest-pipeline';
import type { CloudEndpoints } from '../../core/cloud.ts';
import { SetupError } from '../../errors.ts';
import type { Browser, Clock, Files, Programs, Random, Transport } from '../../ports.ts';
import type { Environment } from '../auth-method.ts';
import type { Loopback } from '../loopback.ts';
import type { IssuedToken } from '../session.ts';
import type { Watch } from '../watch.ts';

/** The code a person types, for the screen; it is worth nothing to others once it was used. */
export interface DeviceCodePrompt {
  readonly userCode: string;
  readonly verificationUri: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The service's own sentence, in its own language. */
  readonly message: string;
}

/** The page a person signs in on, for the screen where no browser opened by itself. */
export interface BrowserPagePrompt {
  readonly url: string;
  readonly opened: boolean;
  /** ISO 8601: when we stop listening. */
  readonly expiresAt: string;
}

/** What signing in takes of the outside. */
export interface SignInPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly browser: Browser;
  readonly loopback: Loopback;
  readonly programs: Programs;
  readonly files: Pick<Files, 'readText'>;
  readonly env: Environment;
  readonly interrupt: AbortSignal;
  onDeviceCode(prompt: DeviceCodePrompt): void;
  onBrowserPage(prompt: BrowserPagePrompt): void;
}

/** What every method is built from. */
export interface MethodSetup {
  /** As asked for, or null where the account decides. */
  readonly tenant: string | null;
  /** `--sign-in-client`, or null for the method's own choice. */
  readonly clientId: string | null;
  readonly endpoints: CloudEndpoints;
  readonly sdk: SdkOptions;
  /** Patient and watched; all requests go through it. */
  readonly transport: Transport;
  /** Watched only, for credentials that repeat requests themselves. */
  readonly directTransport: Transport;
  readonly watch: Pick<Watch, 'during' | 'refused'>;
  readonly ports: SignInPorts;
}

/** Options that every credential of the SDK takes. */
export interface SdkOptions {
  readonly authorityHost: string;
  readonly httpClient: HttpClient;
  /** Every authority comes from our own table of clouds, so no host needs to be looked up. */
  readonly disableInstanceDiscovery: true;
  readonly retryOptions: { readonly maxRetries: 0 };
}

/** A way to tokens; `explain` may say more about a refusal than its number does. */
export interface OperatorCredential {
  getToken(scopes: readonly string[], interrupt: AbortSignal): Promise<IssuedToken | null>;
  explain(error: SetupError): SetupError;
}

export type OpenCredential = (setup: MethodSetup) => Promise<OperatorCredential>;

/** Any tenant that accounts of organisations belong to: the account decides. */
export const ANY_ORGANISATION = 'organizations';

/** What the SDK's credentials have in common. */
interface SdkCredential {
  getToken(scopes: string[], options: { readonly abortSignal: AbortSignal }): Promise<IssuedToken | null>;
}

export function overSdk(
  credential: SdkCredential,
  explain = (error: SetupError) => error,
): OperatorCredential {
  return {
    getToken: (scopes, interrupt) => credential.getToken([...scopes], { abortSignal: interrupt }),
    explain,
  };
}

/** The values of environment variables that a method cannot do without. */
export function requiredVariables<Name extends string>(
  method: string,
  env: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !env[name]?.trim());
  if (missing.length > 0) throw missingVariables(method, missing);
  return Object.fromEntries(names.map((name) => [name, env[name]?.trim() ?? ''])) as Record<Name, string>;
}

export function missingVariables(
  method: string,
  missing: readonly string[],
  advice: readonly string[] = [],
): SetupError {
  return new SetupError(
    'MISSING_ANSWERS',
    `--auth ${method} needs ${missing.join(' and ')} in the environment.`,
    {
      advice: [...advice, 'All variables: entra-mcp-setup help environment'],
    },
  );
}

/** App, tenant and authority of a sign-in without a person. */
export function appSettingsOf(method: string, { clientId, tenant, ports }: MethodSetup) {
  const names: readonly ('AZURE_CLIENT_ID' | 'AZURE_TENANT_ID')[] = [
    ...(clientId === null ? (['AZURE_CLIENT_ID'] as const) : []),
    ...(tenant === null ? (['AZURE_TENANT_ID'] as const) : []),
  ];
  const env = requiredVariables(method, ports.env, names);
  return { clientId: clientId ?? env.AZURE_CLIENT_ID, tenant: tenant ?? env.AZURE_TENANT_ID };
}
