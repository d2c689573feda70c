import type { DiagnosedCause, Hop } from '../core/report.ts';
import type { Cause, Entry } from './catalogue/entry.ts';
import { scopeIsBare } from './evidence/request.ts';
import { asksOurScope } from './evidence/scope.ts';
import type { Situation } from './situation.ts';

/** Words of a text that tell the hop, wherever the entry allows it. */
const TELLING: readonly (readonly [RegExp, Hop])[] = [
  [/AzureADTokenExchange/i, 'obo'],
  [/on[-_ ]?behalf[-_ ]?of|\bobo\b|jwt-bearer|user ?assertion/i, 'obo'],
  [/adminconsent|consent\/set|grant admin consent|consent page/i, 'consent'],
  [/az login|azure cli|azure-cli|04b07795-8ddb-461a-bbee-02f9e1bf7b46/i, 'admin-signin'],
  [/OAuthTokenError|mcp\.client\.auth|mcp-remote/, 'client-signin'],
  [
    /aigateway|outbound\/oauth\/callback|oauth2?[ _-]?proxy|token[ _.-]?handler|auth\.handlers|\boauth2: \\?"invalid_client|authlib\.integrations|authjs|CallbackRouteError|\bsso\b|invalid pkce/i,
    'gateway',
  ],
];

/** The same where no number says more; the sentences of numbers hold these words too, in one language alone. */
const TELLING_WITHOUT_NUMBER: typeof TELLING = [
  [
    /authorization[ _]code|redirection uri|oauth\/callback|server returned error response|with mcp server/i,
    'client-signin',
  ],
];

/**
 * The link of the chain that failed: the one the caller walked, by the app in the text, by its words, by the cause that
 * is proved, else the likeliest of the entry.
 */
export function hopOf(entry: Entry, causes: readonly DiagnosedCause[], situation: Situation): Hop {
  const { walked } = situation.knowledge;
  return (
    walked?.hop ??
    leadingHop(entry, causes, situation) ??
    toldHop(entry, situation) ??
    provedHop(entry, causes) ??
    likeliestHop(entry, situation)
  );
}

/** Where the cause that stands first knows its link, and the text or a proof speaks for it. */
function leadingHop(entry: Entry, causes: readonly DiagnosedCause[], situation: Situation): Hop | null {
  const [first] = causes;
  const cause = entry.causes.find(({ id }) => id === first?.id);
  const isSpokenFor = first?.verdict === 'proved' || Boolean(cause?.sign?.(situation));
  return (isSpokenFor && cause?.hop) || null;
}

function toldHop({ hops }: Entry, situation: Situation): Hop | null {
  const allowed = (hop: Hop): boolean => hops.includes(hop);
  const { named, failure } = situation;
  if (named.app === 'client' && allowed('client-signin')) return 'client-signin';
  const isOurApi = named.resource === 'server' || asksOurScope(situation);
  if (isOurApi && named.app !== 'server' && allowed('client-signin')) return 'client-signin';
  if (named.app === 'server' && allowed('obo')) return 'obo';
  if (named.app === 'server' && allowed('gateway')) return 'gateway';
  const rows = failure.code === null ? [...TELLING, ...TELLING_WITHOUT_NUMBER] : TELLING;
  return rows.find(([words, hop]) => allowed(hop) && words.test(failure.excerpt))?.[1] ?? null;
}

/** A cause that names one app is met where that app asks; of several proved ones, where they agree. */
function provedHop({ causes, hops }: Entry, diagnosed: readonly DiagnosedCause[]): Hop | null {
  const isProved = ({ id }: Cause): boolean =>
    diagnosed.some((one) => one.id === id && one.verdict === 'proved');
  const apps = new Set(causes.filter(isProved).map(({ app }) => app));
  const [app] = apps;
  const hop = app === 'client' ? 'client-signin' : 'obo';
  return app !== undefined && apps.size === 1 && hops.includes(hop) ? hop : null;
}

/** Who asks Graph is the server, but for a bare name, which only a client sends. */
function likeliestHop({ hops }: Entry, situation: Situation): Hop {
  const asksGraph = situation.named.resource === 'graph' && scopeIsBare(situation) === null;
  return asksGraph && hops.includes('obo') ? 'obo' : hops[0];
}
