import type { Sign } from '../situation.ts';
import { says } from './says.ts';

/** A server that announces RFC 9207 has to name its issuer in the answer. */
export const answerLacksIssuer: Sign = says(
  /\b(?:missing|omits?|without|no|lacks)\b[^.]{0,40}\b(?:iss|issuer)\b|\b(?:iss|issuer)\b[^.]{0,40}\b(?:missing|omitted|absent)\b/i,
  'The text says that iss is missing.',
);

export const answerBodyIsError: Sign = ({ failure: { excerpt, oauthError } }) =>
  oauthError !== null || /['"]error['"] ?:/.test(excerpt) ? 'The answer in the text holds an error.' : null;

const METADATA = /resource_metadata\W{1,4}(\/[^"',\s\\]{0,300})/i;

/** Clients accept only an absolute URL. */
export const namesRelativeMetadata: Sign = ({ failure: { excerpt } }) => {
  const path = METADATA.exec(excerpt.replaceAll('\n', ''))?.[1];
  return path === undefined ? null : `resource_metadata holds ${path}, which is a path.`;
};

export const namesAbsoluteMetadata: Sign = says(
  /resource_metadata\W{1,4}https?:/i,
  'The 401 names the metadata of the server, which is how a sign-in begins.',
);

export const speaksOfTimeout: Sign = says(
  /time(?:d ?|-)?out|connection refused|unreachable|certificate/i,
  'The text speaks of the way to the sign-in service, not of its answer.',
);

export const speaksOfGroups: Sign = says(
  /\bgroups?\b|_claim_names|hasgroups|groupmembership/i,
  'The text is about groups.',
);

export const speaksOfGuests: Sign = says(/\bguests?\b/i, 'The text is about guests.');

export const saysBigHeader: Sign = says(/too big header/i, 'The text says that a header is too big.');

export const speaksOfProxy: Sign = says(
  /proxyerror|proxy authentication|unable to connect to proxy|tunnel(?:ing)? (?:connection|socket)/i,
  'The text speaks of the proxy.',
);

export const speaksOfFirewall: Sign = says(
  /request is blocked|request blocked|sorry,? you have been blocked|incapsula|error 1020/i,
  'The page is that of a firewall or bot protection.',
);

export const speaksOfWorkload: Sign = says(
  /azure-identity-token|no (?:client|tenant) id specified|no token file specified/i,
  'The text is about workload identity.',
);
