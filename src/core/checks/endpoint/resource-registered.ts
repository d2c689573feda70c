import type { Remedy } from '../../check.ts';
import { isDirect } from '../../endpoint.ts';
import { isVerifiedHost } from '../../identifier-uri-refusal.ts';
import { shellWord } from '../../shell-word.ts';
import { noApplication } from '../shared/facets.ts';
import { defineEndpointCheck, notAnswered, notDirect, serveDocument } from './shared.ts';

/** Entra takes a `resource` that equals one Application ID URI of the app that owns the scopes (facts: mcp.md §1, §2). */
export const resourceRegistered = defineEndpointCheck({
  id: 'endpoint.resource-registered',
  app: 'server',
  title: 'The resource of the metadata is an Application ID URI of MCP Server API',
  severity: 'error',
  link: 'discovery',
  why: 'MCP clients send it as "resource", and Entra wants it equal, byte for byte, to an Application ID URI of the app whose scope is asked for: otherwise AADSTS9010010.',
  explains: ['9010010'],
  portal: 'ExposeAnApi',
  reads: ['endpoint', 'serverApplication', 'organization'],
  expected: (_blueprint, { endpoint }) => endpoint?.url ?? null,
  find: (_blueprint, { endpoint, serverApplication, organization }) => {
    const { metadata, url, wanted } = endpoint;
    if (metadata.state !== 'answered') return notAnswered(metadata);
    if (!isDirect(endpoint)) return notDirect(endpoint);
    if (serverApplication === null) return noApplication('server');
    const { resource } = metadata.value.document;
    if (resource === null) return { skip: 'The metadata has no resource.' };
    const registered = serverApplication.identifierUris;
    if (registered.includes(resource)) return [];
    const { verifiedDomains } = organization;
    return [
      { resource, url, registered, wanted, isUrlRegistered: registered.includes(url), verifiedDomains },
    ];
  },
  actual: ([evidence]) => evidence.registered,
  explain: ({ resource }) =>
    `${resource} is no Application ID URI of MCP Server API; a client that sends it is refused with AADSTS9010010.`,
  remedy: (evidence, { serverApi }) => {
    const { resource, url, isUrlRegistered, wanted, verifiedDomains } = evidence;
    if (isUrlRegistered) return serveDocument(wanted);
    const add = addition([...serverApi.additionalIdentifierUris, url], verifiedDomains);
    if (resource === url) return add;
    const { by, summary, command } = add;
    const both = `${summary}; and serve "resource": "${url}"`;
    return command === undefined ? { by, summary: both } : { by, summary: both, command };
  },
});

/** The domain of an https Application ID URI must be verified in the tenant, and a slash can never end it. */
function addition(
  uris: readonly string[],
  verifiedDomains: readonly string[],
): Exclude<Remedy, { by: 'us' }> {
  const url = uris.at(-1) ?? '';
  const { hostname } = new URL(url);
  if (url.endsWith('/')) {
    return {
      by: 'you',
      summary: `Let clients use ${url.slice(0, -1)} (gateway.clientUrl): an Application ID URI can never end in a slash`,
    };
  }
  const summary = `Add ${url} to the Application ID URIs of MCP Server API`;
  // The flag replaces the list of the file, so that what stands there is said again.
  const flags = [...new Set(uris)].map((uri) => `--additional-app-id-uri ${shellWord(uri)}`);
  const command = `entra-mcp-setup apply ${flags.join(' ')} --yes`;
  return isVerifiedHost(hostname, verifiedDomains)
    ? { by: 'you', summary, command, isOurs: true }
    : {
        by: 'admin',
        summary: `Verify the domain of ${hostname} in this tenant (Custom domain names), then: ${summary}`,
        command,
      };
}
