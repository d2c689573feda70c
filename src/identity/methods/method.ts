import type { HttpClient } from '@azure/core-rest-pipeline';
import type { CloudEndpoints } from '../../core/cloud.ts';
import { SetupError } from '../../errors.ts';
import type { Browser, Clock, Files, Programs, Random, Transport } from '../../ports.ts';
import type { Environment } from '../auth-method.ts';
import type { Loopback } from '../loopback.ts';
import type { IssuedToken } from '../session.ts';
import type { Watch } from '../watch.ts';

/** The code that the operator enters, for the screen. It is of no use once it was entered. */
export interface DeviceCodePrompt {
  readonly userCode: string;
  readonly verificationUri: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The service's own sentence, in its own language. */
  readonly message: string;
}

/** The sign-in page, for the screen where no browser could be opened. */
export interface BrowserPagePrompt {
  readonly url: string;
  readonly opened: boolean;
  /** ISO 8601: when the listener closes. */
  readonly expiresAt: string;
}

/** The ports that a sign-in uses. */
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

/** What every method is opened with. */
export interface MethodSetup {
  /** Tenant id or domain, or null where the account decides. */
  readonly tenant: string | null;
  /** `--sign-in-client`, or null for the method's own choice. */
  readonly clientId: string | null;
  readonly endpoints: CloudEndpoints;
  readonly sdk: SdkOptions;
  /** With retries, and watched for failures. */
  readonly transport: Transport;
  /** Watched, but without retries, for credentials that retry themselves. */
  readonly directTransport: Transport;
  readonly watch: Pick<Watch, 'during' | 'refused'>;
  readonly ports: SignInPorts;
}

/** Options that every credential of the SDK takes. */
export interface SdkOptions {
  readonly authorityHost: string;
  readonly httpClient: HttpClient;
  /** Authorities come from our table of clouds, so none needs to be discovered. */
  readonly disableInstanceDiscovery: true;
  readonly retryOptions: { readonly maxRetries: 0 };
}

/** A credential of the operator. `explain` may replace the error of a refusal by one that says more. */
export interface OperatorCredential {
  getToken(scopes: readonly string[], interrupt: AbortSignal): Promise<IssuedToken | null>;
  explain(error: SetupError): SetupError;
}

export type OpenCredential = (setup: MethodSetup) => Promise<OperatorCredential>;

/** The path that lets an account of any organisation sign in, to its own tenant. */
export const ANY_ORGANISATION = 'organizations';

/** What all credentials of the SDK can do. */
interface SdkCredential {
  getToken(scopes: string[], options: { readonly abortSignal: AbortSignal }): Promise<IssuedToken | null>;
}

/** A credential of the SDK as ours. */
export function fromSdk(
  credential: SdkCredential,
  explain = (error: SetupError) => error,
): OperatorCredential {
  return {
    getToken: (scopes, interrupt) => credential.getToken([...scopes], { abortSignal: interrupt }),
    explain,
  };
}

/** The values of variables that a method needs. Throws `MISSING_ANSWERS` with the names of those that are not set. */
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

/** App id and tenant of a sign-in without a person, by flag or else by variable. */
export function appSettingsOf(method: string, { clientId, tenant, ports }: MethodSetup) {
  const names: readonly ('AZURE_CLIENT_ID' | 'AZURE_TENANT_ID')[] = [
    ...(clientId === null ? (['AZURE_CLIENT_ID'] as const) : []),
    ...(tenant === null ? (['AZURE_TENANT_ID'] as const) : []),
  ];
  const env = requiredVariables(method, ports.env, names);
  return { clientId: clientId ?? env.AZURE_CLIENT_ID, tenant: tenant ?? env.AZURE_TENANT_ID };
}
