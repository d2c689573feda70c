import { isKnownCode } from '../catalogue/index.ts';
import type { CodeMark } from './mark.ts';
import { joinedReadings, soft, softAny } from './soft.ts';

/** Digits, perhaps broken over lines; more than a code has, so that longer numbers are recognised as none. */
const DIGITS = '(\\d[\\d\\n]{4,16})';
const GLUE = '["\' *`:=+]{0,6}\\n?["\' *`:=+]{0,4}';

const PREFIXED = new RegExp(`${soft('AADSTS')}[ \\n:_*\`"'=+-]{0,4}${DIGITS}`, 'gi');
const ERROR_CODES = new RegExp(`${soft('error_codes')}${GLUE}\\[[ \\n"']{0,4}([\\d,\\n "']{5,60})`, 'gi');
const ERROR_URI = new RegExp(`${soft('error?code=')}\\n?${DIGITS}`, 'gi');
/** Labels of the sign-in log, its exports and MSAL (facts: troubleshooting.md §1.1). */
const LOG_FIELD = new RegExp(
  `(?:${softAny(['sign-in error code', 'errorCode', 'errorNo', 'resultType', 'aadsts_code'])})${GLUE}${DIGITS}`,
  'gi',
);
/** Labels that other numbers have too, so that only numbers of the catalogue count. */
const ANY_LABEL = new RegExp(`(?:${softAny(['error code', 'error', 'error(s)'])})${GLUE}${DIGITS}`, 'gi');
/** `7000215 - [2024-07-08 08:08:48Z]:` of msal-node, perhaps cut off after the number. */
const STAMPED = /(?<!\d)(\d[\d\n]{4,9}) -(?: \[\d{4}-|\W{0,20}$)/g;
const TABLE_HEADER = /sign-?in error code"?[,;]/i;
const TABLE_CELL = /[,;"](\d{5,8})(?=[",;\n])/g;
const NOTHING_ELSE = /^(?:\W{0,4}(?:aadsts|sign-in|error|code|number)){0,4}\W{0,4}(\d{5,8})\W{0,8}$/i;

/** The AADSTS numbers in a plain text (facts: troubleshooting.md §1). */
export function* aadstsMarks(text: string): Generator<CodeMark> {
  yield* scan(text, PREFIXED, 'description', anyCode);
  for (const match of text.matchAll(ERROR_CODES)) {
    const numbers = (match[1] ?? '').split(',').map((part) => part.replace(/\D/g, ''));
    for (const code of numbers.filter(hasLength)) yield markAt(match, [code], 'mention');
  }
  yield* scan(text, ERROR_URI, 'mention', anyCode);
  yield* scan(text, LOG_FIELD, 'mention', anyCode);
  yield* scan(text, ANY_LABEL, 'mention', isKnownCode);
  yield* scan(text, STAMPED, 'mention', isKnownCode);
  if (TABLE_HEADER.test(text)) yield* scan(text, TABLE_CELL, 'mention', isKnownCode);
  if (text.length < 64) yield* scan(text, NOTHING_ELSE, 'mention', anyCode);
}

function* scan(
  text: string,
  pattern: RegExp,
  kind: CodeMark['kind'],
  accepts: (code: string) => boolean,
): Generator<CodeMark> {
  const matches = pattern.global ? text.matchAll(pattern) : [pattern.exec(text)];
  for (const match of matches) {
    if (match === null) continue;
    const readings = readingsOf(match[1] ?? '', text[match.index + match[0].length] ?? '');
    if (readings[0] !== undefined && accepts(readings[0])) yield markAt(match, readings, kind);
  }
}

function markAt(match: RegExpMatchArray, readings: readonly string[], kind: CodeMark['kind']): CodeMark {
  const start = match.index ?? 0;
  return { code: readings[0] ?? '', kind, start, end: start + match[0].length, readings };
}

/**
 * The numbers that a run of digits can mean, the likeliest first. A line break in it either cuts the number or follows it: the
 * catalogue decides and, where it has both, whether a colon follows, as after the number of a description.
 */
function readingsOf(run: string, next: string): readonly string[] {
  const readings = [...new Set(joinedReadings(run))].filter(hasLength);
  const known = readings.filter(isKnownCode);
  const candidates = known.length > 0 ? known : readings;
  return next === ':' ? candidates.toReversed() : candidates;
}

function hasLength(digits: string): boolean {
  return digits.length >= 5 && digits.length <= 8;
}

/** 80049217 and its like are reasons of Microsoft Graph, not numbers of the token service. */
function anyCode(code: string): boolean {
  return !code.startsWith('8004');
}
