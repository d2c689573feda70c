import { isKnownGraphCode } from '../catalogue/index.ts';
import type { CodeMark } from './mark.ts';
import { joinedReadings, soft, softAny } from './soft.ts';

const WORD = '([A-Za-z](?:\\n?[A-Za-z_.]){3,70})';
/** `"code": "accessDenied"`, `u'code': u'…'`, `Code: …`. */
const CODE_FIELD = new RegExp(
  `(?:^|[\\s{,;("'*>])["']?${soft('code')}["' *]{0,3}[:=][ \\n]{0,3}(?:u(?=["']))?["'*]{0,3}${WORD}`,
  'gi',
);
/** `with error: Authorization_RequestDenied: …`, as Terraform prints it. */
const WITH_ERROR = new RegExp(`${soft('with error: ')}${WORD}(?=:)`, 'g');
/** Codes that are no ordinary words, so they count anywhere in the text. */
const UNMISTAKABLE = new RegExp(
  `(?:${softAny([
    'Authorization_RequestDenied',
    'Authorization_IdentityNotFound',
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    'InvalidAuthenticationToken',
    'CredentialTypeNotAllowedAsPerAppPolicy',
    'CredentialInvalidLifetimeAsPerAppPolicy',
    'Request_ResourceNotFound',
    'Request_BadRequest',
    'Request_MultipleObjectsWithSameKeyValue',
    'TooManyRequests',
    'ErrorAccessDenied',
    'activityLimitReached',
  ])})`,
  'gi',
);
/** The status line of a response in a trace, as curl prints it. */
const STATUS_LINE = /HTTP\/\d(?:\.\d)? (40[13]) (Unauthorized|Forbidden)/g;
const GRAPH_HOST = /graph\.microsoft|microsoftgraph/;
const NEARBY = 4000;
const NEARBY_CODE = 1500;
/** How many status lines are looked at, since the text around each is searched. */
const STATUS_LINES = 100;
/** A code that is not in the catalogue must stand in an error object, or right before its message. */
const ERROR_OBJECT = /error["']?[ \n]?[:=]?>?[ \n]?u?\{|innerError/i;
const MESSAGE_NEXT = /^\W{0,4}message["' *]{0,3}[:=]/i;
/** A word that goes on is prose: "code: Field required". */
const GOES_ON = /^ [a-z]/;
/** The text before the code of a detail in an error, which is not an error of its own. */
const INSIDE_ERROR =
  /(?:details|innererror)["']?[ \n]{0,2}[:=][ \n]{0,2}\[?[ \n]{0,2}u?\{?[ \n]{0,2}["'{]?$/i;
/** Codes of OAuth, of Azure Resource Manager, of Power Platform and of validators, in the same kind of object. */
const NO_GRAPH_CODE =
  /^(?:ConsentRequired|CONSENT_REQUIRED|resourceDisabled|platform_broker|undefined|null|none|invalid_|unauthorized_client|interaction_required|access_denied|consent_required|login_required|authorization_|temporarily_|unsupported_|server_error|expired_token|AuthorizationFailed|LinkedAuthorizationFailed|Deployment\w+|OAuthError|Connect\w+|SystemError|ERR_|E[A-Z]{5,}$|too_|unrecognized_|custom$)/;

/** The error codes of Microsoft Graph in a plain text; a status line counts where there is no code nearby. */
export function* graphMarks(text: string): Generator<CodeMark> {
  const places: number[] = [];
  for (const mark of fieldMarks(text)) {
    places.push(mark.start);
    yield mark;
  }
  for (const match of text.matchAll(WITH_ERROR)) {
    const code = knownReading(match[1] ?? '');
    if (code === null) continue;
    places.push(match.index);
    yield markFor(match, code);
  }
  for (const match of text.matchAll(UNMISTAKABLE)) {
    places.push(match.index);
    yield markFor(match, match[0].replaceAll('\n', ''));
  }
  for (const mark of statusMarks(text)) {
    if (!places.some((place) => Math.abs(place - mark.start) < NEARBY_CODE)) yield mark;
  }
}

function* fieldMarks(text: string): Generator<CodeMark> {
  for (const match of text.matchAll(CODE_FIELD)) {
    if (INSIDE_ERROR.test(text.slice(Math.max(0, match.index - 40), match.index + 1))) continue;
    const code = knownReading(match[1] ?? '') ?? unknownCode(text, match);
    if (code !== null) yield markFor(match, code);
  }
}

function knownReading(run: string): string | null {
  return joinedReadings(run).find(isKnownGraphCode) ?? null;
}

function unknownCode(text: string, match: RegExpExecArray): string | null {
  const end = match.index + match[0].length;
  const code = (match[1] ?? '').replaceAll('\n', '').replace(/\.+$/, '');
  if (NO_GRAPH_CODE.test(code) || GOES_ON.test(text.slice(end, end + 3))) return null;
  const isError = ERROR_OBJECT.test(text.slice(Math.max(0, match.index - 120), end + 200));
  return isError || MESSAGE_NEXT.test(text.slice(end, end + 24)) ? code : null;
}

function* statusMarks(text: string): Generator<CodeMark> {
  let seen = 0;
  for (const match of text.matchAll(STATUS_LINE)) {
    seen += 1;
    if (seen > STATUS_LINES) return;
    const nearby = text.slice(Math.max(0, match.index - NEARBY), match.index + NEARBY);
    if (GRAPH_HOST.test(nearby)) yield markFor(match, (match[2] ?? '').toLowerCase());
  }
}

function markFor(match: RegExpMatchArray, code: string): CodeMark {
  const start = match.index ?? 0;
  return { code: `graph:${code}`, kind: 'graph', start, end: start + match[0].length, readings: [] };
}
