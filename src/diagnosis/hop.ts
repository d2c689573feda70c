import type { DiagnosedCause, Hop } from '../core/report.ts';
import type { Cause, Entry } from './catalogue/entry.ts';
import { asksOurScope } from './evidence/scope.ts';
import type { Situation } from './situation.ts';

/** Words of a text that tell the hop, wherever the entry allows it. */
const TELLING: readonly (readonly [RegExp, Hop])[] = [
  [/on[-_ ]?behalf[-_ ]?of|\bobo\b|jwt-bearer|user ?assertion/i, 'obo'],
  [/adminconsent|consent\/set|grant admin consent|consent page/i, 'consent'],
  [/az login|azure cli|azure-cli|04b07795-8ddb-461a-bbee-02f9e1bf7b46/i, 'admin-signin'],
  [/aigateway|outbound\/oauth\/callback|oauth proxy/i, 'gateway'],
];

/**
 * The link of the chain that failed: the one the caller walked, by the app in the text, by its words, by the cause that
 * is proved, else the likeliest of the entry.
 */
export function hopOf(entry: Entry, causes: readonly DiagnosedCause[], situation: Situation): Hop {
  const { walked } = situation.knowledge;
  return (
    walked?.hop ?? toldHop(entry, situation) ?? provedHop(entry, causes) ?? likeliestHop(entry, situation)
  );
}

function toldHop({ hops }: Entry, situation: Situation): Hop | null {
  const allowed = (hop: Hop): boolean => hops.includes(hop);
  const { named, failure } = situation;
  if (named.app === 'client' && allowed('client-signin')) return 'client-signin';
  const isOurApi = named.resource === 'server' || asksOurScope(situation);
  if (isOurApi && named.app !== 'server' && allowed('client-signin')) return 'client-signin';
  if (named.app === 'server' && allowed('obo')) return 'obo';
  if (named.app === 'server' && allowed('gateway')) return 'gateway';
  return TELLING.find(([words, hop]) => allowed(hop) && words.test(failure.excerpt))?.[1] ?? null;
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

function likeliestHop({ hops }: Entry, { named }: Situation): Hop {
  return named.resource === 'graph' && hops.includes('obo') ? 'obo' : hops[0];
}
