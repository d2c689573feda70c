import { SetupError } from '../errors.ts';
import type { Programs } from '../ports.ts';

/** How the operator signs in, in the words of `--auth` and in the order in which CI takes them. */
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

interface Offer {
  readonly method: AuthMethod;
  readonly wants: string;
  readonly isThere: (env: Environment) => boolean;
}

/** What shows that a method works here without asking anybody, first come first taken. */
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

const AZ_TIME_LIMIT = 20_000;

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

/** Where nobody can be asked: the first method that the environment offers, `az` last since only starting it tells. */
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
    await programs.run('az', ['account', 'show', '--output', 'none'], { timeout: AZ_TIME_LIMIT });
    return true;
  } catch {
    return false;
  }
}

/** Methods with a person in front of them; only these can stand in for one another. */
const FOR_PEOPLE: readonly AuthMethod[] = ['device-code', 'browser', 'azure-cli'];

/** The device decides: a device code carries no device identity, so it can never pass (facts: troubleshooting.md §2.14). */
const DEVICE_CODES: readonly string[] = [
  '50005',
  '50097',
  '50155',
  '53000',
  '53001',
  '53002',
  '530003',
  '530084',
];

/**
 * What to offer after `error`, best first: nothing unless the way of signing in was at fault. Some tenants block the
 * device code, others the browser.
 */
export function nextMethods(error: SetupError, tried: readonly AuthMethod[]): readonly AuthMethod[] {
  const last = tried.at(-1);
  if (last === undefined || !FOR_PEOPLE.includes(last) || !isAboutTheMethod(error, last)) return [];
  const hopeless: readonly AuthMethod[] = DEVICE_CODES.includes(error.aadsts ?? '') ? ['device-code'] : [];
  const order: readonly AuthMethod[] = ['browser', 'device-code', 'azure-cli'];
  return order.filter((method) => !tried.includes(method) && !hopeless.includes(method));
}

function isAboutTheMethod(error: SetupError, method: AuthMethod): boolean {
  if (error.code === 'SIGN_IN_BLOCKED' || error.code === 'SIGN_IN_EXPIRED') return true;
  const unavailableHere = method !== 'device-code' && error.aadsts === null;
  return error.code === 'NOT_SIGNED_IN' && (unavailableHere || error.aadsts === '7000218');
}
