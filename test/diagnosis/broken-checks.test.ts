import { describe, expect, test } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import type { DiagnosedCause, Diagnosis, Verdict } from '../../src/core/report.ts';
import { withBrokenChecks } from '../../src/diagnosis/index.ts';
import { diagnosed, knowing } from './known.ts';

const { verdicts: HEALTHY } = knowing();
const verdict = (id: CheckId, change: Partial<Verdict> = {}): Verdict => {
  const own = (HEALTHY ?? []).find((one) => one.id === id);
  if (own === undefined) throw new Error(`There is no verdict of ${id}.`);
  return { ...own, status: 'fail', severity: 'error', message: `${id} is wrong.`, ...change };
};
const SCOPE = verdict('server-api.scope');
const EXISTS = verdict('server-api.exists');

const TEMPLATE = diagnosed('AADSTS50020');
const diagnosis = (...causes: readonly Partial<DiagnosedCause>[]): Diagnosis => {
  const [first] = TEMPLATE.causes;
  if (first === undefined) throw new Error('There is a cause.');
  return { ...TEMPLATE, hints: ['Look there.'], causes: causes.map((one) => ({ ...first, ...one })) };
};
/** The checks that the note names, in order; null without a note. */
const namedIn = (causes: readonly Partial<DiagnosedCause>[], verdicts: readonly Verdict[]) => {
  const [first] = withBrokenChecks([diagnosis(...causes)], { verdicts });
  const note = first?.hints?.[1];
  return note === undefined ? null : [...note.matchAll(/([a-z-]+\.[a-z-]+): /g)].map(([, id]) => id);
};

describe('a required check that fails', () => {
  test.each<readonly [string, Partial<DiagnosedCause>, boolean]>([
    ['is named where no cause rests on it', { check: null, verdict: 'possible' }, true],
    [
      'is named beside a cause that rests on another',
      { check: 'server-api.exists', verdict: 'proved' },
      true,
    ],
    ['is left out where a proved cause rests on it', { check: SCOPE.id, verdict: 'proved' }, false],
    [
      'is left out where a possible cause repeats its message',
      { check: SCOPE.id, verdict: 'possible', because: `Not sure. ${SCOPE.message}` },
      false,
    ],
    [
      'is named where a possible cause rests on it and says something else',
      { check: SCOPE.id, verdict: 'possible', because: 'Not sure.' },
      true,
    ],
    [
      'is named where the cause of another check has the same message',
      { check: 'server-api.exists', verdict: 'possible', because: SCOPE.message },
      true,
    ],
  ])('%s', (_, cause, isNamed) => {
    const other = { check: null, verdict: 'possible' } as const;
    expect(namedIn([other, cause], [SCOPE])).toEqual(isNamed ? [SCOPE.id] : null);
  });

  test.each<readonly [string, Partial<Verdict>]>([
    ['only advises', { severity: 'warning' }],
    ['passes', { status: 'pass' }],
    ['warns', { status: 'warn' }],
    ['could not look', { status: 'unknown' }],
  ])('is not one that %s', (_, change) => {
    expect(namedIn([], [verdict('server-api.scope', change)])).toBeNull();
  });

  test.each([
    [1, 'a required check: server-api.scope: server-api.scope is wrong. `entra-mcp-setup verify` shows'],
    [4, '4 required checks: '],
    [6, '6 required checks: '],
  ])('is counted with its like: %d', (count, words) => {
    const verdicts = Array.from({ length: count }, () => SCOPE);
    const [first] = withBrokenChecks([diagnosis()], { verdicts });
    expect(first?.hints?.[1]).toContain(words);
    expect(first?.hints?.[1]?.split('server-api.scope: ')).toHaveLength(Math.min(count, 4) + 1);
    expect(first?.hints?.[1]?.match(/ And (\d+) more\./)?.[1]).toBe(
      count > 4 ? String(count - 4) : undefined,
    );
  });

  test('of the endpoint is shown by asking the endpoint again', () => {
    const asked = verdict('server-api.owners', { id: 'endpoint.reachable' });
    const [first] = withBrokenChecks([diagnosis()], { verdicts: [EXISTS, asked] });
    expect(first?.hints?.[1]).toContain('`entra-mcp-setup verify --endpoint` shows them all.');
  });
});

describe('the note on broken checks', () => {
  test('stands once, behind the hints of the first failure', () => {
    const { hints: _, ...bare } = diagnosis();
    const told = withBrokenChecks([bare, diagnosis()], { verdicts: [SCOPE] });
    expect(told.map(({ hints }) => hints?.length)).toEqual([1, 1]);
    expect(told[1]?.hints).toEqual(['Look there.']);
  });

  test.each([
    ['no failure', [], [SCOPE]],
    ['no tenant', [diagnosis()], null],
    ['nothing wrong', [diagnosis()], HEALTHY],
  ])('is left out where there is %s', (_, told, verdicts) => {
    expect(withBrokenChecks(told, { verdicts })).toEqual(told);
  });
});
