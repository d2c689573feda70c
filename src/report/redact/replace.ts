import { GUIDS, SIGN_IN_NAMES } from './collect.ts';
import type { Masks } from './masks.ts';

/** The same value with every masked text replaced, member names included. */
export function replaceIn(value: unknown, masks: Masks): unknown {
  return walk(value, { inProse: replacerFor(masks), inWords: replacerFor({ ...masks, names: new Map() }) });
}

interface Replacers {
  readonly inProse: Replace;
  /** Without the names: a tenant may be named as a word of this program is, such as `pass`. */
  readonly inWords: Replace;
}

type Replace = (text: string) => string;

/** Members that hold words of this program, never those of a tenant. */
const WORD_MEMBERS = new Set(['status', 'severity', 'section', 'command', 'kind', 'code', 'id', 'verdict']);

function walk(value: unknown, replacers: Replacers): unknown {
  const { inProse, inWords } = replacers;
  if (typeof value === 'string') return inProse(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, replacers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      inWords(key),
      walk(member, WORD_MEMBERS.has(key) ? { inProse: inWords, inWords } : replacers),
    ]),
  );
}

function replacerFor({ ids, domains, users, names }: Masks): Replace {
  const domainPattern = patternOf(domains.keys(), '(?<![a-z0-9-])', '(?![a-z0-9-]|\\.[a-z0-9])', 'gi');
  const namePattern = patternOf(names.keys(), '(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])', 'gu');
  return (text) =>
    text
      .replace(SIGN_IN_NAMES, (user) => users.get(user.toLowerCase()) ?? user)
      .replace(GUIDS, (id) => masked(ids, id))
      .replace(domainPattern, (domain) => masked(domains, domain))
      .replace(namePattern, (name) => names.get(name) ?? name);
}

/** Letter case survives as far as it matters: checks tell an upper-case URI from a lower-case one. */
function masked(masks: ReadonlyMap<string, string>, original: string): string {
  const mask = masks.get(original.toLowerCase());
  if (mask === undefined) return original;
  return original === original.toLowerCase() ? mask : mask.toUpperCase();
}

const NOTHING = /(?!)/g;

function patternOf(texts: Iterable<string>, before: string, after: string, flags: string): RegExp {
  const longestFirst = [...texts].toSorted((a, b) => b.length - a.length).map(quoted);
  return longestFirst.length === 0
    ? NOTHING
    : new RegExp(`${before}(?:${longestFirst.join('|')})${after}`, flags);
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
