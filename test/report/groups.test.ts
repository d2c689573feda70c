import { describe, expect, it } from 'vitest';
import { renderFormat } from '../../src/report/formats.ts';
import { errorGroupsOf, whoseWords } from '../../src/report/groups.ts';
import { mergeResults } from '../../src/report/merge.ts';
import { verdictOf } from './sample-ids.ts';
import { healthyReport } from './samples.ts';

const reason = (permission: string): string =>
  `Microsoft Graph did not allow it. Reading it needs ${permission}.`;
/** Two checks that could not be judged, for the same reason. */
const unread = (config: string, permission = 'Application.Read.All') =>
  healthyReport({
    config,
    checks: (['server-api.scope', 'server-api.exists'] as const).map((id) =>
      verdictOf(id, 'unknown', { message: reason(permission) }),
    ),
  });

describe('a reason for which checks of several configurations could not be judged', () => {
  it('is told once, with all that have it and what to grant', () => {
    const groups = errorGroupsOf([
      unread('a.yaml'),
      unread('b.yaml'),
      unread('c.yaml', 'Directory.Read.All'),
    ]);
    expect(groups.map((group) => [group.error.title, whoseWords(group), group.error.nextSteps])).toEqual([
      [
        '4 checks could not be judged',
        '2 configurations: a.yaml, b.yaml',
        ['An administrator grants Application.Read.All to who signs in.'],
      ],
    ]);
  });

  it('is left to the configuration where no other has it', () => {
    expect(errorGroupsOf([unread('a.yaml'), healthyReport({ config: 'b.yaml' })])).toEqual([]);
  });

  it.each(['text', 'markdown', 'html'] as const)('says what to grant in %s', async (format) => {
    const text = await renderFormat(format, mergeResults([unread('a.yaml'), unread('b.yaml')]), {
      columns: 0,
    });
    expect(text.split('An administrator grants Application.Read.All to who signs in').length).toBeGreaterThan(
      1,
    );
    expect(text.match(/4 checks could not be judged/g)).toHaveLength(1);
  });
});
