import { describe, expect, it, test } from 'vitest';
import { launchFor } from '../../src/cli/launch.ts';
import { again, signingInBy } from '../../src/commands/run/again.ts';
import { completeCommands } from '../../src/commands/run/printed-commands.ts';
import type { GivenFlags } from '../../src/core/launch.ts';
import { openDesk, setUpDesk } from '../support/desk.ts';

const NOTHING: GivenFlags = { answers: {} };

/** What is printed to somebody who started `command` so, and should sign in by browser. */
function printed(command: string, operands: readonly string[], flags: Partial<GivenFlags> = {}): string {
  const launch = launchFor({ ...NOTHING, ...flags }, {}, { command, operands });
  return completeCommands(again(launch, '--auth browser'), launch).replace('entra-mcp-setup ', '');
}

describe('the command that runs, printed with another way to sign in', () => {
  it.each<[string, readonly string[], Partial<GivenFlags>, string]>([
    ['apply', ['plan.json'], { yes: true }, 'apply plan.json --yes --auth browser'],
    ['apply', [], { new: true, yes: true }, 'apply --new --yes --auth browser'],
    [
      'verify',
      ['a.yaml'],
      { only: ['client-app'] },
      'verify --config a.yaml --only client-app --auth browser',
    ],
    ['verify', ['a.yaml', 'b c.yaml'], {}, "verify a.yaml 'b c.yaml' --auth browser"],
    ['verify', ['a.yaml'], { config: 'c.yaml' }, 'verify --config c.yaml a.yaml --auth browser'],
    ['show', ['tenant.json'], {}, 'show tenant.json --auth browser'],
    ['show', [], { snapshot: 's.json' }, 'show --snapshot s.json --auth browser'],
    [
      'diagnose',
      ['AADSTS65001'],
      { user: 'a@b.example' },
      'diagnose AADSTS65001 --user a@b.example --auth browser',
    ],
    ['diagnose', ['x'.repeat(41)], {}, 'diagnose "<the same text>" --auth browser'],
    ['diagnose', [], { auth: 'device-code', signIns: true }, 'diagnose --sign-ins --auth browser'],
    ['', [], {}, 'setup --auth browser'],
  ])('names what %s was given: %j %j', (command, operands, flags, expected) => {
    expect(printed(command, operands, flags)).toBe(expected);
  });
});

test('a blueprint that is named as an operand is in every command that is printed', async () => {
  const desk = await setUpDesk();
  desk.disk.put('sub/a.yaml', desk.disk.text('entra-mcp.yaml'));
  const { out, err } = await desk.run('plan sub/a.yaml --practice --out p.json');
  expect((out + err).replaceAll(/\s+/g, ' ')).toContain('apply --config sub/a.yaml --practice p.json');
});

test('what a snapshot shows is kept, whatever the deadline', async () => {
  const desk = await setUpDesk();
  await desk.run('show --practice --snapshot s.json');
  desk.disk.put('e/a.yaml', desk.disk.text('entra-mcp.yaml'));
  const { document } = await desk.run('show s.json e/a.yaml --practice --deadline 1ms --json');
  const { results = [] } = document as { readonly results?: readonly { readonly config?: string }[] };
  expect(results.map(({ config }) => config)).toEqual(['e/a.yaml', 's.json']);
});

describe('who signed in another way than was given', () => {
  it.each([
    [undefined, 'browser', 'browser'],
    ['device-code', 'browser', 'browser'],
    ['browser', 'device-code', 'device-code'],
    [undefined, 'device-code', undefined],
    ['azure-cli', undefined, 'azure-cli'],
  ])('is told commands with the way that was taken: %s, then %s', (given, taken, expected) => {
    const launch = launchFor({ ...NOTHING, ...(given && { auth: given }) }, {});
    expect(signingInBy(launch, taken).flags.auth).toBe(expected);
  });

  it('where something is left to do, too', async () => {
    const desk = await openDesk();
    desk.break('no-consent-role');
    const choose = (ask: string, label: string) => ({ ask, choose: label });
    const { err } = await desk.run('setup --practice --mcp-url https://mcp.contoso.com/mcp', {
      script: [
        choose('How do you want to sign in?', 'Browser on this computer'),
        { ask: 'Which MCP clients do people use?', do: 'default' },
        { ask: 'Set it up like this?', do: 'default' },
        choose('What do you want to do with this plan?', 'Apply'),
        { ask: 'Do more now?', do: 'default' },
      ],
    });
    const last = err.slice(err.lastIndexOf('Next'), err.lastIndexOf('For an administrator'));
    const commands =
      last.replaceAll(/\s+/g, ' ').match(/entra-mcp-setup (?:verify|test|apply)(?: \S+){6}/g) ?? [];
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) expect(command).toContain('--auth browser');
  });
});
