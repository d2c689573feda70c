import { challengedScopes, isDirect, isOidcScope, type WantedMetadata } from '../../endpoint.ts';
import type { Application } from '../../tenant.ts';
import { noApplication } from '../shared/facets.ts';
import { defineEndpointCheck, notAnswered, notDirect, SHOW_METADATA } from './shared.ts';

type Wrong = 'none' | 'bare' | 'other-app' | 'not-exposed';

interface Evidence extends Told {
  readonly wrong: Wrong;
  readonly wanted: WantedMetadata;
}

/** Entra takes a bare name for one of Microsoft Graph (facts: mcp.md §2). */
export const scopes = defineEndpointCheck<'endpoint' | 'serverApplication', Evidence>({
  id: 'endpoint.scopes',
  title: 'The scopes that clients are told are fully qualified, and of this app',
  severity: 'warning',
  link: 'discovery',
  why: 'Clients ask for these scopes as they stand. Entra looks a bare name up on Microsoft Graph and answers AADSTS650053.',
  explains: ['650053', '70011', '28000'],
  reads: ['endpoint', 'serverApplication'],
  expected: (_blueprint, { endpoint }) => endpoint?.wanted.document.scopes_supported ?? null,
  find: (_blueprint, { endpoint, serverApplication }) => {
    const { metadata } = endpoint;
    if (metadata.state !== 'answered') return notAnswered(metadata);
    if (!isDirect(endpoint)) return notDirect(endpoint);
    if (serverApplication === null) return noApplication('server');
    const told = scopesTold(challengedScopes(endpoint), metadata.value.document.scopes ?? []);
    const { wanted } = endpoint;
    if (told.length === 0) return [{ scope: '', where: '', wrong: 'none', wanted }];
    return told.flatMap((one) => {
      const wrong = wrongWith(one.scope, serverApplication);
      return wrong === null ? [] : [{ ...one, wrong, wanted }];
    });
  },
  actual: (evidence) => evidence.flatMap(({ scope }) => (scope === '' ? [] : [scope])),
  explain: ({ scope, where, wrong }) => WORDS[wrong](scope, where),
  remedy: ({ wanted }) => ({
    by: 'you',
    summary: `Tell clients the scope as ${JSON.stringify(wanted.document.scopes_supported)}, in scopes_supported and in the challenge: WWW-Authenticate: ${wanted.header}`,
    command: SHOW_METADATA,
  }),
});

const WORDS: Readonly<Record<Wrong, (scope: string, where: string) => string>> = {
  none: () => 'Neither scopes_supported nor the challenge names a scope, so clients have none to ask for.',
  bare: (scope, where) =>
    `${where} names ${scope} alone, which Entra looks up on Microsoft Graph (AADSTS650053).`,
  'other-app': (scope, where) => `${where} names ${scope}, which is no scope of MCP Server API.`,
  'not-exposed': (scope, where) => `${where} names ${scope}, which MCP Server API does not expose.`,
};

interface Told {
  readonly scope: string;
  readonly where: string;
}

/** Each scope once, where it is first read: clients take the challenge before the document. */
function scopesTold(challenged: readonly string[], listed: readonly string[]): readonly Told[] {
  const told = [
    ...challenged.map((scope) => ({ scope, where: 'The challenge' })),
    ...listed.map((scope) => ({ scope, where: 'scopes_supported' })),
  ].filter(({ scope }) => scope !== '' && !isOidcScope(scope));
  return told.filter(({ scope }, index) => told.findIndex((other) => other.scope === scope) === index);
}

function wrongWith(scope: string, { appId, identifierUris, scopes: exposed }: Application): Wrong | null {
  const slash = scope.lastIndexOf('/');
  if (slash < 0) return 'bare';
  const [owner, name] = [scope.slice(0, slash), scope.slice(slash + 1)];
  if (![appId, ...identifierUris].includes(owner)) return 'other-app';
  const isExposed =
    name === '.default' || exposed.some(({ value, isEnabled }) => isEnabled && value === name);
  return isExposed ? null : 'not-exposed';
}
