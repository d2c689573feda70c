import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/core/report.ts';
import {
  diagnose,
  diagnoseSymptom,
  type Knowledge,
  NOTHING_KNOWN,
  readFailures,
  SYMPTOMS,
  withBrokenChecks,
} from '../../src/diagnosis/index.ts';
import { lineOf } from './answer-line.ts';
import { FAULTS } from './fault-table.ts';
import { knowing } from './known.ts';
import { SAMPLES } from './samples.ts';
import { about, WORLDS } from './worlds.ts';

const REPORTS: readonly { readonly id: string; readonly text: string }[] = JSON.parse(
  readFileSync(new URL('../fixtures/field-reports.json', import.meta.url), 'utf8'),
);

/** What is asked, by name: every text that the project knows, as it came and about an app of ours. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ...REPORTS.map(({ id, text }) => [id, text] as const),
  ...FAULTS.map(({ fault, text }) => [`fault ${fault}`, text] as const),
  ...SAMPLES.flatMap(({ code, text }, at) => {
    const name = `sample ${at} (${code ?? 'no code'})`;
    const ours = (['client', 'server'] as const).map(
      (app) => [`${name} about the ${app}`, about(app, text)] as const,
    );
    return [[name, text] as const, ...ours.filter(([, changed]) => changed !== text)];
  }),
]);

const HEALTHY = knowing();
type Ask = (knowledge: Knowledge) => readonly Diagnosis[];

/** The answers offline and for a healthy setup, then each that another world changes. */
function answersTo(ask: Ask): string {
  const offline = ask(NOTHING_KNOWN).map(lineOf);
  const healthy = ask(HEALTHY).map(lineOf);
  const lines = [
    ...offline.map((line) => `offline | ${line}`),
    ...healthy.map((line) => `healthy | ${line}`),
  ];
  for (const [world, knowledge] of WORLDS)
    lines.push(
      ...ask(knowledge)
        .map(lineOf)
        .filter((line) => !healthy.includes(line))
        .map((line) => `${world} | ${line}`),
    );
  return lines.join('\n');
}

const ERRORS: readonly { readonly kind: string; readonly text: string }[] = JSON.parse(
  readFileSync(new URL('../fixtures/field-errors.json', import.meta.url), 'utf8'),
);

describe('the answer to', () => {
  test.each(ERRORS.map(({ kind, text }, at) => [`printed error ${at} (${kind})`, text] as const))(
    '%s is the one that was kept',
    (_, text) => {
      const failures = readFailures(text);
      const about = failures.map((failure) => JSON.stringify(failure, null, 1));
      const told = [NOTHING_KNOWN, HEALTHY].flatMap((knowledge) => diagnose(failures, knowledge).map(lineOf));
      expect([...about, ...told].join('\n')).toMatchSnapshot();
    },
  );

  test.each([...WORLDS])(
    'a text that points elsewhere names what is broken in the world %s',
    (_, knowledge) => {
      const told = withBrokenChecks(diagnose(readFailures('AADSTS50020'), knowledge), knowledge);
      expect(told.flatMap(({ hints }) => hints ?? []).join('\n')).toMatchSnapshot();
    },
  );

  test.each([...TEXTS])('%s is the one that was kept', (_, text) => {
    const failures = readFailures(text);
    expect(answersTo((knowledge) => diagnose(failures, knowledge))).toMatchSnapshot();
  });

  test.each(SYMPTOMS.map(({ id }) => id))('the symptom %s is the one that was kept', (id) => {
    expect(
      answersTo((knowledge) => [diagnoseSymptom(id, knowledge)].filter((one) => one !== null)),
    ).toMatchSnapshot();
  });
});
