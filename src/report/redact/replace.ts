import { GUIDS, SIGN_IN_NAMES } from './collect.ts';
import type { Masks } from './masks.ts';
import { remembered } from './remembered.ts';

/** Returns a function that replaces masked texts in a value, member names included. */
export function replacing(masks: Masks): (value: unknown) => unknown {
  const inProse = remembered(replacerFor(masks));
  const inWords = remembered(replacerFor({ ...masks, names: new Map() }));
  return (value) => walk(value, { inProse, inWords });
}

interface Replacers {
  readonly inProse: Replace;
  /** Leaves names alone: a tenant may have the name of a word of this program, such as `pass`. */
  readonly inWords: Replace;
}

type Replace = (text: string) => string;

/** Members whose values are words of this program and never names from a tenant. */
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
  const namePattern = patternOf(names.keys(), '(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])', 'gu');
  return (text) =>
    text
      .replace(SIGN_IN_NAMES, (user) => users.get(user.toLowerCase()) ?? user)
      .replace(GUIDS, (id) => masked(ids, id))
      .replace(HOSTS, (host) => withDomain(host, domains))
      .replace(namePattern, (name) => names.get(name) ?? name);
}

/** Host names within a text. A collected domain may be the end of one. */
const HOSTS = /[a-z0-9-]+(?:\.[a-z0-9][a-z0-9-]*)+/gi;

/** The host with the longest collected domain at its end masked. Looked up label by label, since a fleet has many domains. */
function withDomain(host: string, domains: ReadonlyMap<string, string>): string {
  if (domains.has(host.toLowerCase())) return masked(domains, host);
  let dot = host.indexOf('.', host.length - LONGEST_DOMAIN - 1);
  while (dot >= 0) {
    const domain = host.slice(dot + 1);
    if (domains.has(domain.toLowerCase())) return host.slice(0, dot + 1) + masked(domains, domain);
    dot = host.indexOf('.', dot + 1);
  }
  return host;
}

/** The longest domain name, in characters (RFC 1035 §2.3.4). */
const LONGEST_DOMAIN = 253;

/**
 * The mask of a text, in upper case unless the text is all lower case, since checks tell upper-case URIs from lower-case ones.
 */
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
