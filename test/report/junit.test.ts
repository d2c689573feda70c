import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../src/core/report.ts';
import { junitPieces } from '../../src/report/junit.ts';
import { joined } from './joined.ts';
import { appliedReport, diagnoseReport, hopsReport, planReport } from './sample-stories.ts';
import { fleetReport, healthyReport, verifyReport } from './samples.ts';

interface Problem {
  readonly '@message': string;
  readonly '@type'?: string;
  readonly '#text'?: string;
}

interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly failure?: Problem;
  readonly error?: Problem;
  readonly skipped?: Problem;
  readonly 'system-out'?: string;
}

interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly testcase: readonly Case[];
}

const LISTS = new Set(['testsuite', 'testcase']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => LISTS.has(name),
});

function parse(document: ResultDocument): {
  readonly suites: readonly Suite[];
  readonly root: Readonly<Record<string, string>>;
} {
  const { testsuites } = parser.parse(joined(junitPieces(document)));
  return { suites: testsuites.testsuite ?? [], root: testsuites };
}

function caseNamed(document: ResultDocument, name: string): Case | undefined {
  return parse(document)
    .suites.flatMap(({ testcase }) => testcase)
    .find((one) => one['@name'] === name);
}

describe('JUnit', () => {
  it('has a suite per section, in the order of the report', () => {
    expect(parse(verifyReport()).suites.map((suite) => suite['@name'])).toEqual([
      'server-api',
      'client-app',
      'advice',
    ]);
  });

  it('counts cases, failures, errors and skips at the top', () => {
    const { root } = parse(verifyReport());
    expect([root['@tests'], root['@failures'], root['@errors'], root['@skipped']]).toEqual([
      '20',
      '2',
      '1',
      '3',
    ]);
  });

  it('counts as many cases as it holds', () => {
    const { suites } = parse(verifyReport());
    expect(suites.map((suite) => Number(suite['@tests']))).toEqual(
      suites.map(({ testcase }) => testcase.length),
    );
  });

  it('makes a failed check a failure with expected, actual and the fix', () => {
    const failure = caseNamed(verifyReport(), 'server-api.token-version')?.failure;
    expect(failure?.['@message']).toBe('MCP Server API issues v1 access tokens; the server expects v2.');
    expect(failure?.['#text']).toMatch(
      /Expected: 2\nIs: 1\nWhy: .*\nFix: .*\nCommand: entra-mcp-setup apply --yes/,
    );
  });

  it('makes what could not be judged an error, not a pass', () => {
    expect(caseNamed(verifyReport(), 'client-app.owners')?.error?.['@message']).toContain(
      'could not be read',
    );
  });

  it.each(['client-app.no-credentials', 'advice.monitoring'])('skips %s with the reason', (name) => {
    expect(caseNamed(verifyReport(), name)?.skipped?.['@message']).not.toBe('');
  });

  it('lets a warning pass and prints it', () => {
    const one = caseNamed(verifyReport(), 'server-api.credential-expiry');
    expect(one?.failure).toBeUndefined();
    expect(one?.['system-out']).toContain('in 11 days');
  });

  it('names the configuration in each suite of a fleet', () => {
    const names = parse(fleetReport(2)).suites.map((suite) => suite['@name']);
    expect(names.slice(0, 2)).toEqual(['envs/team-0000.yaml server-api', 'envs/team-0000.yaml client-app']);
  });

  it('reports a run that failed as an error, so that an empty report is no pass', () => {
    expect(caseNamed(appliedReport(), 'STOPPED_HALF_WAY')?.error?.['@message']).toBe(
      'The set-up stopped before it was finished',
    );
  });

  it('reports the hop that fails', () => {
    expect(caseNamed(hopsReport(), 'obo')?.failure?.['@message']).toContain('AADSTS7000215');
  });

  it('reports pending changes of a plan as drift', () => {
    const drift = parse(planReport()).suites.find((suite) => suite['@name'] === 'drift');
    expect(drift?.testcase.map(({ failure }) => failure !== undefined)).toEqual([true, true, true]);
  });

  it('counts no diagnosis as a failure where the whole result is fine', () => {
    const xml = joined(junitPieces({ ...diagnoseReport(), exitCode: 0 }));
    expect([xml.includes('type="diagnosis"'), /failures="0"/.test(xml)]).toEqual([false, true]);
  });

  it('reports a diagnosis with its correlation id', () => {
    expect(caseNamed(diagnoseReport(), 'AADSTS65001 DelegationDoesNotExist')?.failure?.['#text']).toContain(
      'Correlation id: 3f2c1a90',
    );
  });

  it('has nothing but passes when nothing is wrong', () => {
    const cases = parse(healthyReport()).suites.flatMap(({ testcase }) => testcase);
    expect(cases.filter((one) => one.failure || one.error || one.skipped)).toEqual([]);
  });
});
