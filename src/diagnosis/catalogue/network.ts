import { speaksOfProxy } from '../evidence/answer.ts';
import { cause, entry } from './entry.ts';
import { byHand } from './fixes.ts';

const TRUST_THE_PROXY = byHand(
  'Let the program trust the certificate of the proxy: NODE_EXTRA_CA_CERTS (Node), REQUESTS_CA_BUNDLE and SSL_CERT_FILE (Python), the store of the system (.NET), the trust store (Java)',
);
const TLS_PROXY = cause(
  'tls-inspecting-proxy',
  'A proxy that inspects TLS puts its own certificate in place of that of the sign-in service, and the program does not trust it',
  TRUST_THE_PROXY,
);
const NO_WAY_OUT = cause(
  'no-way-to-entra',
  'The machine has no way to the sign-in service: no DNS, no route, or a firewall',
  byHand('Allow HTTPS to the host in the message, and to graph.microsoft.com'),
);
const PROXY_NOT_USED = cause(
  'proxy-not-used',
  'The program does not use the proxy that this network wants',
  byHand(
    'Set HTTPS_PROXY for the program, with the account that the proxy wants, and see that its library reads it',
  ),
  { sign: speaksOfProxy },
);
const AUTHORITY_WRONG = cause(
  'authority-misspelled',
  'The authority that is configured is a placeholder, lacks the tenant, or is no address of Entra',
  byHand('Configure {authority}'),
);

/** Failures on the way to the sign-in service: nothing that Entra refused (facts: mcp.md §6). */
export const NETWORK_ENTRIES = [
  entry('symptom:tls-not-trusted', {
    hops: ['gateway', 'obo', 'mcp-server', 'client-signin'],
    meaning:
      'The program does not trust the certificate that it was shown on the way to the sign-in service; Entra never saw the request.',
    causes: [
      TLS_PROXY,
      cause(
        'root-certificates-missing',
        'The image or machine has no root certificates',
        byHand('Install ca-certificates in the image'),
      ),
    ],
    next: ['Nothing is wrong with the registration: no setting in Entra can cause this.'],
    wording: [
      'network error network request failed',
      'self signed certificate in certificate chain',
      'self signed certificate',
      'self signed cert in chain',
      'unable to get local issuer certificate',
      'unable to get issuer cert locally',
      'unable to verify the first certificate',
      'unable to verify leaf signature',
      'certificate verify failed',
      'sslcertverificationerror',
      'pkix path building failed',
      'unable to find valid certification path',
      'remote certificate is invalid',
      'remotecertificatechainerrors',
      'certificate signed by unknown authority',
      'invalid peer certificate',
      'depth zero self signed cert',
      'the ssl connection could not be established',
      'system security authentication authenticationexception',
      'sslerror',
      'javax net ssl sslhandshakeexception',
    ],
  }),
  entry('symptom:entra-unreachable', {
    hops: ['gateway', 'obo', 'mcp-server', 'client-signin'],
    meaning: 'The program did not reach the sign-in service; Entra never saw the request.',
    causes: [NO_WAY_OUT, PROXY_NOT_USED, TLS_PROXY],
    next: ['Nothing is wrong with the registration: no setting in Entra can cause this.'],
    weak: true,
    wording: [
      'getaddrinfo',
      'eai again',
      'name or service not known',
      'temporary failure in name resolution',
      'no such host',
      'nodename nor servname provided',
      'unknownhostexception',
      'failed to resolve',
      'proxy authentication required',
      'tunneling socket could not be established',
      'connect timeout',
      'post request failed',
      'socket hang up',
      'max retries exceeded with url',
      'fetch failed',
      'network request failed',
      'und err connect timeout',
      'client timeout exceeded while awaiting headers',
      'all connection attempts failed',
      'server misbehaving',
      'network is unreachable',
      'no route to host',
      'temporary failure resolving',
      'socketexception 11001',
      'socketexception 10060',
      'socketexception 10061',
      'socketexception 10054',
      'java net connectexception',
      'java net sockettimeoutexception',
      'java net http httpconnecttimeoutexception',
    ],
  }),
  entry('symptom:authority-not-resolved', {
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The library could not load what the authority says about itself, so no sign-in began.',
    causes: [AUTHORITY_WRONG, NO_WAY_OUT, TLS_PROXY],
    wording: [
      'endpoints resolution error',
      'endpoints cannot be resolved',
      'openid config error',
      'could not retrieve endpoints',
      'could not resolve endpoints',
      'untrusted authority',
      'unable to get authority configuration',
      'oidc discovery failed on',
      'authority configuration',
      'invalid authority',
    ],
  }),
];
