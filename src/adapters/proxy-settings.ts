import { parseUrl } from '../core/parse-url.ts';
import { SetupError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy for HTTPS requests. */
export interface HttpProxy {
  /** Without user and password, so that it can be shown. */
  readonly url: URL;
  /** The header that carries user and password, or null. */
  readonly authorization: string | null;
}

/** Hosts that are never reached through a proxy: this machine, and the metadata service of its host. */
const NEVER_PROXIED: readonly string[] = ['localhost', '127.0.0.1', '[::1]', '169.254.169.254'];

const VARIABLES = [
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'http_proxy',
  'HTTP_PROXY',
] as const;

/** The proxy that the environment names for HTTPS requests, by the variables that curl reads, else HTTP_PROXY. Null without one. */
export function proxyFrom(env: Environment): HttpProxy | null {
  const name = VARIABLES.find((one) => env[one]);
  if (name === undefined) return null;
  const url = parseProxyUrl(name, env[name] ?? '');
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return { url, authorization: username === '' ? null : basic(username, password) };
}

/** Reads a proxy address; `proxy:8080` without a scheme is common. Throws `USAGE` without the value, which may hold a password. */
function parseProxyUrl(name: string, given: string): URL {
  const full = given.includes('://') ? given : `http://${given}`;
  const url = parseUrl(full);
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new SetupError('USAGE', `${name} does not name an HTTP proxy.`, {
    advice: [
      'Write it as http://host:port. SOCKS proxies are not supported: set HTTPS_PROXY to an HTTP proxy, or NO_PROXY=*',
    ],
  });
}

function basic(username: string, password: string): string {
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** Percent-decoded; a password with a bare percent sign stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether `target` is reached without the proxy: NO_PROXY holds its host or a parent domain, with its port where one is given. */
export function bypassesProxy(target: URL, env: Environment): boolean {
  if (NEVER_PROXIED.includes(target.hostname)) return true;
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return (env.no_proxy || env.NO_PROXY || '')
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => covers(entry, target.hostname, port));
}

function covers(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const [, pattern = '', wantedPort] = /^\*?\.?([^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (pattern === '' || (wantedPort !== undefined && wantedPort !== port)) return false;
  return hostname === pattern || hostname.endsWith(`.${pattern}`);
}
