import { cause, type Entry, entry } from './catalogue/entry.ts';
import { byHand, bySignInLog } from './catalogue/fixes.ts';
import { entryFor } from './catalogue/index.ts';
import type { Failure } from './failure.ts';
import { masked } from './read/masked.ts';
import { matchWordings } from './read/wording.ts';

/** The entry for a number that the catalogue lacks and no OAuth error explains: Microsoft's sentence beside it, and its page. */
function unknownNumber(code: string, excerpt: string): Entry {
  const sentence = sentenceOf(code, excerpt);
  return entry('unknown', {
    hops: ['client-signin'],
    meaning:
      sentence === null
        ? 'This number is not in the catalogue of this version.'
        : `This number is not in the catalogue of this version. Microsoft says: ${sentence}`,
    causes: [
      cause(
        'number-unknown',
        'The sentence beside the number says which setting it is about; Microsoft keeps the list',
        bySignInLog(`Open https://login.microsoftonline.com/error?code=${code}, or look at the sign-in log`),
      ),
    ],
  });
}

const LONGEST_SENTENCE = 300;

/** The sentence between the number and the support ids, without secrets; null where there is none. */
function sentenceOf(code: string, excerpt: string): string | null {
  const start = excerpt.indexOf(code);
  if (start < 0) return null;
  const rest = excerpt.slice(start + code.length).replaceAll('\n', ' ');
  const [before = ''] = rest.split(/["\]}|]|(?:trace|correlation|request) id|timestamp|AADSTS/i, 1);
  const sentence = masked(before.replace(/^[\s:：.'*`-]+/, '').trim()).slice(0, LONGEST_SENTENCE);
  return /\p{L}{3}/u.test(sentence) ? sentence : null;
}

const GRAPH_STATUS: Readonly<Record<number, string>> = {
  401: 'graph:InvalidAuthenticationToken',
  403: 'graph:accessDenied',
  404: 'graph:itemNotFound',
  429: 'graph:TooManyRequests',
  503: 'graph:serviceNotAvailable',
};
const UNKNOWN_GRAPH_CODE = entry('unknown', {
  hops: ['graph'],
  meaning: 'Microsoft Graph refused the request with a code that is not in the catalogue of this version.',
  causes: [
    cause('request-refused', 'The message of the error says why', byHand('Read the message beside the code')),
  ],
});

/**
 * The entry that explains a failure whose code has none: by the wording, which a mistyped number leaves intact, then by the
 * OAuth error or the HTTP status. The hints say so.
 */
export function fallbackEntry({ entry: code, excerpt, oauthError, httpStatus }: Failure): Entry {
  const said = matchWordings(excerpt);
  if (code.startsWith('graph:')) {
    const telling = said.find(({ weak }) => !weak)?.code;
    return known(telling) ?? known(GRAPH_STATUS[httpStatus ?? 0]) ?? UNKNOWN_GRAPH_CODE;
  }
  const worded = said.find((one) => /^\d/.test(one.code))?.code;
  return known(worded) ?? byOauthError(oauthError, code, excerpt) ?? unknownNumber(code, excerpt);
}

/** The entry of the OAuth error, with Microsoft's own sentence put before its meaning because it says more. */
function byOauthError(oauthError: string | null, code: string, excerpt: string): Entry | null {
  const told = entryFor(`oauth:${oauthError}`);
  if (told === null) return null;
  const sentence = sentenceOf(code, excerpt);
  const page = `Microsoft keeps the number at https://login.microsoftonline.com/error?code=${code}.`;
  const meaning = sentence === null ? told.meaning : `Microsoft says: ${sentence} ${told.meaning}`;
  return { ...told, meaning, next: [page, ...told.next] };
}

function known(code: string | undefined): Entry | null {
  return code === undefined ? null : entryFor(code);
}
