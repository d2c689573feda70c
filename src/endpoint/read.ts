import type { Blueprint } from '../core/blueprint.ts';
import {
  type AddressAnswer,
  type AuthorizationServer,
  type Endpoint,
  type Fetched,
  type FoundDocument,
  isDirect,
  type MetadataIds,
  type ResourceMetadata,
  resourceMetadataUrls,
  serverKindOf,
  serverMetadataUrls,
  wantedMetadata,
} from '../core/endpoint.ts';
import { parseUrl } from '../core/parse-url.ts';
import { requestAddress } from './address.ts';
import { type Asking, mayBeAsked, startAsking } from './asking.ts';
import { requestDocument } from './documents.ts';
import type { EndpointOutside } from './outside.ts';
import { parseResourceMetadata, parseServerMetadata } from './wire.ts';

/** The set-up whose endpoint is read. */
export interface EndpointOfSetup {
  readonly blueprint: Blueprint;
  /** The URL that clients use. */
  readonly url: string;
  readonly ids: MetadataIds;
}

/**
 * Reads what an MCP client reads before it signs anybody in, in a client's order (MCP specification, authorization): the
 * address without a token, the protected resource's metadata, the authorization servers' metadata, and last the address
 * with a worthless token. Sends nobody's token, and asks only the endpoint's own host, the cloud's sign-in service and the
 * gateway that the blueprint names.
 */
export async function readEndpoint(
  { blueprint, url, ids }: EndpointOfSetup,
  { transport, interrupt }: EndpointOutside,
): Promise<Endpoint> {
  const asking = startAsking(transport, interrupt);
  const withoutToken = await requestAddress(asking, url, 'none');
  const metadata = await requestMetadata(asking, url, withoutToken);
  const servers = await requestServers(asking, metadata, blueprint);
  const gateways = isDirect({ servers })
    ? []
    : servers.filter(({ kind }) => kind === 'gateway').map(({ issuer }) => issuer);
  return {
    url,
    withoutToken,
    metadata,
    servers,
    withWorthlessToken:
      withoutToken.state === 'answered'
        ? unsure(await requestAddress(asking.last, url, 'worthless'))
        : unasked(withoutToken.because),
    wanted: wantedMetadata(blueprint, url, ids, gateways),
  };
}

async function requestMetadata(
  asking: Asking,
  url: string,
  address: Fetched<AddressAnswer>,
): Promise<Fetched<FoundDocument<ResourceMetadata>>> {
  if (address.state !== 'answered') return unasked(address.because);
  const named = address.value.challenge?.resourceMetadata ?? null;
  if (named === null) return requestDocument(asking, resourceMetadataUrls(url), parseResourceMetadata);
  const sentence = `The header names ${named} for the metadata`;
  const place = parseUrl(named);
  if (place === null) return { state: 'refused', because: `${sentence}, which is no address.` };
  if (place.origin !== new URL(url).origin)
    return {
      state: 'refused',
      because: `${sentence}, which is not on ${new URL(url).origin}: it is not asked.`,
    };
  return requestDocument(asking, [named], parseResourceMetadata);
}

async function requestServers(
  asking: Asking,
  metadata: Fetched<FoundDocument<ResourceMetadata>>,
  blueprint: Blueprint,
): Promise<readonly AuthorizationServer[]> {
  if (metadata.state !== 'answered') return [];
  const servers: AuthorizationServer[] = [];
  for (const issuer of metadata.value.document.authorizationServers) {
    const kind = serverKindOf(issuer, blueprint);
    servers.push({ issuer, kind, metadata: await requestServer(asking, issuer, kind) });
  }
  return servers;
}

async function requestServer(
  asking: Asking,
  issuer: string,
  kind: AuthorizationServer['kind'],
): Promise<AuthorizationServer['metadata']> {
  if (kind === 'other')
    return unasked(`${issuer} is not asked: gateway.callbackUrl and gateway.clientUrl name other hosts.`);
  if (!mayBeAsked(issuer)) return { state: 'refused', because: `${issuer} is not https, so nobody asks it.` };
  return requestDocument(asking, serverMetadataUrls(issuer), parseServerMetadata);
}

function unasked(because: string): Extract<Fetched<never>, { readonly state: 'not-asked' }> {
  return { state: 'not-asked', because };
}

/** The second answer of a host that answered a moment ago: where it does not now, nothing is known about tokens. */
function unsure(asked: Fetched<AddressAnswer>): Fetched<AddressAnswer> {
  return asked.state === 'refused' ? { state: 'silent', because: asked.because } : asked;
}
