import { describe, expect, it } from 'vitest';
import { withoutHashCommands, withoutLogCommands } from '../../src/core/log-commands.ts';
import { jsonText } from '../../src/report/clean.ts';

const ORDERS = [
  '##vso[task.setvariable variable=PATH]/tmp',
  'name ##VSO[task.logissue type=error]x',
  '##[add-path]/tmp',
  'MCP ###[group]x',
  '::add-mask::x',
  '  ::set-output name=a::b',
  '"::stop-commands::x"',
  'line one\n::error::x',
];
/** What Azure Pipelines and GitHub look for. */
const OBEYED = /##(?:vso)?\[|(?:^|["\s])::[a-z-]+/im;

describe('an order to the runner of a CI job', () => {
  it.each(ORDERS)('is broken apart in a text: %j', (order) => {
    expect(order).toMatch(OBEYED);
    expect(withoutLogCommands(order)).not.toMatch(OBEYED);
  });

  it.each(ORDERS)('is written another way in JSON, where it reads the same: %j', (order) => {
    const text = jsonText({ name: order, [order]: 1 });
    expect(text).not.toMatch(OBEYED);
    expect(JSON.parse(text)).toEqual({ name: order, [order]: 1 });
  });

  it('is broken apart by a blank, which a person reads over', () => {
    expect(withoutLogCommands('::add-mask::x ##vso[y]')).toBe(': :add-mask::x ##vso [y]');
  });

  it('stays where it is our own annotation, whose message holds none', () => {
    expect(withoutHashCommands('::error file=a.yaml::x ##vso[y]')).toBe('::error file=a.yaml::x ##vso [y]');
  });

  it.each(['http://[::1]:8080/callback', 'fe80::1', 'a::b', '## [link](x)', 'C# and #[x]'])(
    'is not seen in %s',
    (text) => expect(withoutLogCommands(text)).toBe(text),
  );
});
