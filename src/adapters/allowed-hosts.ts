import { CLOUDS } from '../core/cloud.ts';
import { MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import { SetupError } from '../errors.ts';
import type { Reach, Transport } from '../ports.ts';

/**
 * Lets requests through to the hosts of Microsoft's clouds, whatever variables and libraries make of an address. Other hosts
 * need `reach`: an identity service of the machine or of GitHub, for its own sign-in; or a limit for the answer of any other,
 * which is sent no token for Microsoft Graph. Anything else rejects with `USAGE`.
 */
export function onlyToAllowedHosts(transport: Transport): Transport {
  return async (request, reach) => {
    const url = new URL(request.url);
    if (!isOfMicrosoft(url) && !isReached(url, request, reach)) throw notAllowed(url, reach);
    return transport(request, reach);
  };
}

const ORIGINS: ReadonlySet<string> = new Set(
  Object.values(CLOUDS).flatMap(({ authority, graph }) => [authority, graph]),
);
const VAULTS: readonly string[] = Object.values(CLOUDS).map(({ keyVault }) => keyVault);

function isOfMicrosoft({ origin, hostname, protocol, port }: URL): boolean {
  const [vault = '', ...suffix] = hostname.split('.');
  const isVault = protocol === 'https:' && port === '' && vault !== '' && VAULTS.includes(suffix.join('.'));
  return ORIGINS.has(origin) || isVault;
}

function isReached(url: URL, request: Request, reach: Reach | undefined): boolean {
  if (reach === undefined) return false;
  return 'service' in reach
    ? SERVICES[reach.service](url)
    : !isForGraph(request.headers.get('authorization'));
}

type Service = Extract<Reach, { readonly service: string }>['service'];

/** Azure hosts offer identities on the machine itself or on the link, at 169.254.0.0/16; GitHub's issuer has its own domain. */
const SERVICES: Readonly<Record<Service, (url: URL) => boolean>> = {
  'managed-identity': ({ hostname }) =>
    /^(?:localhost|\[::1\]|127(?:\.\d+){3}|169\.254(?:\.\d+){2})$/.test(hostname),
  'github-oidc': ({ protocol, hostname }) =>
    protocol === 'https:' && /\.(?:actions\.githubusercontent\.com|ghe\.com)$/.test(hostname),
};

function isForGraph(authorization: string | null): boolean {
  try {
    const payload = authorization?.split('.')[1] ?? '';
    const { aud }: { readonly aud?: unknown } = JSON.parse(
      Buffer.from(payload, 'base64url').toString('utf8'),
    );
    return aud === MICROSOFT_GRAPH_APP_ID || (typeof aud === 'string' && ORIGINS.has(aud.replace(/\/$/, '')));
  } catch {
    return false;
  }
}

const ADVICE: Readonly<Record<Service, string>> = {
  'managed-identity':
    'IDENTITY_ENDPOINT, MSI_ENDPOINT, IMDS_ENDPOINT and AZURE_POD_IDENTITY_AUTHORITY_HOST may name this machine or 169.254.x.x',
  'github-oidc':
    'ACTIONS_ID_TOKEN_REQUEST_URL may name a host of actions.githubusercontent.com or ghe.com, as GitHub’s runners set it',
};

function notAllowed({ host }: URL, reach: Reach | undefined): SetupError {
  const advice =
    reach !== undefined && 'service' in reach
      ? ADVICE[reach.service]
      : 'Look for a variable that moves the sign-in or Microsoft Graph elsewhere, and unset it';
  return new SetupError('USAGE', `Nothing is sent to ${host}, which is no host of Microsoft’s clouds.`, {
    advice: [advice],
  });
}
