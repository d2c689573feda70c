import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../src/core/duration.ts';
import { SetupError } from '../../src/errors.ts';
import { daysOf, parseAppManagementPolicy } from '../../src/graph/policy.ts';
import { sendWithRetry } from '../../src/graph/retry.ts';
import { readUntilContains, settle } from '../../src/graph/settle.ts';
import { fakeClock } from '../support/practice.ts';
import { recorded } from '../support/scripted-graph.ts';
import { NOW } from '../support/tenants.ts';

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['5', 5_000],
    ['120', 120_000],
    ['2.128', 2_128],
    ['0.0001', 1],
    [' 7 ', 7_000],
    ['-3', null],
    ['Mon, 23 Nov 2026 10:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 09:59:00 GMT', 0],
    ['2026-11-23T10:00:30Z', 30_000],
    ['', null],
    ['  ', null],
    ['soon', null],
    ['NaN', null],
    [null, null],
  ])('of %j means %s ms', (header, milliseconds) => {
    expect(retryAfter(header, NOW)).toBe(milliseconds);
  });
});

describe('sending again', () => {
  const policy = { maxWait: 60_000, onWait: () => undefined };

  it('never happens to what may do harm twice', async () => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      return new Response(null, { status: 503 });
    };
    const reply = await sendWithRetry(send, { clock: fakeClock(), policy, repeatable: false });
    expect([reply.status, sent]).toEqual([503, 1]);
  });

  it('happens to what may do harm twice when it was throttled, since it was not carried out', async () => {
    const replies = [429, 200];
    const send = async () => new Response(null, { status: replies.shift() ?? 500 });
    expect((await sendWithRetry(send, { clock: fakeClock(), policy, repeatable: false })).status).toBe(200);
  });

  it.each([408, 500, 502, 503, 504])('happens to what does no harm twice after a %s', async (status) => {
    const replies = [status, 200];
    const send = async () => new Response(null, { status: replies.shift() ?? 500 });
    expect((await sendWithRetry(send, { clock: fakeClock(), policy, repeatable: true })).status).toBe(200);
  });

  it('waits twice as long each time, up to half a minute', async () => {
    const clock = fakeClock();
    const send = async () => new Response(null, { status: clock.slept.length < 7 ? 503 : 200 });
    await sendWithRetry(send, { clock, policy: { ...policy, maxWait: 600_000 }, repeatable: true });
    expect(clock.slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('leaves a 424 to whoever knows the parts of the batch', async () => {
    const send = async () => new Response(null, { status: 424 });
    expect((await sendWithRetry(send, { clock: fakeClock(), policy, repeatable: true })).status).toBe(424);
  });

  it('stops at once when the run is interrupted', async () => {
    const interrupt = new AbortController();
    const reason = new SetupError('INTERRUPTED', 'Interrupted.');
    const send = async (): Promise<Response> => {
      interrupt.abort(reason);
      throw new DOMException('aborted', 'AbortError');
    };
    const sending = sendWithRetry(send, {
      clock: fakeClock(),
      policy: { ...policy, signal: interrupt.signal },
      repeatable: true,
    });
    await expect(sending).rejects.toBe(reason);
  });

  it('leaves an error of ours as it is', async () => {
    const reason = new SetupError('NOT_SIGNED_IN', 'Nobody is signed in.');
    const sending = sendWithRetry(() => Promise.reject(reason), {
      clock: fakeClock(),
      policy,
      repeatable: true,
    });
    await expect(sending).rejects.toBe(reason);
  });
});

describe('reading until it is settled', () => {
  const settled = async (answers: readonly boolean[], maxWait = 180_000) => {
    const clock = fakeClock();
    let reads = 0;
    const outcome = await settle(
      async () => {
        reads += 1;
        return answers[Math.min(reads - 1, answers.length - 1)] ?? false;
      },
      (good) => good,
      { clock, maxWait, onWait: () => undefined },
    );
    return { ...outcome, reads, slept: clock.slept };
  };

  it('takes two reads and no wait where nothing lagged', async () => {
    expect(await settled([true])).toEqual({ value: true, good: true, reads: 2, slept: [0] });
  });

  it('wants five good reads running once one was stale', async () => {
    const { reads, slept } = await settled([false, true]);
    expect([reads, slept]).toEqual([6, [1_000, 1_000, 1_000, 1_000, 1_000]]);
  });

  it('starts to count anew when a stale one comes in between', async () => {
    const { good, reads } = await settled([true, false, true, true, false, true]);
    expect([good, reads]).toEqual([true, 10]);
  });

  it('takes the last answer for final at the deadline', async () => {
    expect(await settled([false], 5_000)).toMatchObject({ good: false, slept: [1_000, 2_000] });
  });
});

describe('reading until nothing is missing', () => {
  const readings = async (answers: readonly (readonly string[])[], maxWait = 180_000) => {
    const clock = fakeClock();
    let reads = 0;
    const value = await readUntilContains(
      async () => {
        reads += 1;
        return answers[Math.min(reads - 1, answers.length - 1)] ?? [];
      },
      (missing) => missing,
      { clock, maxWait, onWait: () => undefined },
    );
    return { value, reads, slept: clock.slept };
  };

  it('takes one read where all is there', async () => {
    expect(await readings([[]])).toEqual({ value: [], reads: 1, slept: [] });
  });

  it('reads again where an older replica answered', async () => {
    expect(await readings([['a'], []])).toEqual({ value: [], reads: 2, slept: [1_000] });
  });

  it('believes that something was removed when it is missing five times running', async () => {
    expect(await readings([['a']])).toEqual({
      value: ['a'],
      reads: 5,
      slept: [1_000, 2_000, 4_000, 8_000],
    });
  });

  it('starts to count anew when something else is missing', async () => {
    const { reads } = await readings([['a'], ['a', 'b'], ['b', 'a'], ['a'], ['a'], ['a'], ['a'], ['a']]);
    expect(reads).toBe(8);
  });

  it('is safe to repeat when it cannot tell within the time allowed', async () => {
    await expect(readings([['a']], 5_000)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a duration in a policy', () => {
  it.each([
    ['P90D', 90],
    ['P4DT12H30M5S', 4],
    ['P1Y', 365],
    ['P6M', 180],
    ['P2W', 14],
    ['P1Y2M10D', 435],
    ['PT48H', 2],
    ['PT1H', 0],
    ['PT0S', 0],
    ['P', null],
    ['', null],
    ['90', null],
    ['P90', null],
    ['P-1D', null],
    ['P1D2Y', null],
  ])('of %j is %s days', (duration, days) => {
    expect(daysOf(duration)).toBe(days);
  });
});

describe('an app management policy', () => {
  const created = new Date('2026-11-01T00:00:00Z');
  const password = (change: object) => ({
    state: 'enabled',
    restrictForAppsCreatedAfterDateTime: null,
    ...change,
  });
  const policy = (restrictions: object, isEnabled = true) =>
    parseAppManagementPolicy({ isEnabled, applicationRestrictions: restrictions }, created);
  const addition = password({ restrictionType: 'passwordAddition' });
  const lifetime = (maxLifetime: string) => password({ restrictionType: 'passwordLifetime', maxLifetime });

  it.each([
    ['an enabled restriction', [addition], true, true],
    ['a disabled restriction', [{ ...addition, state: 'disabled' }], true, false],
    ['a disabled policy', [addition], false, false],
    [
      'a restriction for apps created later',
      [{ ...addition, restrictForAppsCreatedAfterDateTime: '2026-11-02T00:00:00Z' }],
      true,
      false,
    ],
    [
      'a restriction for apps created earlier',
      [{ ...addition, restrictForAppsCreatedAfterDateTime: '2026-10-02T00:00:00Z' }],
      true,
      true,
    ],
    ['another restriction', [password({ restrictionType: 'customPasswordAddition' })], true, false],
  ])('with %s forbids secrets: %#', (_what, passwordCredentials, isEnabled, forbidden) => {
    expect(policy({ passwordCredentials }, isEnabled).secretsForbidden).toBe(forbidden);
  });

  it('caps the life of secrets by the shortest of its limits', () => {
    const passwordCredentials = [lifetime('P180D'), lifetime('P90D'), lifetime('unknown')];
    expect(policy({ passwordCredentials }).maxSecretDays).toBe(90);
  });

  it('caps the life of certificates apart from that of secrets', () => {
    const keyCredentials = [password({ restrictionType: 'asymmetricKeyLifetime', maxLifetime: 'P365D' })];
    expect(policy({ keyCredentials })).toMatchObject({ maxSecretDays: null, maxCertificateDays: 365 });
  });

  it.each([
    [{ state: 'enabled', excludeAppsReceivingV2Tokens: false }, true],
    [{ state: 'enabled', excludeAppsReceivingV2Tokens: true }, false],
    [{ state: 'disabled', excludeAppsReceivingV2Tokens: false }, false],
    [{ state: 'enabled', restrictForAppsCreatedAfterDateTime: '2026-11-02T00:00:00Z' }, false],
    [{ state: 'enabled', restrictForAppsCreatedAfterDateTime: '2026-10-02T00:00:00Z' }, true],
    [null, false],
  ])('of Application ID URIs %o leaves only the default: %s', (nonDefaultUriAddition, only) => {
    expect(policy({ identifierUris: { nonDefaultUriAddition } }).onlyDefaultIdentifierUris).toBe(only);
  });

  it.each([
    [{ state: 'enabled', excludeAppsReceivingV2Tokens: false }, true],
    [{ state: 'enabled' }, true],
    [{ state: 'enabled', excludeAppsReceivingV2Tokens: true }, false],
    [{ state: 'enabled', excludeSaml: true }, true],
    [{ state: 'disabled' }, false],
    [{ state: 'enabled', restrictForAppsCreatedAfterDateTime: '2026-11-02T00:00:00Z' }, false],
    [null, false],
  ])('of Application ID URIs %o wants them unique: %s', (uriAdditionWithoutUniqueTenantIdentifier, only) => {
    const { onlyUniqueIdentifierUris } = policy({
      identifierUris: { uriAdditionWithoutUniqueTenantIdentifier },
    });
    expect(onlyUniqueIdentifierUris).toBe(only);
  });

  it('of Application ID URIs counts by its own state in a policy that is switched off', () => {
    const identifierUris = {
      nonDefaultUriAddition: { state: 'enabled' },
      uriAdditionWithoutUniqueTenantIdentifier: { state: null },
    };
    expect(policy({ identifierUris }, false)).toMatchObject({
      onlyDefaultIdentifierUris: true,
      onlyUniqueIdentifierUris: false,
    });
  });

  it('that nobody ever set restricts nothing', () => {
    const { body } = recorded('50');
    expect(Object.values(parseAppManagementPolicy(body, created)).filter(Boolean)).toEqual([]);
  });

  it('that says nothing restricts nothing', () => {
    expect(parseAppManagementPolicy({}, created)).toEqual({
      secretsForbidden: false,
      maxSecretDays: null,
      maxCertificateDays: null,
      onlyDefaultIdentifierUris: false,
      onlyUniqueIdentifierUris: false,
    });
  });

  it('in another form is an error that names the field', () => {
    expect(() => parseAppManagementPolicy({ isEnabled: 'yes' }, created)).toThrow(/isEnabled/);
  });
});
