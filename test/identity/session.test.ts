import { describe, expect, test } from 'vitest';
import { asId, type TenantId } from '../../src/core/ids.ts';
import { SetupError } from '../../src/errors.ts';
import { assertTenant, openSession, type Session, tenantMatches } from '../../src/identity/session.ts';
import { fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { jwt, TENANT, USER_CLAIMS } from './samples.ts';

const OTHER = asId<TenantId>('99999999-2222-4333-8444-555555555555');
const IDENTITY = { method: 'device-code', cloud: 'public' } as const;
const MINUTE = 60_000;

/** A session over a service that numbers its tokens and lets each live `minutes`. */
async function open(minutes: number) {
  const clock = fastClock(new Date('2026-11-23T10:00:00Z'));
  const issued: string[] = [];
  const request = async () => {
    const token = jwt({ ...USER_CLAIMS, jti: issued.length });
    issued.push(token);
    return { token, expiresOnTimestamp: clock.now().getTime() + minutes * MINUTE };
  };
  return { clock, issued, session: await openSession(IDENTITY, request, clock) };
}

describe('a session', () => {
  test('keeps its token while it is good', async () => {
    const { session, issued, clock } = await open(60);
    await clock.sleep(54 * MINUTE);
    expect([await session.token(), issued.length]).toEqual([issued[0], 1]);
  });

  test('renews its token five minutes before it ends', async () => {
    const { session, issued, clock } = await open(60);
    await clock.sleep(55 * MINUTE);
    expect([await session.token(), issued.length]).toEqual([issued[1], 2]);
  });

  test('gives a token for another resource without losing its own', async () => {
    const asked: unknown[] = [];
    const request = async (scopes?: readonly string[]) => {
      asked.push(scopes);
      const token = jwt({ ...USER_CLAIMS, aud: scopes?.[0] ?? 'graph' });
      return { token, expiresOnTimestamp: Date.now() + 60 * MINUTE };
    };
    const session = await openSession(IDENTITY, request, fastClock());
    const own = await session.token();
    const other = await session.tokenFor(['https://vault.azure.net/.default']);
    expect(asked).toEqual([undefined, ['https://vault.azure.net/.default']]);
    expect([other === own, await session.token()]).toEqual([false, own]);
  });

  test('renews once for everybody who asks at the same time', async () => {
    const { session, issued, clock } = await open(60);
    await clock.sleep(59 * MINUTE);
    await Promise.all([session.token(), session.token(), session.token()]);
    expect(issued).toHaveLength(2);
  });

  test('does not renew a short-lived token at every call', async () => {
    const { session, issued } = await open(4);
    await session.token();
    await session.token();
    expect(issued).toHaveLength(1);
  });

  test('is refused when its token names no tenant', async () => {
    const request = async () => ({ token: 'opaque', expiresOnTimestamp: Date.now() + MINUTE });
    expect((await refusalOf(openSession(IDENTITY, request, fastClock()))).code).toBe('NOT_SIGNED_IN');
  });

  test('asks again after a renewal that failed', async () => {
    let answers = 0;
    const clock = fastClock();
    const request = async () => {
      answers += 1;
      if (answers === 2) throw new SetupError('UNAVAILABLE', 'Down.');
      return { token: jwt(USER_CLAIMS), expiresOnTimestamp: clock.now().getTime() + 60 * MINUTE };
    };
    const session = await openSession(IDENTITY, request, clock);
    await clock.sleep(58 * MINUTE);
    await refusalOf(session.token());
    expect(await session.token()).toBe(jwt(USER_CLAIMS));
  });
});

describe('the tenant signed in to', () => {
  const unasked = async (): Promise<TenantId> => {
    throw new Error('a request that was not needed');
  };
  const signedIn = async (): Promise<Session> => (await open(60)).session;

  test('is the one asked for by id, in any case, without a request', async () => {
    await expect(assertTenant(await signedIn(), TENANT.toUpperCase(), unasked)).resolves.toBeUndefined();
  });

  test('is the one asked for by a domain of it', async () => {
    await expect(
      assertTenant(await signedIn(), 'contoso.com', async () => asId<TenantId>(TENANT)),
    ).resolves.toBeUndefined();
  });

  test('is refused when it is another, naming both', async () => {
    const error = await refusalOf(assertTenant(await signedIn(), 'fabrikam.com', async () => OTHER));
    expect(error.code).toBe('WRONG_TENANT');
    expect([TENANT, OTHER, 'fabrikam.com'].filter((name) => !error.message.includes(name))).toEqual([]);
  });

  test.each([
    [TENANT, true],
    [TENANT.toUpperCase(), true],
    ['Contoso.onmicrosoft.com', true],
    [' contoso.com ', true],
    ['fabrikam.com', false],
    [OTHER, false],
  ])('%s is settled by what was read: %s', (asked, expected) => {
    const known = { tenantId: TENANT, verifiedDomains: ['contoso.onmicrosoft.com', 'contoso.com'] };
    expect(tenantMatches(asked, known)).toBe(expected);
  });
});
