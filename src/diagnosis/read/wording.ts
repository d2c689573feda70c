import { ENTRIES } from '../catalogue/index.ts';

/** A wording of an entry, reduced to letters and digits, in parts where it has ` … `. */
interface Phrase {
  readonly code: string;
  readonly weak: boolean;
  readonly parts: readonly string[];
}

/** A wording of an entry in a text. */
export interface WordingMatch {
  readonly code: string;
  /** Offset in the plain text, approximate where contractions precede it. */
  readonly at: number;
  /** As of its entry: the wording says only that something failed. */
  readonly weak: boolean;
}

/** The most letters and digits that ` … ` stands for. */
const LONGEST_GAP = 240;
const CHUNK = 65_536;
const OVERLAP = 2048;
const MOST_FOUND = 8;

/** Everything that is neither letter nor digit in any script. */
const BETWEEN = /[^\p{L}\p{N}]+/gu;

const PHRASES: readonly Phrase[] = ENTRIES.flatMap(({ code, wording, weak }) =>
  wording.map((sentence) => ({ code, weak, parts: sentence.split(' … ').map(squeezed) })),
).sort((a, b) => lengthOf(b) - lengthOf(a));

const BEGINNINGS: readonly string[] = [...new Set(PHRASES.map(({ parts }) => parts[0] ?? ''))].sort(
  (a, b) => b.length - a.length,
);
const BEGINNING = new RegExp(BEGINNINGS.join('|'), 'g');

function lengthOf({ parts }: Phrase): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Letters and digits only, so that wrapping, quoting and mark-up cannot hide a sentence. */
function squeezed(text: string): string {
  return spelledOut(text).toLowerCase().replace(BETWEEN, '');
}

function spelledOut(text: string): string {
  return text.replace(/can['’]?t\b/gi, 'cannot').replace(/n['’]t\b/gi, 'not');
}

/** The entries whose wording is in the text; weak ones only where there is no other. Reads in pieces to bound memory. */
export function matchWordings(text: string): readonly WordingMatch[] {
  const found = new Map<string, WordingMatch>();
  for (let start = 0; start < text.length && found.size < MOST_FOUND; start += CHUNK - OVERLAP) {
    for (const one of inPiece(text.slice(start, start + CHUNK))) {
      if (!found.has(one.code)) found.set(one.code, { ...one, at: start + one.at });
    }
  }
  const all = [...found.values()];
  const strong = all.filter(({ weak }) => !weak);
  return strong.length > 0 ? strong : all;
}

function inPiece(piece: string): readonly WordingMatch[] {
  const letters = squeezed(piece);
  const found: WordingMatch[] = [];
  let places: ReadonlyMap<number, number> | null = null;
  for (const match of letters.matchAll(BEGINNING)) {
    const phrase = PHRASES.find(
      (one) => match[0].startsWith(one.parts[0] ?? '') && standsAt(one, letters, match.index),
    );
    if (phrase === undefined) continue;
    places ??= wordStarts(piece);
    const at = places.get(match.index);
    if (at !== undefined) found.push({ code: phrase.code, weak: phrase.weak, at });
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}

/** Words, also those in camel case. A wording counts only from the beginning of one: "file not found" contains no ENOTFOUND. */
const WORD = /[\p{Lu}\p{Lt}]+[\p{Ll}\p{Lo}\p{Lm}]*\p{N}*|[\p{Ll}\p{Lo}\p{Lm}]+\p{N}*|\p{N}+/gu;

/** Where the words of a piece begin: by their offset among letters and digits, their offset in the piece, approximately. */
function wordStarts(piece: string): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let count = 0;
  for (const { 0: word, index } of spelledOut(piece).matchAll(WORD)) {
    starts.set(count, index);
    count += word.length;
  }
  return starts;
}

function standsAt({ parts }: Phrase, letters: string, start: number): boolean {
  let end = start + (parts[0] ?? '').length;
  for (const part of parts.slice(1)) {
    const place = letters.slice(end, end + LONGEST_GAP + part.length).indexOf(part);
    if (place < 0) return false;
    end += place + part.length;
  }
  return true;
}
