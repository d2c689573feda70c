/**
 * A topic, recognised by words near each other: `of` names a thing, `and` says what is wrong with it. Words are lower-case
 * letters and digits with single blanks; `*` at the end stands for any further letters.
 */
export interface Topic {
  readonly entry: string;
  readonly of: readonly string[];
  /** Absent where the words of `of` say that something is wrong themselves. */
  readonly and?: readonly string[];
  /** One of these has to be near too, where the others are not specific enough. */
  readonly beside?: readonly string[];
  /** So general that an OAuth error in the text has precedence. */
  readonly isVague?: true;
}

/** Words for a value that was compared and did not match. */
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
/** Words for a value that is missing. */
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
/** Words for a token. */
export const TOKEN = ['token', 'tokens', 'jwt', 'bearer'];
