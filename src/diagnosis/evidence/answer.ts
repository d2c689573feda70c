import type { Sign } from '../situation.ts';

/** RFC 9207: the answer was promised to name its issuer. */
export const answerLacksIssuer: Sign = ({ failure: { excerpt } }) =>
  /\b(?:missing|omits?|without|no|lacks)\b[^.]{0,40}\b(?:iss|issuer)\b|\b(?:iss|issuer)\b[^.]{0,40}\b(?:missing|omitted|absent)\b/i.test(
    excerpt.replaceAll('\n', ' '),
  )
    ? 'The text says that iss is missing.'
    : null;

export const answerBodyIsError: Sign = ({ failure: { excerpt, oauthError } }) =>
  oauthError !== null || /['"]error['"] ?:/.test(excerpt) ? 'The answer in the text holds an error.' : null;

const METADATA = /resource_metadata\W{1,4}([^"',\s\\]{1,300})/i;

/** Clients take a whole address alone. */
export const namesRelativeMetadata: Sign = ({ failure: { excerpt } }) => {
  const named = METADATA.exec(excerpt.replaceAll('\n', ''))?.[1];
  return named?.startsWith('/') ? `resource_metadata holds ${named}, which is a path.` : null;
};

export const namesAbsoluteMetadata: Sign = ({ failure: { excerpt } }) =>
  /resource_metadata\W{1,4}https?:/i.test(excerpt.replaceAll('\n', ''))
    ? 'The 401 names the metadata of the server, which is how a sign-in begins.'
    : null;

export const speaksOfTimeout: Sign = ({ failure: { excerpt } }) =>
  /time(?:d ?|-)?out|connection refused|unreachable|certificate/i.test(excerpt)
    ? 'The text speaks of the way to the sign-in service, not of its answer.'
    : null;
