import { parseUrl } from '../parse-url.ts';
import { listedOnce } from './lists.ts';
import { firstProblem, quoted, type Validator } from './validator.ts';

/** Limits of a single-tenant app (facts: graph.md §2 "Redirect URIs"). */
const MOST_URIS = 256;
const LONGEST_URI = 256;
/** Characters that Entra does not support in a redirect URI (facts: graph.md §2). */
const UNSUPPORTED = /[!$'(),;]/;
/** Entra's port-insensitive loopback hosts; `127.1` and the like are other texts to a matcher. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?([/?]|$)/i;
/** The one native redirect without an authority part. */
const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';
/** Schemes that a browser or operating system handles itself, so that no app receives the sign-in. */
const NEVER_A_CLIENT = [
  'javascript',
  'data',
  'file',
  'vbscript',
  'about',
  'blob',
  'ftp',
  'ws',
  'wss',
  'mailto',
];

const USER_INFO = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;

const sharedRules: readonly Validator[] = [
  (uri) => (uri.trim() === '' ? 'A redirect URI cannot be empty.' : null),
  // The message leaves the URI out: what stands before "@" may be a password.
  (uri) =>
    USER_INFO.test(uri) ? 'A redirect URI holds a user name or password before "@"; remove it.' : null,
  (uri) =>
    /[^\x21-\x7e]/.test(uri)
      ? `Redirect URI ${quoted(uri)} holds a blank or a character outside ASCII; write it percent-encoded, a host in punycode.`
      : null,
  (uri) =>
    uri.length > LONGEST_URI
      ? `Redirect URI has ${uri.length} characters; Entra allows ${LONGEST_URI}.`
      : null,
  (uri) =>
    uri.includes('*')
      ? `Redirect URI ${quoted(uri)} holds a wildcard; list every address in full, since a wildcard lets others receive sign-ins.`
      : null,
  (uri) => {
    const character = UNSUPPORTED.exec(uri)?.[0];
    if (character === undefined) return null;
    return `Redirect URI ${quoted(uri)} holds "${character}"; Entra supports none of ! $ ' ( ) , ; in a redirect URI.`;
  },
  (uri) => (uri.includes('\\') ? `Redirect URI ${quoted(uri)} holds a backslash; write "/".` : null),
  (uri) =>
    uri.includes('#') ? `Redirect URI ${quoted(uri)} has a fragment ("#…"); Entra refuses those.` : null,
  (uri) =>
    uri !== OUT_OF_BAND && !/^[a-z][a-z0-9+.-]*:\/\/[^/?]/i.test(uri)
      ? `Redirect URI ${quoted(uri)} is no absolute address; start it with http://127.0.0.1, https:// or the app's own scheme.`
      : null,
  (uri) => (parseUrl(uri) ? null : `Redirect URI ${quoted(uri)} is no valid address.`),
  (uri) =>
    /^https?:\/\/\[/i.test(uri)
      ? `Redirect URI ${quoted(uri)} uses an IPv6 address; Entra does not support [::1], use http://127.0.0.1.`
      : null,
  (uri) =>
    /^http:/i.test(uri) && !LOOPBACK.test(uri)
      ? `Redirect URI ${quoted(uri)} uses http; Entra allows http for localhost and 127.0.0.1 only, elsewhere https.`
      : null,
];

/** One redirect URI of MCP Client App (platform "public client"): https, loopback http, or a scheme of the app's own. */
export function redirectUriProblem(uri: string): string | null {
  return firstProblem(uri, [
    ...sharedRules,
    (text) => {
      const scheme = text.slice(0, text.indexOf(':')).toLowerCase();
      if (!NEVER_A_CLIENT.includes(scheme)) return null;
      return `Redirect URI ${quoted(text)} uses ${scheme}:, which no app can receive; use http://127.0.0.1, https:// or the app's own scheme.`;
    },
  ]);
}

const uriListedOnce = listedOnce('Redirect URI');

/** The whole list: at least one, within Entra's count, none twice. URIs that differ by port only are the guide's own. */
export function redirectUriListProblem(uris: readonly string[]): string | null {
  if (uris.length === 0) return 'MCP Client App needs at least one redirect URI.';
  return backupRedirectUriListProblem(uris);
}

/** The backups: within Entra's count, none twice, and none at all where the list is empty. */
export function backupRedirectUriListProblem(uris: readonly string[]): string | null {
  if (uris.length > MOST_URIS)
    return `${uris.length} redirect URIs are listed; Entra allows ${MOST_URIS} for an app.`;
  return uriListedOnce(uris);
}

/** The gateway's callback, registered on MCP Server API (platform "web"): https, or http on one's own machine. */
export function callbackUrlProblem(url: string): string | null {
  return firstProblem(url, [
    ...sharedRules,
    (text) =>
      /^https:\/\//i.test(text) || LOOPBACK.test(text)
        ? null
        : `Gateway callback ${quoted(text)} must start with https://, or http://localhost for a gateway on this machine; it receives codes there.`,
  ]);
}

/** The address of the MCP server behind the gateway. */
export function mcpEndpointProblem(url: string): string | null {
  if (url.trim() === '') return 'The MCP server endpoint has no default; give its full URL.';
  return resourceUrlProblem('MCP server endpoint', url);
}

/** The address that MCP clients are given, where it is not the server's own. */
export function clientUrlProblem(url: string): string | null {
  if (url.trim() === '')
    return 'The URL for MCP clients is empty; leave it out where it is the MCP server endpoint.';
  return resourceUrlProblem('URL for MCP clients', url);
}

/** Characters that stand in no URL as they are (RFC 3986); parsers take some, each another way. */
const NEVER_IN_A_URL = /[\s\p{Cc}"<>\\^`{|}]/u;
/** No redirect URI (Entra), but a server of one's own may listen there. */
const LOOPBACK_V6 = /^http:\/\/\[::1\](:\d{1,5})?([/?]|$)/;

function resourceUrlProblem(what: string, url: string): string | null {
  if (USER_INFO.test(url)) return `The ${what} holds a user name or password; remove it.`;
  const parsed = parseUrl(url);
  if (NEVER_IN_A_URL.test(url) || parsed === null) return `${what} ${quoted(url)} is no valid URL.`;
  if (/[^\x21-\x7e]/.test(url)) {
    return `${what} ${quoted(url)} holds a character outside ASCII; write it percent-encoded, a host in punycode.`;
  }
  const { protocol, username, password, hash } = parsed;
  if (username !== '' || password !== '') return `The ${what} holds a user name or password; remove it.`;
  if (hash !== '' || url.endsWith('#')) {
    return `${what} ${quoted(url)} has a fragment ("#…"); a resource URL has none (RFC 8707 §2).`;
  }
  if (/^https:\/\/[^/]/i.test(url) || LOOPBACK.test(url) || LOOPBACK_V6.test(url)) return null;
  if (protocol !== 'http:') return `${what} ${quoted(url)} must start with https://.`;
  return `${what} ${quoted(url)} uses http; bearer tokens travel over https, or http to localhost and 127.0.0.1.`;
}
