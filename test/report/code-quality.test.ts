import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { codeQualityPieces } from '../../src/report/code-quality.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { joined } from './joined.ts';
import { verdictOf } from './sample-ids.ts';
import { fleetReport, verifyReport } from './samples.ts';

/** What GitLab requires of a report that some tool made ("Import Code Quality results from a CI/CD job"). */
const REQUIRED = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};
const validate = new Ajv().compile(REQUIRED);

interface Issue {
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

function issuesOf(...given: Parameters<typeof codeQualityPieces>): readonly Issue[] {
  return JSON.parse(joined(codeQualityPieces(...given)));
}

describe('the Code Quality report', () => {
  it.each(Object.keys(ALL_SAMPLES))('holds what GitLab requires: %s', (name) => {
    validate(issuesOf(ALL_SAMPLES[name] ?? verifyReport()));
    expect(validate.errors).toBeNull();
  });

  it('is an empty list where nothing was found', () => {
    expect(joined(codeQualityPieces(verifyReport({ checks: [] })))).toBe('[]\n');
  });

  it('says what could not be judged, as no finding of its check', () => {
    const checks = [verdictOf('server-api.scope', 'unknown'), verdictOf('server-api.exists', 'fail')];
    const issues = issuesOf(verifyReport({ checks }));
    expect(issues.map(({ check_name, severity }) => [check_name, severity])).toEqual([
      ['server-api.exists', 'critical'],
      ['server-api.scope.unknown', 'info'],
    ]);
  });

  it('stands at the line of the configuration that asks for it, from the root of the repository', () => {
    const checks = [verdictOf('server-api.scope', 'fail', { configPath: 'serverApi.scope' })];
    const [issue] = issuesOf(verifyReport({ checks, config: 'a.yaml' }), {
      locate: () => ({ line: 7, column: 3, endLine: 8, endColumn: 1 }),
      inRepository: (config) => `envs/${config}`,
    });
    expect(issue?.location).toEqual({ path: 'envs/a.yaml', lines: { begin: 7, end: 8 } });
  });

  it('gives no two findings one fingerprint, since GitLab would show the first alone', () => {
    const prints = issuesOf(fleetReport(30)).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });
});
