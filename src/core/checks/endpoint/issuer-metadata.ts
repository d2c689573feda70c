import type { AuthorizationServer } from '../../endpoint.ts';
import { defineEndpointCheck, notAnswered, SHOW_METADATA } from './shared.ts';

interface Evidence extends Pick<AuthorizationServer, 'issuer' | 'kind'> {
  /** The issuer that the document names instead, or `no issuer`; null where no document was found. */
  readonly found: string | null;
  readonly because: string;
  /** The list to serve. */
  readonly wanted: readonly string[];
}

/** RFC 8414 part 3.3: the document's issuer must be identical to what it was looked up with, and clients check that. */
export const issuerMetadata = defineEndpointCheck<'endpoint', Evidence>({
  id: 'endpoint.issuer-metadata',
  title: "The authorization server's metadata is found, and its issuer is identical",
  severity: 'error',
  link: 'discovery',
  why: 'Clients look the authorization server up by its name and must refuse a document that names another issuer, be it a domain in place of the id.',
  explains: [],
  reads: ['endpoint'],
  expected: (_blueprint, { endpoint }) => endpoint?.servers.map(({ issuer }) => issuer) ?? null,
  find: (_blueprint, { endpoint: { metadata, servers, wanted } }) => {
    if (metadata.state !== 'answered') return notAnswered(metadata);
    const evidence = servers.flatMap((server) => wrongWith(server, wanted.document.authorization_servers));
    if (evidence.length > 0) return evidence;
    const silent = servers.find((server) => server.metadata.state === 'silent');
    if (silent?.metadata.state === 'silent') return { unknown: silent.metadata.because };
    const asked = servers.some((server) => server.metadata.state === 'answered');
    return asked
      ? []
      : { skip: servers.flatMap(whyNotAsked).join(' ') || 'No authorization server is named.' };
  },
  actual: (evidence) => evidence.map(({ found, because }) => found ?? because),
  explain: ({ because }) => because,
  remedy: ({ issuer, found, kind, wanted }) => ({
    by: 'you',
    summary: kind === 'entra' && found !== null ? entraFix(found, wanted) : ownFix(issuer),
    command: SHOW_METADATA,
  }),
});

function wrongWith(
  { issuer, kind, metadata }: AuthorizationServer,
  wanted: readonly string[],
): readonly Evidence[] {
  if (metadata.state === 'refused') return [{ issuer, kind, found: null, because: metadata.because, wanted }];
  if (metadata.state !== 'answered') return [];
  const { url, document } = metadata.value;
  const found = document.issuer;
  if (found === issuer) return [];
  const because = `${issuer} was looked up, but ${url} names ${found ?? 'no issuer'}.`;
  return [{ issuer, kind, found: found ?? 'no issuer', because, wanted }];
}

function whyNotAsked({ metadata }: AuthorizationServer): readonly string[] {
  return metadata.state === 'not-asked' ? [metadata.because] : [];
}

function entraFix(found: string, wanted: readonly string[]): string {
  return /\{|no issuer/.test(found)
    ? `Serve "authorization_servers": ${JSON.stringify(wanted)}`
    : `Serve "authorization_servers": ["${found}"]`;
}

function ownFix(issuer: string): string {
  return `Let ${issuer} serve its metadata (RFC 8414) with "issuer": "${issuer}"`;
}
