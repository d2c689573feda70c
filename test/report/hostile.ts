import fc from 'fast-check';

/** Fragments that some consumer of a report would act on. */
const FRAGMENTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  ']]><x/>',
  '--><!--',
  '&lt;b&gt;&amp;',
  '\u001b]0;owned\u0007',
  '\u001b[2J\u001b[31m',
  '\u009b31m',
  '\u202egnp.exe\u202c',
  '\u2066\u200b\ufeff',
  '\n::error::gone',
  '\r\n##[add-path]/tmp',
  '::add-mask::x',
  '%0A::set-output',
  '](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  '@everyone #1 `code` | cell | **bold**',
  '``` \n fence',
  '{0} {{x}} [a](1) \\',
  '\u0000\u0008\u007f',
  '\ud800',
  'Zoë 👩‍💻 名前',
  'a'.repeat(300),
];

/** Text that an attacker could choose as a display name: anything, with the fragments mixed in. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 12 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** Members whose values the tool itself chooses; everything else can be somebody's text. */
const OWN = new Set([
  'schemaVersion',
  'status',
  'severity',
  'verdict',
  'by',
  'app',
  'hop',
  'startedAt',
  'startDateTime',
  'endDateTime',
  'cloud',
  'tool',
  'section',
  'configPath',
  'check',
  'because',
  'kind',
  'commit',
]);

/** The document with every text that may come from outside replaced. Ids of checks and hops stay. */
export function poisoned<Value>(document: Value, text: string): Value {
  return walk(document, '', text) as Value;
}

function walk(value: unknown, key: string, text: string): unknown {
  if (OWN.has(key) || (key === 'id' && typeof value === 'string' && /^[a-z-]+(\.[a-z-]+)?$/.test(value)))
    return value;
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => walk(item, key, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, name, text)]));
}

// Line feeds are the renderers' own; joiners are needed by emoji and scripts.
const UNSEEN = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The first character that a terminal or an editor would act on, or null. */
export function unseenIn(text: string): string | null {
  return UNSEEN.exec(text)?.[0] ?? null;
}
