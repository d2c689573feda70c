import type { Directory } from '../replicas.ts';
import { admit } from './admission.ts';
import { answerMessage } from './messages.ts';
import { answerResourceMetadata, gatewayMetadata } from './metadata.ts';
import { gatewayIssuer, type McpPlace, mcpServerAt } from './place.ts';

/** The place whose MCP server or gateway has this address; null where none has. */
export function placeOf<Place extends McpPlace>(
  places: readonly Place[],
  { origin, pathname }: URL,
): Place | null {
  const there = places.filter(
    (place) => origin === new URL(place.url).origin || origin === gatewayIssuer(place),
  );
  // The address and its metadata both end in the path.
  return there.find(({ url }) => pathname.endsWith(new URL(url).pathname)) ?? there[0] ?? null;
}

/**
 * An MCP server that checks tokens of this tenant, with its metadata, and the gateway's metadata where that is the
 * authorization server. Written from the specification; it shares no code with the checks that judge it.
 */
export async function mcpService(
  place: McpPlace,
  directory: Directory,
  request: Request,
  text: string,
): Promise<Response> {
  const url = new URL(request.url);
  const server = mcpServerAt(place, directory);
  if (url.href === new URL(place.url).href) {
    const admission = await admit(server, request);
    if (!admission.admitted) return admission.response;
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    return answerMessage(text, directory.state, admission.claims);
  }
  const document =
    request.method === 'GET' ? (answerResourceMetadata(server, url) ?? gatewayMetadata(server, url)) : null;
  return document === null ? new Response('Not Found', { status: 404 }) : Response.json(document);
}
