import { entryFor } from '../catalogue/index.ts';
import type { Failure, RecognisedBy } from '../failure.ts';
import { withBodies } from './base64-bodies.ts';
import { looksLike } from './by-looks.ts';
import { topicOf } from './by-topic.ts';
import { graphMarks } from './graph-marks.ts';
import { liftFacts, oauthErrorsIn } from './lifted-facts.ts';
import { type CodeMark, inOrder } from './mark.ts';
import { mergedFailures } from './merge.ts';
import { withoutMisreadings } from './misread.ts';
import { missingField } from './missing-field.ts';
import { aadstsMarks } from './numbers.ts';
import { type Occurrence, occurrencesIn } from './occurrences.ts';
import { plainText } from './plain-text.ts';
import { labelledTable } from './tables.ts';
import { matchWordings, type WordingMatch } from './wording.ts';

/** Characters that are read of a text. The command line refuses longer ones. */
export const LONGEST_TEXT = 12_000_000;
const MOST_OCCURRENCES = 200;
const EXCERPT = 2000;

/**
 * Every failure in a text, in its order. Numbers and codes come first; only a text without any is recognised by its wording,
 * its topic, an OAuth error or its form, in this order. Such a failure has an entry that explains it, but no code.
 */
export function readFailures(text: string): readonly Failure[] {
  const whole = withBodies(text.slice(0, LONGEST_TEXT));
  const plain = withoutMisreadings(plainText(labelledTable(whole) ?? whole));
  const numbered = byNumber(plain);
  if (numbered.length > 0) return numbered;
  const said = matchWordings(plain);
  const ways: readonly (() => readonly Failure[])[] = [
    () =>
      byWording(
        plain,
        said.filter(({ weak }) => !weak),
      ),
    () => byTopic(plain, 'telling'),
    () => byWording(plain, said),
    () => byOauthError(plain),
    () => byMissingField(plain),
    () => byTopic(plain, 'vague'),
    () => byLooks(plain),
  ];
  for (const read of ways) {
    const found = read();
    if (found.length > 0) return found;
  }
  return [];
}

/** By form: a consent page in another language, a status of Graph, an authorization URL, support ids. */
function byLooks(plain: string): readonly Failure[] {
  const found = looksLike(plain);
  if (found === null) return [];
  // Numbers are told so by the page that stands for them, in any language.
  const by: RecognisedBy = /^\d/.test(found.entry) ? 'page' : 'symptom';
  return [{ ...uncoded(plain, found.at, found.entry), by }];
}

function byMissingField(plain: string): readonly Failure[] {
  const found = missingField(plain);
  return found === null ? [] : [uncoded(plain, found.at, found.entry)];
}

function byNumber(plain: string): readonly Failure[] {
  const marks = withoutStumps(
    plain,
    inOrder([...inOrder(aadstsMarks(plain)), ...inOrder(graphMarks(plain))]),
  );
  const found = occurrencesIn(plain, marks)
    .slice(0, MOST_OCCURRENCES)
    .map((occurrence) => failureAt(plain, occurrence));
  return rootsFirst(mergedFailures(found).map(toldBySentence));
}

/** Codes that say only that a request failed. */
const SAYS_LITTLE =
  /^graph:(?:BadRequest|Request_BadRequest|invalidRequest|accessDenied|forbidden|notAllowed)$/i;

/** The failure with the entry of the sentence beside such a code, where that is clear. */
function toldBySentence(failure: Failure): Failure {
  if (!SAYS_LITTLE.test(failure.code ?? '')) return failure;
  const [said, ...more] = matchWordings(failure.excerpt).filter(({ weak }) => !weak);
  const isOther = said === undefined || more.length > 0 || /^\d/.test(said.code);
  return isOther ? failure : { ...failure, entry: said.code };
}

/** Codes with which Graph refuses a request without a token; they follow from a refusal of the token service in the same text. */
const FOLLOWS_FROM_NUMBER = /^graph:(?:InvalidAuthenticationToken|unauthorized|unauthenticated|BadRequest)$/i;

function rootsFirst(found: readonly Failure[]): readonly Failure[] {
  const follows = ({ code }: Failure): boolean => FOLLOWS_FROM_NUMBER.test(code ?? '');
  return [...found.filter((one) => !follows(one)), ...found.filter(follows)];
}

/**
 * Drops numbers that are the beginning of another one in the text and were cut by its end, and those that a line break makes
 * ambiguous where another reading is in the text.
 */
function withoutStumps(plain: string, marks: readonly CodeMark[]): readonly CodeMark[] {
  const whole = new Set(marks.filter(({ readings }) => readings.length < 2).map(({ code }) => code));
  const end = plain.trimEnd().length - 6;
  const isCut = ({ code, end: markEnd }: CodeMark): boolean =>
    markEnd >= end && [...whole].some((other) => other.length > code.length && other.startsWith(code));
  const isMisread = ({ code, readings }: CodeMark): boolean =>
    !whole.has(code) && readings.some((other) => other !== code && whole.has(other));
  return marks.filter((mark) => !isCut(mark) && !isMisread(mark));
}

function failureAt(
  plain: string,
  { code, envelopes, from, at, to }: Occurrence,
): Failure & { readonly code: string } {
  const facts = liftFacts(plain.slice(from, at), plain.slice(at, to), code);
  return {
    ...facts,
    code,
    by: 'number',
    entry: code,
    envelopes,
    excerpt: plain.slice(from, Math.min(to, at + EXCERPT)),
  };
}

function byWording(plain: string, said: readonly WordingMatch[]): readonly Failure[] {
  return said.map(({ code, at }) => uncoded(plain, at, code));
}

function byTopic(plain: string, which: 'telling' | 'vague'): readonly Failure[] {
  const found = topicOf(plain, which);
  return found === null ? [] : [uncoded(plain, found.at, found.entry)];
}

/** By the first OAuth error that the catalogue has. */
function byOauthError(plain: string): readonly Failure[] {
  const found = oauthErrorsIn(plain).filter(({ error }) => entryFor(`oauth:${error}`) !== null);
  const [first] = found;
  return first ? [uncoded(plain, first.at, `oauth:${first.error}`)] : [];
}

function uncoded(plain: string, at: number, entry: string): Failure {
  const from = Math.max(0, at - 1000);
  const codeOfEntry = /^\d+$/.test(entry) ? entry : null;
  const by: RecognisedBy = /^(?:symptom|oauth):/.test(entry) ? 'symptom' : 'pattern';
  const facts = liftFacts(plain.slice(from, at), plain.slice(at, at + EXCERPT), codeOfEntry);
  return { ...facts, code: null, by, entry, envelopes: [], excerpt: plain.slice(from, at + EXCERPT) };
}
