import { createHash } from 'node:crypto';
import { newTexts, remembered } from './redact/remembered.ts';

type Kind = 'subject' | 'issuer' | 'scheme';

/** Subjects of federated credentials within a text: of a repository, project, service account or service connection. */
const SUBJECTS = /\b(?:repo|project_path|organization|system:serviceaccount|sc):[^\s"',]*[^\s"',.;)]/g;
/** Schemes of native apps, which hold the name or the id of their maker, up to the first slash. */
const SCHEMES = /(?<![\w+.-])(?:[a-z][\w+.-]*:\/(?=\/)|[a-z][\w+-]*\.[\w+.-]*:\/)/gi;
const COMMON_SCHEME = /^(?:https?|api|file|vscode|vscode-insiders|cursor|sc):/i;
/** Issuers that name nobody but by ids, which are masked as ids. */
const COMMON_ISSUER =
  /^https:\/\/(?:token\.actions\.githubusercontent\.com|(?:login\.microsoftonline\.com|sts\.windows\.net)\/[0-9a-f-]{36}(?:\/v2\.0)?)\/?$/i;
const GUID = /^[0-9a-f-]{36}$/i;

/** Masks a text that stands in the member of that name (empty for no member). */
export type MaskTrust = (text: string, member: string) => string;

/** Masks what federated credentials trust, and the schemes of custom redirect URIs: equal before, equal after. */
export function trustMasker(source: unknown, salt: string | undefined): MaskTrust {
  const found = new Map<string, Kind>();
  gather(source, found, newTexts());
  const masks = masksFor(found, salt);
  if (masks.size === 0) return (text) => text;
  const pattern = patternOf([...masks.keys()]);
  const inText = remembered((text) => text.replace(pattern, (one) => masks.get(one) ?? one));
  return (text, member) => (member === 'subject' ? masks.get(text) : undefined) ?? inText(text);
}

/** Collects what has to be masked. Holds nothing else of a large fleet. */
function gather(value: unknown, found: Map<string, Kind>, isNew: (text: string) => boolean): void {
  if (typeof value === 'string' && !isNew(value)) return;
  for (const [text, kind] of namesIn(value)) if (!found.has(text)) found.set(text, kind);
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) gather(member, found, isNew);
}

function namesIn(member: unknown): readonly (readonly [string, Kind])[] {
  if (typeof member === 'string') {
    const schemes = (member.match(SCHEMES) ?? []).filter((scheme) => !COMMON_SCHEME.test(scheme));
    return [
      ...(member.match(SUBJECTS) ?? []).map((text) => [text, 'subject'] as const),
      ...schemes.map((text) => [text, 'scheme'] as const),
    ];
  }
  if (typeof member !== 'object' || member === null || !('issuer' in member && 'subject' in member))
    return [];
  const { issuer, subject } = member;
  return [
    ...(typeof subject === 'string' && !GUID.test(subject) ? [[subject, 'subject'] as const] : []),
    ...(typeof issuer === 'string' && !COMMON_ISSUER.test(issuer) ? [[issuer, 'issuer'] as const] : []),
  ];
}

function masksFor(found: ReadonlyMap<string, Kind>, salt: string | undefined): ReadonlyMap<string, string> {
  const keys = new Map(
    [...new Set([...found].map(([text, kind]) => keyOf(text, kind)))].map((key, index) => [key, index + 1]),
  );
  const suffix = (text: string, kind: Kind): string => {
    const key = keyOf(text, kind);
    return salt === undefined ? String(keys.get(key)) : hash(`${salt}|${key}`);
  };
  return new Map([...found].map(([text, kind]) => [text, MASKS[kind](suffix(text, kind), text)]));
}

/** The key by which equal texts are found: Entra compares subjects and issuers with case, schemes without. */
function keyOf(text: string, kind: Kind): string {
  return kind === 'scheme' ? text.toLowerCase() : text;
}

const MASKS: Readonly<Record<Kind, (suffix: string, text: string) => string>> = {
  subject: (suffix) => `subject-${suffix}`,
  issuer: (suffix) => `https://issuer-${suffix}`,
  scheme: (suffix, text) => (text === text.toLowerCase() ? `scheme-${suffix}:/` : `SCHEME-${suffix}:/`),
};

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Matches the texts; one that is a plain word only as a whole word. */
function patternOf(texts: readonly string[]): RegExp {
  const longestFirst = texts.filter((text) => /[:/]/.test(text)).toSorted((a, b) => b.length - a.length);
  const quoted = longestFirst.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + endOf(text));
  return new RegExp(quoted.length === 0 ? '(?!)' : `(?<![\\w+.-])(?:${quoted.join('|')})`, 'g');
}

function endOf(text: string): string {
  return /\w$/.test(text) ? '(?!\\w)' : '';
}
