/** A request as a PowerShell script sends it; variables stand in braces. */
interface SentByScript {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** What is read of a script without a PowerShell to run it. */
export interface ReadScript {
  readonly sent: readonly SentByScript[];
  /** Variables that are read before anything assigns them. */
  readonly unknown: readonly string[];
  /** Brackets without their other half, outside of quotes and comments. */
  readonly unbalanced: readonly string[];
}

type Token = { readonly kind: 'quoted' | 'variable' | 'other'; readonly text: string };

const QUOTES = "['\u2018\u2019\u201a\u201b]";
const TOKEN = new RegExp(
  [
    `${QUOTES}(?<single>(?:[^'\u2018-\u201b]|${QUOTES}{2})*)${QUOTES}`,
    '"(?<double>[^"]*)"',
    '(?<comment>#[^\\n]*)',
    '\\$(?<variable>[A-Za-z_]\\w*(?::\\w+)?)',
    '(?<other>[\\s\\S])',
  ].join('|'),
  'g',
);

function tokensOf(script: string): readonly Token[] {
  return [...script.matchAll(TOKEN)].flatMap(({ groups = {} }): readonly Token[] => {
    const { single, double, comment, variable, other = '' } = groups;
    if (comment !== undefined) return [];
    if (single !== undefined)
      return [{ kind: 'quoted', text: single.replace(new RegExp(`(${QUOTES})${QUOTES}`, 'g'), '$1') }];
    if (double !== undefined) return [{ kind: 'other', text: `"${double}"` }];
    if (variable !== undefined) return [{ kind: 'variable', text: variable }];
    return [{ kind: 'other', text: other }];
  });
}

/** Reads a script by the rules of PowerShell's quoting: single quotes hold everything, two of them stand for one. */
export function readPowerShell(script: string): ReadScript {
  const tokens = tokensOf(script.replace(/^\ufeff/, ''));
  return { sent: requestsIn(tokens), unknown: unknownIn(tokens), unbalanced: unbalancedIn(tokens) };
}

function requestsIn(tokens: readonly Token[]): readonly SentByScript[] {
  // With what is quoted out of sight, a marker tells where each argument begins.
  const text = tokens
    .map((token, index) => (token.kind === 'other' ? token.text : `\ue000${index}\ue001`))
    .join('');
  const textOf = (argument: string | undefined): string =>
    [...(argument ?? '').matchAll(/\ue000(\d+)\ue001/g)]
      .map(([, index]) => tokens[Number(index)])
      .map((token) => (token?.kind === 'variable' ? '{}' : (token?.text ?? '')))
      .join('');
  const argument = (call: string, name: string) =>
    new RegExp(`-${name} (\\([^()]*\\)|\\ue000\\d+\\ue001)`).exec(call)?.[1];
  return [...text.matchAll(/Send-Graph -Method (\w+)[^\n]*/g)].map(([call, method = '']) => ({
    method,
    url: textOf(argument(call, 'Uri')),
    body: textOf(argument(call, 'Body')),
  }));
}

/** Set by the shell, or by the parameters of the function. */
const AUTOMATIC = [
  'null',
  'LASTEXITCODE',
  'env:OS',
  'env:USERNAME',
  'Method',
  'Uri',
  'Body',
  'Headers',
  'Attempts',
  'GrantAdminConsent',
  'request',
  'attempt',
  '_',
];

function unknownIn(tokens: readonly Token[]): readonly string[] {
  const assigned = new Set(AUTOMATIC);
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind !== 'variable' || assigned.has(text)) return [];
    const after = tokens
      .slice(index + 1)
      .map((token) => token.text)
      .join('')
      .trimStart();
    if (!/^=(?!=)/.test(after)) return [text];
    assigned.add(text);
    return [];
  });
}

function unbalancedIn(tokens: readonly Token[]): readonly string[] {
  const closes: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };
  const open: string[] = [];
  const wrong: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind !== 'other') continue;
    const closing = closes[text];
    if (closing !== undefined) open.push(closing);
    else if (Object.values(closes).includes(text) && open.pop() !== text) wrong.push(text);
  }
  return [...wrong, ...open, ...tokens.filter(({ text }) => text === '\n\u0027')].map(String);
}
