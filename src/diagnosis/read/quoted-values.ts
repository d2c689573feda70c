import type { LiftedFacts } from '../failure.ts';
import { masked } from './masked.ts';

/** What a quoted value of a message means. */
type Slot = 'app' | 'appName' | 'scope' | 'resource' | 'redirectUri' | 'audience' | 'tenant';
type QuotedFacts = Pick<
  LiftedFacts,
  'appIds' | 'appName' | 'scopes' | 'resource' | 'redirectUri' | 'audience' | 'tenant'
>;

/**
 * The quoted values of a number's sentence, in order. They are the same in every language, so that where English words are
 * missing their place and form tells what they mean.
 */
const SENTENCES: Readonly<Record<string, readonly Slot[]>> = {
  '50011': ['redirectUri', 'app'],
  '50001': ['resource'],
  '65005': ['resource'],
  '500011': ['resource', 'tenant'],
  '500014': ['resource'],
  '500113': ['app'],
  '500131': ['audience', 'app'],
  '50105': ['app'],
  '50194': ['app'],
  '65001': ['app', 'appName'],
  '650053': ['appName', 'scope', 'resource'],
  '65002': ['app', 'resource'],
  '65004': ['app'],
  '650052': ['resource'],
  '650057': ['app', 'resource'],
  '700016': ['app', 'tenant'],
  '700025': ['app'],
  '7000112': ['app'],
  '7000113': ['app'],
  '7000114': ['app'],
  '7000215': ['app'],
  '7000222': ['app'],
  '90009': ['app'],
  '900971': ['app'],
};

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const QUOTED = /(?<![A-Za-z0-9])'([^'\n]{1,400})'|"([^"\n]{1,400})"/g;
const BARE = new RegExp(`(?<![\\w/-])(?:${GUID}|(?:api|https?):\\/\\/[^\\s'",;)]{0,200})`, 'gi');
/** URLs of Microsoft itself, to which its messages link. */
const OF_MICROSOFT =
  /^https?:\/\/(?:[\w.-]+\.)?(?:microsoft\.com|aka\.ms|microsoftonline\.\w+|azure\.com)(?:[/:?]|$)/i;
const FORMS: Readonly<Record<Slot, RegExp>> = {
  app: new RegExp(`^${GUID}$`, 'i'),
  appName: /^(?!x+$|[<[*])[^{}:=]{1,80}$/i,
  scope: /^[^\s{}]{1,300}$/,
  resource: new RegExp(`^(?:${GUID}|[a-z][a-z0-9+.-]*:\\/\\/\\S*)$`, 'i'),
  redirectUri: /^[a-z][a-z0-9+.-]*:\/\/\S+$/i,
  audience: new RegExp(`^(?:${GUID}|[a-z][a-z0-9+.-]*:\\/\\/\\S+)$`, 'i'),
  tenant: new RegExp(`^(?:${GUID}|[\\w-]+(?:\\.[\\w-]+)+)$`, 'i'),
};

/** The end of the text in a JSON body, whose other members do not belong to the sentence. */
const NEXT_MEMBER = /" ?(?:, ?"[\w-]{1,40}" ?:|\})/;
/** The length of text after a number that belongs to its sentence. */
const SENTENCE = 1_200;

/** The values in the sentence of a number, in any language; null or empty where it has none. */
export function quotedFacts(code: string, after: string): QuotedFacts {
  const [sentence = ''] = after.slice(0, SENTENCE).split(NEXT_MEMBER, 1);
  const left = valuesIn(sentence);
  const found: Partial<Record<Slot, string>> = {};
  for (const slot of SENTENCES[code] ?? []) {
    // Any text can be a name, so only the very next value is taken for one.
    const reach = slot === 'appName' ? left.slice(0, 1) : left;
    const index = reach.findIndex((value) => FORMS[slot].test(value));
    if (index >= 0) found[slot] = left[index] ?? '';
    left.splice(0, slot === 'appName' ? 1 : index + 1);
  }
  return {
    appIds: found.app === undefined ? [] : [found.app.toLowerCase()],
    appName: valueOrNull(found.appName),
    scopes: found.scope === undefined ? scopesByForm(code, after) : [masked(found.scope)],
    resource: valueOrNull(found.resource),
    redirectUri: valueOrNull(found.redirectUri),
    audience: valueOrNull(found.audience),
    tenant: valueOrNull(found.tenant),
  };
}

/** Numbers whose sentence names scopes without quoting them. */
const NAMES_SCOPES: readonly string[] = ['70011', '28000', '28002', '700022'];
const SCOPES = new RegExp(
  `(?<![<\\w/])(?:[a-z][a-z0-9+.-]*:\\/\\/[^\\s'"<>]{1,200}|(?:${GUID}|[\\w-]+(?:\\.[\\w-]+)+)\\/[\\w.]+|offline_access|openid|[A-Z][a-z]+(?:\\.[A-Z]\\w+)+)`,
  'g',
);

function scopesByForm(code: string, after: string): readonly string[] {
  if (!NAMES_SCOPES.includes(code)) return [];
  return (after.slice(0, SENTENCE).match(SCOPES) ?? [])
    .filter((one) => !/microsoft\.com\/(?:[a-z]{2}-|entra)/i.test(one))
    .map(masked);
}

function valueOrNull(value: string | undefined): string | null {
  return value === undefined ? null : masked(value);
}

/** The quoted values; in a sentence without any, its ids and URIs. */
function valuesIn(sentence: string): string[] {
  const quoted = [...sentence.matchAll(QUOTED)].map(([, single, double]) => (single ?? double ?? '').trim());
  if (quoted.some((value) => value !== '')) return quoted;
  return (sentence.match(BARE) ?? []).filter((value) => !OF_MICROSOFT.test(value));
}
