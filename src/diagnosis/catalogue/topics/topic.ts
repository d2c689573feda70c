/**
 * What a text is about, told by two kinds of words that stand near each other: what it speaks of, and what is wrong
 * with that. Words are lower-case letters and digits with single blanks; `*` ends a word that may go on.
 */
export interface Topic {
  readonly entry: string;
  readonly of: readonly string[];
  /** Left out where the word itself says that something is wrong. */
  readonly and?: readonly string[];
  /** One of these has to stand near too, where the other two are said of several things. */
  readonly beside?: readonly string[];
  /** Said of many things: an OAuth error in the text tells more. */
  readonly isVague?: true;
}

/** What is said of a thing that was held against another and did not fit. */
export const REFUSED = [
  'invalid',
  'mismatch*',
  'differ*',
  'unexpected',
  'wrong',
  'incorrect',
  'refused',
  'rejected',
  'not allowed',
  'not match*',
  'no match*',
  'does not',
  'do not',
  'did not',
  'not valid',
  'not satisfied',
  'not acceptable',
  'not accepted',
  'not trusted',
  'not configured',
  'not among',
  'not in the list',
  'not equal',
  'not permitted',
  'not supported',
  'must be',
  'expected',
  'unknown',
  'failed',
  'denied',
  'disallowed',
];
/** What is said of a thing that should be there. */
export const ABSENT = [
  'missing',
  'not found',
  'not provided',
  'not present',
  'not sent',
  'empty',
  'null',
  'absent',
  'without',
  'must be provided',
  'not be found',
];
/** What people call a token. */
export const TOKEN = ['token', 'tokens', 'jwt', 'bearer'];
