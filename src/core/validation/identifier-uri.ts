import { isGuid } from '../ids.ts';
import { firstProblem, quoted, type Validator } from './validator.ts';

/** Stands for the app's own id, which is not known before the app is created. */
const OWN_ID = '{appId}';
const LONGEST_URI = 255;
const GUID_LENGTH = 36;
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/**
 * What the tenant must offer before Entra accepts the URI: nothing; a verified domain that covers `host`; or, for
 * `api://anything`, an app that receives v2 tokens or a tenant without Microsoft's secure-pattern policy
 * (facts: graph.md §2 "identifierUris").
 */
export type IdentifierUriVerdict =
  | { readonly ok: false; readonly problem: string }
  | { readonly ok: true; readonly needs: 'nothing' }
  | { readonly ok: true; readonly needs: 'policy' }
  | { readonly ok: true; readonly needs: 'verified-domain'; readonly host: string };

/**
 * Ids that are known when the URI is judged. With `tenantId`, a URI that begins with a GUID is refused unless that is the
 * tenant's id or `appId`; a caller that gives no `appId` writes the app's own id as {appId}.
 */
export interface KnownIds {
  readonly appId?: string | null;
  readonly tenantId?: string | null;
}

const shapeRules: readonly Validator[] = [
  (uri) =>
    uri.trim() === '' ? 'The Application ID URI cannot be empty; the default is api://{appId}.' : null,
  (uri) =>
    /[^\x21-\x7e]/.test(uri)
      ? `Application ID URI ${quoted(uri)} holds a blank or a character outside ASCII; Entra refuses those.`
      : null,
  (uri) => {
    const placeholder = /\{[^}]*\}?/.exec(uri.replaceAll(OWN_ID, ''))?.[0];
    return placeholder === undefined
      ? null
      : `Application ID URI holds "${placeholder}"; the only placeholder is {appId}.`;
  },
  (uri) =>
    uri.replaceAll(OWN_ID, '') === uri.replaceAll(OWN_ID, '').toLowerCase()
      ? null
      : `Application ID URI ${quoted(uri)} holds a capital letter; write it in lower case, ${quoted(lowerCased(uri))}, or tokens fail with AADSTS500131.`,
  (uri) =>
    uri.endsWith('/')
      ? `Application ID URI ${quoted(uri)} ends with "/"; Entra refuses that. It takes ${quoted(withoutSlash(uri))}.`
      : null,
  (uri) =>
    /[?#*\\@]/.test(uri)
      ? `Application ID URI ${quoted(uri)} holds one of ? # * \\ @; Entra takes a scheme, a host and a path.`
      : null,
  (uri) => {
    const length = uri.replaceAll(OWN_ID, '0'.repeat(GUID_LENGTH)).length;
    return length > LONGEST_URI
      ? `Application ID URI has ${length} characters; Entra allows ${LONGEST_URI}.`
      : null;
  },
  (uri) =>
    /^(api|https):\/\/[^/]/.test(uri)
      ? null
      : `Application ID URI ${quoted(uri)} must start with api:// or https://, such as api://{appId}.`,
];

function lowerCased(uri: string): string {
  return uri
    .split(OWN_ID)
    .map((part) => part.toLowerCase())
    .join(OWN_ID);
}

function withoutSlash(uri: string): string {
  const rest = uri.replace(/\/+$/, '');
  return rest.includes('://') ? rest : `api://${OWN_ID}`;
}

/** Judges an Application ID URI by itself. Whether the tenant offers what it `needs` is for the caller to find out. */
export function judgeIdentifierUri(uri: string, known: KnownIds = {}): IdentifierUriVerdict {
  const problem = firstProblem(uri, shapeRules);
  if (problem !== null) return { ok: false, problem };
  const [host = '', ...path] = uri.slice(uri.indexOf('://') + 3).split('/');
  return uri.startsWith('https://') ? judgeWebUri(uri, host) : judgeApiUri(uri, host, path, known);
}

/** Validates an Application ID URI where nothing is known of the tenant. */
export function identifierUriProblem(uri: string): string | null {
  const verdict = judgeIdentifierUri(uri);
  return verdict.ok ? null : verdict.problem;
}

function judgeWebUri(uri: string, authority: string): IdentifierUriVerdict {
  if (!HOST.test(authority)) {
    return {
      ok: false,
      problem: `Application ID URI ${quoted(uri)} needs the name of a verified domain after https://.`,
    };
  }
  if (/(^|\.)graph\.microsoft\.(com|us)$/.test(authority)) {
    return {
      ok: false,
      problem: "That is Microsoft Graph's own address; taking it would break Graph for this app.",
    };
  }
  return { ok: true, needs: 'verified-domain', host: authority };
}

/** Without a verified domain: `api://{appId}`, `api://{tenantId}/…` and `api://…/{appId}` (facts: graph.md §2). */
function judgeApiUri(
  uri: string,
  host: string,
  path: readonly string[],
  known: KnownIds,
): IdentifierUriVerdict {
  const isOwn = (part: string) => part === OWN_ID || part === known.appId;
  if (isOwn(host) && path.length === 0) return { ok: true, needs: 'nothing' };
  if (isGuid(host) && known.tenantId && !isOwn(host) && host !== known.tenantId) {
    const problem = `Application ID URI ${quoted(uri)} starts with a GUID that is neither the app's id nor the tenant's; Entra refuses that.`;
    return { ok: false, problem };
  }
  const isTenants = isGuid(host) && host === known.tenantId && path.length > 0;
  const endsInOwn = path.length === 1 && path.every(isOwn);
  return { ok: true, needs: isTenants || endsInOwn ? 'nothing' : 'policy' };
}
