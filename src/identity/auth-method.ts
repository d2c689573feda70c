import { aadstsRow } from '../core/aadsts/index.ts';
import { SetupError } from '../errors.ts';
import type { Programs } from '../ports.ts';

/** How the operator signs in: the values of `--auth`. */
export const AUTH_METHODS = [
  'device-code',
  'browser',
  'azure-cli',
  'environment',
  'workload-identity',
  'github-oidc',
  'managed-identity',
] as const;

export type AuthMethod = (typeof AUTH_METHODS)[number];

/** Environment variables as `Ports.env` carries them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A method that works without a person where certain environment variables are set. */
interface Offer {
  readonly method: AuthMethod;
  /** The variables, in words. */
  readonly wants: string;
  readonly isThere: (env: Environment) => boolean;
}

/** In the order in which they are preferred. */
const OFFERS: readonly Offer[] = [
  {
    method: 'environment',
    wants: 'AZURE_CLIENT_ID with AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH',
    isThere: (env) =>
      isSet(env.AZURE_CLIENT_ID) &&
      (isSet(env.AZURE_CLIENT_SECRET) || isSet(env.AZURE_CLIENT_CERTIFICATE_PATH)),
  },
  {
    method: 'workload-identity',
    wants: 'AZURE_CLIENT_ID with AZURE_FEDERATED_TOKEN_FILE',
    isThere: (env) => isSet(env.AZURE_CLIENT_ID) && isSet(env.AZURE_FEDERATED_TOKEN_FILE),
  },
  {
    method: 'github-oidc',
    wants: 'AZURE_CLIENT_ID in a GitHub job with `permissions: id-token: write`',
    isThere: (env) =>
      isSet(env.AZURE_CLIENT_ID) &&
      isSet(env.ACTIONS_ID_TOKEN_REQUEST_URL) &&
      isSet(env.ACTIONS_ID_TOKEN_REQUEST_TOKEN),
  },
  {
    method: 'managed-identity',
    wants: 'IDENTITY_ENDPOINT or MSI_ENDPOINT, as Azure hosts set them',
    isThere: (env) => isSet(env.IDENTITY_ENDPOINT) || isSet(env.MSI_ENDPOINT),
  },
];

const AZ_TIME_LIMIT_MS = 20_000;

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

/**
 * The method without `--auth`: the device code on a terminal, else the first that the environment offers. `az` comes last, since
 * it has to be started to find out. Throws `NOT_SIGNED_IN` where there is none.
 */
export async function defaultMethod(
  env: Environment,
  programs: Programs,
  { interactive }: { readonly interactive: boolean },
): Promise<AuthMethod> {
  if (interactive) return 'device-code';
  const offer = OFFERS.find(({ isThere }) => isThere(env));
  if (offer !== undefined) return offer.method;
  if (await azureCliIsSignedIn(programs)) return 'azure-cli';
  throw new SetupError('NOT_SIGNED_IN', 'The environment offers no way to sign in without a terminal.', {
    advice: [
      ...OFFERS.map(({ method, wants }) => `--auth ${method} wants ${wants}.`),
      '--auth azure-cli wants an `az login` on this machine.',
    ],
  });
}

async function azureCliIsSignedIn(programs: Programs): Promise<boolean> {
  try {
    await programs.run('az', ['account', 'show', '--output', 'none'], { timeout: AZ_TIME_LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}

/** Methods by which a person signs in; only these can replace one another. */
const FOR_PEOPLE: readonly AuthMethod[] = ['device-code', 'browser', 'azure-cli'];

/**
 * The methods to offer after a failed sign-in, best first; none unless the method was at fault. Some tenants block the device
 * code, others the browser. A policy on devices never lets a device code pass, which carries no device identity.
 */
export function nextMethods(error: SetupError, tried: readonly AuthMethod[]): readonly AuthMethod[] {
  const last = tried.at(-1);
  if (last === undefined || !FOR_PEOPLE.includes(last) || !isAboutTheMethod(error, last)) return [];
  const isAboutDevices = aadstsRow(error.aadsts ?? '')?.refusal === 'managed-device';
  const order: readonly AuthMethod[] = ['browser', 'device-code', 'azure-cli'];
  return order.filter((method) => !tried.includes(method) && !(isAboutDevices && method === 'device-code'));
}

function isAboutTheMethod(error: SetupError, method: AuthMethod): boolean {
  if (error.code === 'SIGN_IN_BLOCKED' || error.code === 'SIGN_IN_EXPIRED') return true;
  const unavailableHere = method !== 'device-code' && error.aadsts === null;
  return error.code === 'NOT_SIGNED_IN' && (unavailableHere || error.aadsts === '7000218');
}
