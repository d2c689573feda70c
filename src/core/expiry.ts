import { type Blueprint, isRecorded, PENDING_CERTIFICATE } from './blueprint.ts';
import { DAY_MS } from './days.ts';
import type { Application, FederatedCredential } from './tenant.ts';

const CLOCK_SKEW_MS = 3_600_000;

/** A credential of the wanted kind that the app holds. `endDateTime` is null for federated ones: they do not expire. */
export interface HeldCredential {
  readonly displayName: string;
  readonly startDateTime: string | null;
  readonly endDateTime: string | null;
}

/**
 * Credentials of the kind the blueprint wants, valid or not. Where it records key ids, only those count; where it records
 * none, as files written before version 1.1 and those for apps made by hand do, any does.
 */
export function heldCredentials(
  serverApi: Pick<Blueprint['serverApi'], 'credential' | 'keyIds'>,
  application: Application,
  federated: readonly FederatedCredential[],
): readonly HeldCredential[] {
  const { credential: wanted } = serverApi;
  const isWanted = ({ keyId }: { readonly keyId: string }) =>
    serverApi.keyIds.length === 0 || isRecorded(keyId, serverApi);
  switch (wanted.kind) {
    case 'secret':
      return application.passwordCredentials
        .filter(isWanted)
        .map((one) => ({ ...one, displayName: one.displayName ?? 'client secret' }));
    case 'certificate': {
      const thumbprint = wanted.certificate?.thumbprint ?? wanted.thumbprint;
      return application.keyCredentials
        .filter((key) =>
          thumbprint === null
            ? isWanted(key)
            : key.thumbprint === thumbprint || key.keyId === PENDING_CERTIFICATE,
        )
        .map((one) => ({ ...one, displayName: one.displayName ?? 'certificate' }));
    }
    case 'federated':
      return federated
        .filter((one) => isForSameSubject(one, wanted) && one.audiences.includes(wanted.audience))
        .map(({ name }) => ({ displayName: name, startDateTime: null, endDateTime: null }));
  }
}

/** Whether issuer and subject are the same: an app can hold one federated credential for the pair (facts: graph.md §1.7). */
export function isForSameSubject(
  one: Pick<FederatedCredential, 'issuer' | 'subject'>,
  wanted: Pick<FederatedCredential, 'issuer' | 'subject'>,
): boolean {
  return one.issuer === wanted.issuer && one.subject === wanted.subject;
}

type Lifetime = Pick<HeldCredential, 'startDateTime' | 'endDateTime'>;

export function isExpired({ endDateTime }: Lifetime, now: Date): boolean {
  return endDateTime !== null && Date.parse(endDateTime) <= now.getTime();
}

/** Whether it is valid now. One that begins within the hour counts: a new secret begins by Entra's clock, not by this one. */
export function isValid(one: Lifetime, now: Date): boolean {
  const begins = one.startDateTime === null ? 0 : Date.parse(one.startDateTime);
  return !isExpired(one, now) && begins <= now.getTime() + CLOCK_SKEW_MS;
}

/** `now` plus whole calendar months in UTC, clamped to the last day of the month, without milliseconds. */
export function monthsAfter(now: Date, months: number): string {
  const end = new Date(now);
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return withoutMilliseconds(end);
}

export function daysAfter(now: Date, days: number): string {
  return withoutMilliseconds(new Date(now.getTime() + days * DAY_MS));
}

function withoutMilliseconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/**
 * When a new secret should end: the blueprint's months, or what the tenant's policy allows when that is less. A minute
 * is kept off the cap, since Graph measures from its own clock.
 */
export function secretEnd(
  months: number,
  maxDays: number | null,
  now: Date,
): { readonly endDateTime: string; readonly cappedFromMonths: number | null } {
  const asked = monthsAfter(now, months);
  if (maxDays === null) return { endDateTime: asked, cappedFromMonths: null };
  const cap = withoutMilliseconds(new Date(now.getTime() + maxDays * DAY_MS - 60_000));
  return asked <= cap
    ? { endDateTime: asked, cappedFromMonths: null }
    : { endDateTime: cap, cappedFromMonths: months };
}

/** What to call the wanted credential in a sentence. */
export function credentialWords({ serverApi: { credential } }: Blueprint): string {
  if (credential.kind === 'secret') return 'client secret';
  return credential.kind === 'certificate' ? 'certificate' : 'federated credential';
}
