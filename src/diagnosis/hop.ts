import type { Hop } from '../core/report.ts';
import type { Entry } from './catalogue/entry.ts';
import type { Situation } from './situation.ts';

/** Words of a text that tell the hop, wherever the entry allows it. */
const TELLING: readonly (readonly [RegExp, Hop])[] = [
  [/on[-_ ]?behalf[-_ ]?of|\bobo\b|jwt-bearer|user ?assertion/i, 'obo'],
  [/adminconsent|consent\/set|grant admin consent|consent page/i, 'consent'],
  [/az login|azure cli|azure-cli|04b07795-8ddb-461a-bbee-02f9e1bf7b46/i, 'admin-signin'],
  [/aigateway|outbound\/oauth\/callback|oauth proxy/i, 'gateway'],
];

/** The link of the chain that failed: by the app in the text, by its words, else the likeliest of the entry. */
export function hopOf({ hops }: Entry, situation: Situation): Hop {
  const allowed = (hop: Hop): boolean => hops.includes(hop);
  const { named, failure } = situation;
  if (named.app === 'client' && allowed('client-signin')) return 'client-signin';
  if (named.resource === 'server' && named.app !== 'server' && allowed('client-signin'))
    return 'client-signin';
  if (named.app === 'server' && allowed('obo')) return 'obo';
  if (named.app === 'server' && allowed('gateway')) return 'gateway';
  const told = TELLING.find(([words, hop]) => allowed(hop) && words.test(failure.excerpt));
  if (told) return told[1];
  return named.resource === 'graph' && allowed('obo') ? 'obo' : hops[0];
}
