import { describe, expect, it } from 'vitest';
import { locatorFor } from '../../src/commands/run/locator.ts';
import type { Report } from '../../src/core/report.ts';
import { verdictOf } from '../report/sample-ids.ts';

const CONFIG = 'version: 1\nserverApi:\n  # ours\n  identifierUri: api://{appId}\n';
const env = {};

function filesWith(texts: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const readText = async (path: string) => {
    asked.push(path);
    return texts[path] ?? null;
  };
  return { files: { readText } as never, asked };
}

const reportOf = (config: string, status: 'pass' | 'fail'): Report =>
  ({ config, checks: [verdictOf('server-api.identifier-uri', status)] }) as unknown as Report;

describe('the locator', () => {
  it('finds the line that holds the value', async () => {
    const { files } = filesWith({ 'a.yaml': CONFIG });
    const locate = await locatorFor({ answers: {} }, { files, env }, reportOf('a.yaml', 'fail'));
    expect(locate('a.yaml', 'serverApi.identifierUri')).toEqual({
      line: 4,
      column: 18,
      endLine: 4,
      endColumn: 31,
    });
  });

  it('finds each value in its own file', async () => {
    const { files } = filesWith({ 'a.yaml': CONFIG, 'b.yaml': `\n\n${CONFIG}` });
    const results = [reportOf('a.yaml', 'fail'), reportOf('b.yaml', 'fail')];
    const locate = await locatorFor({ answers: {} }, { files, env }, { results } as never);
    expect(['a.yaml', 'b.yaml'].map((path) => locate(path, 'serverApi.identifierUri')?.line)).toEqual([4, 6]);
  });

  it('reads no file that nothing points at', async () => {
    const { files, asked } = filesWith({ 'a.yaml': CONFIG });
    await locatorFor({ answers: {} }, { files, env }, reportOf('a.yaml', 'pass'));
    expect(asked).toEqual([]);
  });

  it.each([
    ['a file that is gone', {}],
    ['a file that is no YAML', { 'a.yaml': '{{{' }],
  ])('points nowhere in %s', async (_what, texts) => {
    const { files } = filesWith(texts);
    const locate = await locatorFor({ answers: {} }, { files, env }, reportOf('a.yaml', 'fail'));
    expect(locate('a.yaml', 'serverApi.identifierUri')).toBeNull();
  });
});
