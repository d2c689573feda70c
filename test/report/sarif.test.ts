import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../src/core/report.ts';
import { mergeResults } from '../../src/report/merge.ts';
import type { RenderOptions } from '../../src/report/options.ts';
import { sarifPieces } from '../../src/report/sarif.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { poisoned } from './hostile.ts';
import { joined } from './joined.ts';
import { TENANT_ID, verdictOf } from './sample-ids.ts';
import { appliedReport, diagnoseReport, hopsReport } from './sample-stories.ts';
import { fleetReport, healthyReport, verifyReport } from './samples.ts';

const SCHEMA_FILE = new URL('../fixtures/sarif-schema-2.1.0.json', import.meta.url);

/** The published schema is of draft 4, whose only difference that matters here is how it names itself. */
function compileSchema() {
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

const validate = compileSchema();

function problemsOf(text: string): readonly string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function runOf(document: ResultDocument, options: RenderOptions = {}): Run {
  const log: Log = JSON.parse(joined(sarifPieces(document, options)));
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return run;
}

function resultFor(
  ruleId: string,
  document: ResultDocument = verifyReport(),
  options: RenderOptions = {},
): Result | undefined {
  return runOf(document, options).results?.find((result) => result.ruleId === ruleId);
}

describe('SARIF', () => {
  it.each(Object.keys(ALL_SAMPLES))('is valid 2.1.0: %s', (name) => {
    expect(problemsOf(joined(sarifPieces(ALL_SAMPLES[name] ?? verifyReport())))).toEqual([]);
  });

  it('is valid for hostile texts', () => {
    expect(
      problemsOf(joined(sarifPieces(poisoned(verifyReport(), '{0} [a](1) \ud800 \u0000 <b> ::error::')))),
    ).toEqual([]);
  });

  it('reports failures, warnings and what could not be judged', () => {
    const found = runOf(verifyReport()).results?.map(({ ruleId, level }) => `${level} ${ruleId}`);
    expect(found).toEqual([
      'error server-api.token-version',
      'warning server-api.credential-expiry',
      'error server-api.graph-consent',
      'note client-app.owners.unknown',
    ]);
  });

  it.each([
    ['a hop that failed', hopsReport(), ['error hop/obo']],
    [
      'causes, unless they were refuted',
      diagnoseReport(),
      ['error cause/graph-consent-missing', 'warning cause/scope-not-preconsented'],
    ],
    ['both in a merge', mergeResults([hopsReport(), healthyReport({ config: 'a' })]), ['error hop/obo']],
  ])('reports %s', (_what, document, expected) => {
    const { results = [], tool } = runOf(document);
    expect(results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual(expected);
    expect(results.map(({ ruleIndex }) => tool.driver.rules?.[ruleIndex ?? -1]?.id)).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
    expect(problemsOf(joined(sarifPieces(document)))).toEqual([]);
  });

  it('takes paths from the root of the repository where that is known', () => {
    const options = { inRepository: (config: string) => `infra/${config}` };
    const [location] = resultFor('server-api.graph-consent', verifyReport(), options)?.locations ?? [];
    expect(location?.physicalLocation?.artifactLocation?.uri).toBe('infra/entra-mcp.yaml');
  });

  it('stands at the line that holds the value', () => {
    const locate = () => ({ line: 9, column: 5, endLine: 10, endColumn: 2 });
    const [location] = resultFor('server-api.graph-consent', verifyReport(), { locate })?.locations ?? [];
    expect(location?.physicalLocation).toEqual({
      artifactLocation: { uri: 'entra-mcp.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 9, startColumn: 5, endLine: 10, endColumn: 2 },
    });
  });

  it('asks for the place of the value that the check names', () => {
    const asked: (string | null)[] = [];
    const locate = (_file: string | undefined, path: string | null) => {
      asked.push(path);
      return null;
    };
    runOf(verifyReport(), { locate });
    expect(asked).toEqual([null, 'serverApi.credential', 'graphPermissions', null]);
  });

  it('stands at line 1 when nobody wrote the value down', () => {
    const [location] = resultFor('server-api.graph-consent')?.locations ?? [];
    expect(location?.physicalLocation?.region?.startLine).toBe(1);
  });

  it('says which value it is, by path', () => {
    const [location] = resultFor('server-api.graph-consent')?.locations ?? [];
    expect(location?.logicalLocations).toEqual([{ fullyQualifiedName: 'graphPermissions', kind: 'member' }]);
  });

  it.each([
    ['envs/a b.yaml', { uri: 'envs/a%20b.yaml', uriBaseId: '%SRCROOT%' }],
    ['./x.yaml', { uri: 'x.yaml', uriBaseId: '%SRCROOT%' }],
    ['envs\\x.yaml', { uri: 'envs/x.yaml', uriBaseId: '%SRCROOT%' }],
    ['/srv/x.yaml', { uri: 'file:///srv/x.yaml' }],
    ['C:\\x y.yaml', { uri: 'file:///C:/x%20y.yaml' }],
  ])('turns the path %s into a URI', (config, expected) => {
    const [location] = resultFor('server-api.graph-consent', verifyReport({ config }))?.locations ?? [];
    expect(location?.physicalLocation?.artifactLocation).toEqual(expected);
  });

  it('keeps the fingerprint when words and lines change', () => {
    const moved = verifyReport({
      checks: [verdictOf('server-api.token-version', 'fail', { message: 'Other words.', actual: 'v1' })],
    });
    const fingerprint = (document: ResultDocument) =>
      resultFor('server-api.token-version', document)?.partialFingerprints;
    expect(fingerprint(moved)).toEqual(fingerprint(verifyReport()));
  });

  it('gives each check of an app its own fingerprint', () => {
    const hashes = runOf(verifyReport()).results?.map(
      ({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash,
    );
    expect(new Set(hashes).size).toBe(4);
  });

  it('keeps the fingerprint when ids are masked', () => {
    const masked = resultFor('server-api.token-version', verifyReport(), { redact: 'ids' });
    expect(masked?.partialFingerprints).toEqual(resultFor('server-api.token-version')?.partialFingerprints);
  });

  it('names the tenant by its mask when ids are masked', () => {
    expect(runOf(verifyReport(), { redact: 'ids' }).automationDetails?.id).toBe(
      'entra-mcp-setup/tenant-1/entra-mcp.yaml/',
    );
    expect(runOf(verifyReport()).automationDetails?.id).toBe(`entra-mcp-setup/${TENANT_ID}/entra-mcp.yaml/`);
  });

  it('describes each rule and points results at it', () => {
    const { tool, results = [] } = runOf(verifyReport());
    const named = results.map(({ ruleIndex }) => tool.driver.rules?.[ruleIndex ?? -1]?.id);
    expect(named).toEqual(results.map(({ ruleId }) => ruleId));
  });

  it('gives no rule a security score', () => {
    const keys = runOf(verifyReport()).tool.driver.rules?.flatMap(({ properties }) =>
      Object.keys(properties ?? {}),
    );
    expect([...new Set(keys)]).toEqual(['tags', 'problem.severity']);
  });

  it('describes a rule once for a whole fleet', () => {
    const ids = runOf(fleetReport(6)).tool.driver.rules?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('notifies of what could not be judged', () => {
    const [invocation] = runOf(verifyReport()).invocations ?? [];
    const [notification] = invocation?.toolExecutionNotifications ?? [];
    expect([notification?.associatedRule?.id, notification?.level]).toEqual(['client-app.owners', 'warning']);
  });

  it('notifies of an error of the run and calls the run failed', () => {
    const [invocation] = runOf(appliedReport()).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications?.map(({ descriptor }) => descriptor?.id)).toEqual([
      'STOPPED_HALF_WAY',
    ]);
  });

  it.each([
    [{ judged: 'shot.json' }, 'shot.json'],
    [{}, 'entra-mcp.yaml'],
  ])('places every result in a file where no report names one: %o', (options, file) => {
    const { config: _config, ...rest } = verifyReport();
    const files = runOf(rest, options).results?.map(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    );
    expect([...new Set(files)]).toEqual([file]);
  });

  it('is never clean where nothing could be looked at, and says that the run failed', () => {
    const checks = (verifyReport().checks ?? []).map((one) => ({ ...one, status: 'unknown' as const }));
    const run = runOf(verifyReport({ checks }));
    expect([run.invocations?.[0]?.executionSuccessful, run.results?.length]).toEqual([false, checks.length]);
  });

  it('says so too where what only people can confirm stands beside', () => {
    const unread = (verifyReport().checks ?? []).map((one) => ({ ...one, status: 'unknown' as const }));
    const checks = [...unread, verdictOf('advice.monitoring', 'manual')];
    expect(runOf(verifyReport({ checks })).invocations?.[0]?.executionSuccessful).toBe(false);
    const byHand = verifyReport({ checks: [verdictOf('advice.monitoring', 'manual')] });
    expect(runOf(byHand).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it('keeps the findings of the others beside a configuration that cannot be read', () => {
    const broken = { ...appliedReport(), command: 'verify', config: 'broken.yaml' };
    const { checks: _checks, ...unread } = broken;
    const run = runOf({ ...fleetReport(1), results: [verifyReport(), unread] });
    expect([
      run.invocations?.[0]?.executionSuccessful,
      run.results?.some(({ ruleId }) => ruleId === 'run/STOPPED_HALF_WAY'),
      run.results?.some(({ ruleId }) => ruleId === 'server-api.token-version'),
    ]).toEqual([true, true, true]);
  });

  it('escapes what SARIF would take for a placeholder or a link', () => {
    const checks = [verdictOf('server-api.scope', 'fail', { message: 'api://{appId} and [text](1)' })];
    expect(resultFor('server-api.scope', verifyReport({ checks }))?.message.text).toContain(
      'api://{{appId}} and \\[text\\](1).',
    );
  });
});
