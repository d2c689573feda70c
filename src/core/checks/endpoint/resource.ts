import { clientUrlOf } from '../../blueprint.ts';
import { defineEndpointCheck, notAnswered, serveDocument } from './shared.ts';

/** RFC 9728 part 3.3 has clients compare it; Entra compares what they then send as `resource` (RFC 8707). */
export const resource = defineEndpointCheck({
  id: 'endpoint.resource',
  title: 'The metadata names the URL that clients use, byte for byte',
  severity: 'error',
  link: 'discovery',
  why: 'Clients send this value to the authorization server as "resource". A slash or a letter more, and Entra answers AADSTS9010010 or the client refuses the server.',
  explains: ['9010010'],
  reads: ['endpoint'],
  expected: (blueprint) => clientUrlOf(blueprint),
  find: (_blueprint, { endpoint: { url, metadata, wanted } }) => {
    if (metadata.state !== 'answered') return notAnswered(metadata);
    const served = metadata.value.document.resource;
    return served === url ? [] : [{ served, url, wanted }];
  },
  actual: ([evidence]) => evidence.served,
  explain: ({ served, url }) => {
    if (served === null) return 'The metadata has no resource.';
    return served === `${url}/`
      ? `The metadata names ${served}, with a slash at its end; clients use ${url}. An Application ID URI can never end in a slash, so Entra refuses it with AADSTS9010010.`
      : `The metadata names ${served}; clients use ${url}.`;
  },
  remedy: ({ wanted }) => serveDocument(wanted),
});
