/** Returns null for a valid value, else a sentence: what is wrong and what would be right. */
export type Validator<Value = string> = (value: Value) => string | null;

const SHOWN = 80;

/**
 * A value as a sentence may show it: in quotes, control and direction marks made visible, cut when long, and without
 * the user and password that an address may hold.
 */
export function quoted(value: string): string {
  const visible = withoutPassword(value).replace(
    INVISIBLE,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${visible.length > SHOWN ? `${visible.slice(0, SHOWN)}…` : visible}"`;
}

/** Replaces what stands between scheme and last "@" of an address: a password may hold slashes and colons. */
function withoutPassword(value: string): string {
  const scheme = value.indexOf('://');
  const at = value.lastIndexOf('@');
  if (scheme >= 0 && at > scheme) return `${value.slice(0, scheme)}://…${value.slice(at)}`;
  return value.replace(/^[^\s:/@]+:[^\s/@]+@(?=[\w-]+\.[\w.-]+)/, '…@');
}

/** Control characters, line and paragraph separators, and the marks that reorder text on a screen. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}

/** The problem of the first validator that has one; null when the value is valid. */
export function firstProblem<Value>(value: Value, validators: readonly Validator<Value>[]): string | null {
  for (const validator of validators) {
    const problem = validator(value);
    if (problem !== null) return problem;
  }
  return null;
}
