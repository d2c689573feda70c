import { certificateTrouble } from '../core/certificate-codes.ts';
import { SetupError } from '../errors.ts';
import type { HttpProxy } from './proxy-settings.ts';

const NO_NAME: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'];

/** The `UNAVAILABLE` error of a request without an answer. It names host and proxy, never the proxy's password; `detail` is Node's error code. */
export function networkFailure(host: string, proxy: HttpProxy | null, thrown: unknown): SetupError {
  const code = codeOf(thrown);
  const way = proxy === null ? '' : ` through the proxy ${proxy.url.host}`;
  return new SetupError('UNAVAILABLE', `${host} cannot be reached${way}: ${reason(code, proxy)}.`, {
    advice: adviceFor(code, proxy),
    // Without a certificate to tell, either the proxy or the host behind it was not reached.
    detail: proxy === null || certificateTrouble(code) !== null ? code : `proxy ${code}`,
  });
}

/** The error where the proxy refuses the tunnel. Its answer must not be taken for that of the host behind it. */
export function proxyRefusal(host: string, proxy: HttpProxy, status: number): SetupError {
  const login = status === 407;
  const answer = Number.isNaN(status) ? 'what it answers is no HTTP' : `HTTP ${status}`;
  return new SetupError(
    'UNAVAILABLE',
    `The proxy ${proxy.url.host} does not let requests through to ${host} (${answer}).`,
    {
      advice: login
        ? [
            'Put user and password into HTTPS_PROXY: http://user:password@host:port, special characters percent-encoded.',
          ]
        : [`Ask whoever runs the proxy to allow ${host}, or name it in NO_PROXY.`],
    },
  );
}

/** The error of a request that was not answered within `milliseconds`. */
export function timedOut(host: string, proxy: HttpProxy | null, milliseconds: number): SetupError {
  const way = proxy === null ? '' : ` through the proxy ${proxy.url.host}`;
  return new SetupError('UNAVAILABLE', `${host} did not answer${way} within ${milliseconds / 1000} s.`, {
    advice: ['Allow more time with --timeout.', ...adviceFor('ETIMEDOUT', proxy)],
    detail: 'ETIMEDOUT',
  });
}

/** Node's error code, which may be in the cause of the error or in that cause's own. */
function codeOf(thrown: unknown): string {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return 'unknown';
}

function reason(code: string, proxy: HttpProxy | null): string {
  if (NO_NAME.includes(code))
    return proxy === null ? 'the name was not found' : 'the proxy’s name was not found';
  const trouble = certificateTrouble(code);
  if (trouble !== null) return trouble;
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE') return 'the connection was cut';
  if (code === 'HPE_HEADER_OVERFLOW') return 'it sends more than 16 kB of headers, which no client reads';
  if (code.startsWith('HPE_')) return `what answers there does not speak HTTP (${code})`;
  return `the connection failed (${code})`;
}

function adviceFor(code: string, proxy: HttpProxy | null): readonly string[] {
  if (certificateTrouble(code) !== null) {
    return [
      'Where a company proxy inspects traffic, set NODE_EXTRA_CA_CERTS to its root certificate (PEM).',
      'Check the clock of this machine: certificates are valid for a time only.',
    ];
  }
  if (proxy !== null) return ['Check HTTPS_PROXY and NO_PROXY.'];
  return ['Check the network; behind a company proxy set HTTPS_PROXY.'];
}
