import type { DiagnosedCause, Hop } from '../core/report.ts';
import type { Cause, Entry } from './catalogue/entry.ts';
import { scopeIsBare } from './evidence/request.ts';
import { asksOurScope } from './evidence/scope.ts';
import type { Situation } from './situation.ts';

/** Words that show at which hop a text was written, where the entry can fail there. */
const HOP_WORDS: readonly (readonly [RegExp, Hop])[] = [
  [/AzureADTokenExchange/i, 'obo'],
  [/on[-_ ]?behalf[-_ ]?of|\bobo\b|jwt-bearer|user ?assertion/i, 'obo'],
  [/adminconsent|consent\/set|grant admin consent|consent page/i, 'consent'],
  [/az login|azure cli|azure-cli|04b07795-8ddb-461a-bbee-02f9e1bf7b46/i, 'admin-signin'],
  [/OAuthTokenError|mcp\.client\.auth|mcp-remote/, 'client-signin'],
  [
    /aigateway|outbound\/oauth\/callback|oauth2?[ _-]?proxy|token[ _.-]?handler|auth\.handlers|\boauth2: \\?"invalid_client|authlib\.integrations|authjs|CallbackRouteError|OAuthCallbackError|\bsso\b|invalid pkce/i,
    'gateway',
  ],
];

/** The same for texts without a number: sentences of numbers contain these words too, at any hop. */
const HOP_WORDS_WITHOUT_NUMBER: typeof HOP_WORDS = [
  [/\/\/graph\.microsoft[a-z.]{4,30}\/(?:v1|beta)/i, 'graph'],
  [
    /authorization[ _]code|redirection uri|oauth\/callback|server returned error response|with mcp server/i,
    'client-signin',
  ],
];

/**
 * The hop that failed: the one that the caller walked, else by the first cause, by the apps and words in the text, by the proved
 * causes, else the likeliest of the entry.
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

/** The hop of the first cause, where it has one and the text or a proof supports it. */
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
  const rows = failure.code === null ? [...HOP_WORDS, ...HOP_WORDS_WITHOUT_NUMBER] : HOP_WORDS;
  return rows.find(([words, hop]) => allowed(hop) && words.test(failure.excerpt))?.[1] ?? null;
}

/** The hop of the app that the proved causes name, where they agree on one. */
function provedHop({ causes, hops }: Entry, diagnosed: readonly DiagnosedCause[]): Hop | null {
  const isProved = ({ id }: Cause): boolean =>
    diagnosed.some((one) => one.id === id && one.verdict === 'proved');
  const apps = new Set(causes.filter(isProved).map(({ app }) => app));
  const [app] = apps;
  const hop = app === 'client' ? 'client-signin' : 'obo';
  return app !== undefined && apps.size === 1 && hops.includes(hop) ? hop : null;
}

/** The entry's first hop; the exchange where Graph is asked, except with a bare scope, which only a client sends. */
function likeliestHop({ hops }: Entry, situation: Situation): Hop {
  const asksGraph = situation.named.resource === 'graph' && scopeIsBare(situation) === null;
  return asksGraph && hops.includes('obo') ? 'obo' : hops[0];
}
