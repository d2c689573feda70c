import { quoted, type Validator } from './validator.ts';

/** What a text meant, or one sentence on why it means nothing here. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: string };

const TRUE_WORDS = ['true', 'yes', '1', 'on'];
const FALSE_WORDS = ['false', 'no', '0', 'off'];

/** Text that a validator accepts, as it stands. */
export function parseText(validator: Validator): (text: string) => Parsed<string> {
  return (text) => validated(text, validator);
}

/** Text that a validator accepts, then turned into what is kept. */
export function parseAs<Value>(
  validator: Validator,
  convert: (text: string) => Value,
): (text: string) => Parsed<Value> {
  return (text) => {
    const problem = validator(text);
    return problem === null ? { value: convert(text) } : { problem };
  };
}

/** One or several texts separated by commas or blanks, each accepted by `validator`. */
export function parseList(validator: Validator): (text: string) => Parsed<readonly string[]> {
  return (text) => {
    const items = text.split(/[\s,]/).filter((item) => item !== '');
    const problem = items.map(validator).find((found) => found !== null) ?? null;
    return problem === null ? { value: items } : { problem };
  };
}

/** A whole number that a validator accepts. */
export function parseInteger(validator: Validator<number>): (text: string) => Parsed<number> {
  return (text) => {
    if (!/^\d{1,9}$/.test(text.trim())) return { problem: `${quoted(text)} is no whole number.` };
    return validated(Number(text), validator);
  };
}

/** `true` or `false` in the usual spellings; a flag without a value counts as true. */
export function parseSwitch(text: string): Parsed<boolean> {
  const word = text.trim().toLowerCase();
  if (word === '' || TRUE_WORDS.includes(word)) return { value: true };
  if (FALSE_WORDS.includes(word)) return { value: false };
  return { problem: `${quoted(text)} is neither true nor false.` };
}

function validated<Value>(value: Value, validator: Validator<Value>): Parsed<Value> {
  const problem = validator(value);
  return problem === null ? { value } : { problem };
}
