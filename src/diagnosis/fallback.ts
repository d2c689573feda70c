import { cause, type Entry, entry } from './catalogue/entry.ts';
import { byHand, bySignInLog } from './catalogue/fixes.ts';
import { entryFor } from './catalogue/index.ts';
import type { Failure } from './failure.ts';
import { recognise } from './read/wording.ts';

/** A code that nobody here knows, without an OAuth error that would say more. */
const UNKNOWN_NUMBER = entry('unknown', {
  hops: ['client-signin'],
  meaning: 'This number is not in the catalogue of this version.',
  causes: [
    cause(
      'number-unknown',
      'The number says which; Microsoft keeps the list',
      bySignInLog(
        'Open https://login.microsoftonline.com/error?code= with the number, or look at the sign-in log',
      ),
    ),
  ],
});

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
 * What explains a failure whose code has no entry: the wording (a mistyped number keeps it), then the OAuth error or
 * the HTTP status. The hints say that it was so.
 */
export function fallbackEntry({ code, excerpt, oauthError, httpStatus }: Failure): Entry {
  if (code?.startsWith('graph:')) {
    return entryFor(GRAPH_STATUS[httpStatus ?? 0] ?? '') ?? UNKNOWN_GRAPH_CODE;
  }
  const worded = recognise(excerpt).find((one) => /^\d/.test(one.code));
  return entryFor(worded?.code ?? '') ?? entryFor(`oauth:${oauthError}`) ?? UNKNOWN_NUMBER;
}
