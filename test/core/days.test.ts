import { describe, expect, it } from 'vitest';
import { dayOf, daysUntil, daysWords, isWithin, lifetimeDays } from '../../src/core/days.ts';
import { lifeOf, lifeWords } from '../../src/report/words.ts';

const at = (text: string): Date => new Date(text);

describe('the days until a moment', () => {
  it.each([
    ['2028-11-23T10:00:05Z', '2026-11-23T10:00:00Z', 731],
    ['2028-11-23T10:00:05Z', '2026-11-23T10:00:10Z', 731],
    ['2028-11-23T10:00:05Z', '2026-11-23T23:59:59Z', 731],
    ['2028-11-23T10:00:05Z', '2026-11-24T00:00:00Z', 730],
    ['2026-11-24T00:00:00Z', '2026-11-23T23:59:59Z', 1],
    ['2026-11-23T00:00:00Z', '2026-11-23T23:59:59Z', 0],
    ['2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', -1],
    ['2026-11-23T22:30:00-05:00', '2026-11-23T10:00:00Z', 1],
  ])('of %s, looked at %s, are %i', (moment, now, days) => {
    expect(daysUntil(moment, at(now))).toBe(days);
  });

  it('are the same at every moment of a run that ends on the day it began', () => {
    const seen = [0, 1, 7_000, 600_000, 36_000_000].map((later) =>
      daysUntil('2028-10-23T10:00:00Z', new Date(Date.parse('2026-11-23T10:00:00Z') + later)),
    );
    expect(new Set(seen).size).toBe(1);
  });
});

describe('whether a moment comes within some days', () => {
  it.each([
    ['2026-12-23T10:00:00.000Z', false],
    ['2026-12-23T09:59:59.999Z', true],
  ])('of 30, %s: %s', (moment, within) => {
    expect(isWithin(moment, 30, at('2026-11-23T10:00:00Z'))).toBe(within);
  });
});

describe('the day of a moment', () => {
  it.each([
    ['2028-10-23T23:30:00Z', '2028-10-23'],
    ['2028-10-23T23:30:00-05:00', '2028-10-24'],
    ['not a date at all', 'not a date'],
  ])('of %s is %s', (moment, day) => {
    expect(dayOf(moment)).toBe(day);
  });
});

describe('how long something lives', () => {
  it.each([
    ['2026-11-23T10:00:00Z', '2026-12-23T10:00:00Z', 30],
    ['2026-11-23T10:00:00Z', '2026-11-24T22:00:00Z', 1.5],
    ['2026-11-23T10:00:00+01:00', '2026-11-24T09:00:00Z', 1],
  ])('from %s to %s: %d days', (notBefore, notAfter, days) => {
    expect(lifetimeDays({ notBefore, notAfter })).toBe(days);
  });

  it.each([
    [0, '0 days'],
    [1, '1 day'],
    [30, '30 days'],
  ])('is said of %d as %s', (days, words) => {
    expect(daysWords(days)).toBe(words);
  });
});

describe('the life of a credential in words', () => {
  it.each([
    ['2026-11-23T09:00:00Z', 'ended', 'ends 2026-11-23, expired today'],
    ['2026-11-23T11:00:00Z', 'soon', 'ends 2026-11-23, the last day'],
    ['2026-11-20T11:00:00Z', 'ended', 'ends 2026-11-20, expired 3 days ago'],
    ['2026-12-01T11:00:00Z', 'soon', 'ends 2026-12-01, 8 days left'],
    ['2028-11-23T11:00:00Z', 'lasts', 'ends 2028-11-23, 731 days left'],
  ])('that ends %s: %s, %s', (end, state, words) => {
    const now = '2026-11-23T10:00:00Z';
    expect([lifeOf(end, now).state, lifeWords(end, now)]).toEqual([state, words]);
  });
});
