import { quoted, type Rule } from './rule.ts';

/** What a text meant, or one sentence on why it means nothing here. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: string };

const TRUE_WORDS = ['true', 'yes', '1', 'on'];
const FALSE_WORDS = ['false', 'no', '0', 'off'];

/** Text that a rule accepts, as it stands. */
export function parseText(rule: Rule): (text: string) => Parsed<string> {
  return (text) => withRule(text, rule);
}

/** Text that a rule accepts, then turned into what is kept. */
export function parseAs<Value>(
  rule: Rule,
  convert: (text: string) => Value,
): (text: string) => Parsed<Value> {
  return (text) => {
    const problem = rule(text);
    return problem === null ? { value: convert(text) } : { problem };
  };
}

/** One or several texts separated by commas or blanks, each accepted by `rule`. */
export function parseList(rule: Rule): (text: string) => Parsed<readonly string[]> {
  return (text) => {
    const items = text.split(/[\s,]+/).filter((item) => item !== '');
    const problem = items.map(rule).find((found) => found !== null);
    return problem === undefined || problem === null ? { value: items } : { problem };
  };
}

/** A whole number that a rule accepts. */
export function parseInteger(rule: Rule<number>): (text: string) => Parsed<number> {
  return (text) => {
    if (!/^\d{1,9}$/.test(text.trim())) return { problem: `${quoted(text)} is no whole number.` };
    return withRule(Number(text), rule);
  };
}

/** `true` or `false` in the usual spellings; a flag without a value counts as true. */
export function parseSwitch(text: string): Parsed<boolean> {
  const word = text.trim().toLowerCase();
  if (word === '' || TRUE_WORDS.includes(word)) return { value: true };
  if (FALSE_WORDS.includes(word)) return { value: false };
  return { problem: `${quoted(text)} is neither true nor false.` };
}

function withRule<Value>(value: Value, rule: Rule<Value>): Parsed<Value> {
  const problem = rule(value);
  return problem === null ? { value } : { problem };
}
