import type { Failure } from '../failure.ts';

const MOST_FAILURES = 50;

/**
 * The failures without repetitions: the same code with the same ids is one failure printed twice, with other ids another one
 * (facts: troubleshooting.md §1.2).
 */
export function mergedFailures(found: readonly Failure[]): readonly Failure[] {
  const kept: Failure[] = [];
  for (const failure of found) {
    const index = kept.findIndex((other) => isSame(other, failure));
    const same = kept[index];
    if (same) kept[index] = combined(same, failure);
    else if (kept.length < MOST_FAILURES) kept.push(failure);
  }
  return kept;
}

function isSame(one: Failure, other: Failure): boolean {
  if (one.code !== other.code) return false;
  if (one.traceId !== null && one.traceId === other.traceId) return true;
  if (one.correlationId !== null && other.correlationId !== null)
    return one.correlationId === other.correlationId;
  return one.traceId === null || other.traceId === null;
}

/** The values of both; where they differ, those of the first. */
function combined(one: Failure, other: Failure): Failure {
  return {
    ...one,
    oauthError: one.oauthError ?? other.oauthError,
    suberror: one.suberror ?? other.suberror,
    httpStatus: one.httpStatus ?? other.httpStatus,
    appIds: [...new Set([...one.appIds, ...other.appIds])],
    appName: one.appName ?? other.appName,
    tenant: one.tenant ?? other.tenant,
    resource: one.resource ?? other.resource,
    scopes: one.scopes.length > 0 ? one.scopes : other.scopes,
    redirectUri: one.redirectUri ?? other.redirectUri,
    audience: one.audience ?? other.audience,
    issuer: one.issuer ?? other.issuer,
    thumbprint: one.thumbprint ?? other.thumbprint,
    presented: one.presented ?? other.presented,
    claims: one.claims ?? other.claims,
    permissions: one.permissions.required.length > 0 ? one.permissions : other.permissions,
    request: one.request.isThere ? one.request : other.request,
    correlationId: one.correlationId ?? other.correlationId,
    traceId: one.traceId ?? other.traceId,
    timestamp: one.timestamp ?? other.timestamp,
    envelopes: [...new Set([...one.envelopes, ...other.envelopes])],
  };
}
