import { TOPICS } from '../catalogue/topics/index.ts';
import type { Topic } from '../catalogue/topics/topic.ts';

/** The distance in characters within which words belong together. */
const NEAR = 90;
/** How many characters are searched at the beginning and at the end of a long text. */
const LOOKED_AT = 200_000;
const MOST_PLACES = 300;
/** Words of which one has to be in the text: without any it is not about signing in. */
const CONTEXT =
  / (?:tokens?|jwt|jw[eks]|jwks|oauth2?|oidc|openid|bearer|auth\w*|sign in|signin|log ?in|401|403|forbidden|unauthori[sz]ed|mcp|entra|azure\w*|microsoft\w*|msal\w*|graph|claims?|kid|consent|client id|imds|credentials?|idx\d+|idw\d+) /;

/** Ids are shortened, so that they do not separate the words around them. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A request that was answered well, in the log of a server: its address says nothing of what failed. */
const SERVED = /\b(?:GET|HEAD|OPTIONS|POST) \/\S{0,2000} {1,50}(?:HTTP\/[\d.]{1,3}"? )?(?:2\d\d|30\d)(?!\d)/g;

interface Pattern {
  readonly topic: Topic;
  readonly of: RegExp;
  readonly and: RegExp | null;
  readonly beside: RegExp | null;
}

const PATTERNS: readonly Pattern[] = TOPICS.map((topic) => ({
  topic,
  of: new RegExp(anyOf(topic.of), 'g'),
  and: patternOf(topic.and),
  beside: patternOf(topic.beside),
}));

function patternOf(words: readonly string[] | undefined): RegExp | null {
  return words === undefined ? null : new RegExp(anyOf(words));
}

/** The pattern of any of these words between blanks; the blank after it is not consumed. */
function anyOf(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return ` (?:${longestFirst.map((word) => word.replace(/\*$/, '\\w*')).join('|')})(?= )`;
}

/** The entry of a topic, and roughly where in the text it was found. */
interface FoundTopic {
  readonly entry: string;
  readonly at: number;
}

/** The first topic of this kind that the words of a text fit; null where none does. For texts without a number and without known wording. */
export function topicOf(plain: string, which: 'telling' | 'vague'): FoundTopic | null {
  const patterns = PATTERNS.filter(({ topic }) => (topic.isVague === true) === (which === 'vague'));
  const pieces =
    plain.length <= 2 * LOOKED_AT
      ? [{ text: plain, from: 0 }]
      : [
          { text: plain.slice(0, LOOKED_AT), from: 0 },
          { text: plain.slice(-LOOKED_AT), from: plain.length - LOOKED_AT },
        ];
  for (const { text, from } of pieces) {
    const words = wordsOf(text);
    const found = CONTEXT.test(words) ? inWords(words, patterns) : null;
    if (found !== null)
      return { entry: found.entry, at: from + Math.round((found.at / words.length) * text.length) };
  }
  return null;
}

function inWords(words: string, patterns: readonly Pattern[]): FoundTopic | null {
  for (const { topic, of, and, beside } of patterns) {
    let places = 0;
    for (const match of words.matchAll(of)) {
      places += 1;
      if (places > MOST_PLACES) break;
      const around = words.slice(Math.max(0, match.index - NEAR), match.index + match[0].length + NEAR);
      if ([and, beside].every((pattern) => pattern === null || pattern.test(around)))
        return { entry: topic.entry, at: match.index };
    }
  }
  return null;
}

/** The text as lower-case words with one blank between them: camel case, underscores and contractions are taken apart. */
function wordsOf(text: string): string {
  const spaced = text
    .replace(SERVED, ' ')
    .replace(ID, 'id')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/can['’]?t\b/g, 'cannot')
    .replace(/n['’]t\b/g, ' not')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return ` ${spaced} `;
}
