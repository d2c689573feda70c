import type { LiftedFacts } from '../failure.ts';
import { type FoundGuid, type GuidRole, guidsIn } from './guids.ts';
import { permissionListsIn } from './permission-lists.ts';
import { quotedFacts } from './quoted-values.ts';
import { refusedValue } from './refused-values.ts';
import { signInRequestIn } from './sign-in-address.ts';
import { softAny } from './soft.ts';
import { supportIdsByPlace } from './support-ids.ts';
import {
  appNameIn,
  audienceIn,
  claimsIn,
  issuerIn,
  presentedIn,
  redirectUriIn,
  resourceIn,
  scopesIn,
  tenantIn,
  thumbprintIn,
  timestampIn,
} from './values.ts';

const OAUTH_ERRORS = new RegExp(
  softAny([
    'invalid_grant',
    'invalid_client',
    'invalid_request',
    'invalid_scope',
    'invalid_resource',
    'invalid_target',
    'invalid_tenant',
    'invalid_token',
    'unauthorized_client',
    'access_denied',
    'interaction_required',
    'consent_required',
    'login_required',
    'temporarily_unavailable',
    'unsupported_grant_type',
    'unsupported_response_type',
    'authorization_pending',
    'authorization_declined',
    'bad_verification_code',
    'expired_token',
    'server_error',
  ]),
  'g',
);
const SUBERROR = /(?:sub_?error|error_subcode)["' ]{0,3}[:=]["' ]{0,3}([a-z_]{3,40})/i;
const HTTP_STATUS =
  /(?:HTTP\/\d(?:\.\d)?|status(?:\s?code)?["']?[:=]?|\bhttp error:?|returned an error:|^)\s?\(?([45]\d\d)\b/i;

/**
 * The values in the text `before` and `after` a code. What a value means follows from the English words around it or, in other
 * languages, from its place in the sentence of the code.
 */
export function liftFacts(before: string, after: string, code: string | null): LiftedFacts {
  const byWords = factsByWords(before, after);
  const withIds =
    byWords.traceId === null && byWords.correlationId === null
      ? { ...byWords, ...supportIdsByPlace(before, after) }
      : byWords;
  return code === null ? withIds : completed(withIds, quotedFacts(code, after));
}

function completed(facts: LiftedFacts, quoted: ReturnType<typeof quotedFacts>): LiftedFacts {
  return {
    ...facts,
    appIds: facts.appIds.length > 0 ? facts.appIds : quoted.appIds,
    appName: facts.appName ?? quoted.appName,
    scopes: either(facts.scopes, quoted.scopes),
    resource: facts.resource ?? quoted.resource,
    redirectUri: facts.redirectUri ?? quoted.redirectUri,
    audience: facts.audience ?? quoted.audience,
    tenant: facts.tenant ?? quoted.tenant,
  };
}

function factsByWords(before: string, after: string): LiftedFacts {
  const guids = [...guidsIn(after), ...guidsIn(before).toReversed()];
  const whole = `${before}${after}`;
  return {
    oauthError: oauthErrorIn(before, after),
    suberror: SUBERROR.exec(joined(whole))?.[1]?.toLowerCase() ?? null,
    httpStatus: statusIn(whole),
    appIds: [...new Set(ofRole(guids, 'app'))],
    appName: appNameIn(whole),
    tenant: ofRole(guids, 'tenant')[0] ?? tenantIn(after) ?? null,
    resource: ofRole(guids, 'resource')[0] ?? resourceIn(after) ?? resourceIn(before),
    scopes: either(scopesIn(after), scopesIn(before)),
    redirectUri: redirectUriIn(after) ?? redirectUriIn(before),
    audience: audienceIn(after) ?? ofRole(guids, 'audience')[0] ?? refusedValue(whole, 'audience'),
    issuer: issuerIn(after) ?? refusedValue(whole, 'issuer'),
    thumbprint: thumbprintIn(after),
    presented: presentedIn(after),
    claims: claimsIn(after) ?? claimsIn(before),
    permissions: permissionListsIn(whole),
    request: signInRequestIn(whole),
    correlationId: ofRole(guids, 'correlation')[0] ?? null,
    traceId: ofRole(guids, 'trace')[0] ?? null,
    timestamp: timestampIn(after) ?? timestampIn(before),
  };
}

function ofRole(guids: readonly FoundGuid[], role: GuidRole): readonly string[] {
  return guids.filter((found) => found.role === role).map(({ guid }) => guid);
}

function either(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.length > 0 ? first : second;
}

/** The OAuth error nearest to the code: before it in most texts, after it in those of older libraries. */
function oauthErrorIn(before: string, after: string): string | null {
  const preceding = joined(before).match(OAUTH_ERRORS) ?? [];
  return preceding.at(-1) ?? joined(after).match(OAUTH_ERRORS)?.[0] ?? null;
}

/** The first OAuth errors in a text with their offsets. */
export function oauthErrorsIn(text: string): readonly { readonly error: string; readonly at: number }[] {
  const found: { readonly error: string; readonly at: number }[] = [];
  for (const match of text.matchAll(OAUTH_ERRORS)) {
    found.push({ error: joined(match[0]), at: match.index });
    if (found.length >= 8) break;
  }
  return found;
}

function statusIn(text: string): number | null {
  const status = HTTP_STATUS.exec(text)?.[1];
  return status === undefined ? null : Number(status);
}

function joined(text: string): string {
  return text.replaceAll('\n', '');
}
