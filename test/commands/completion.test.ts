import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { EVERYWHERE, optionsOf } from '../../src/cli/options.ts';
import { ALL_CHECKS } from '../../src/core/checks/index.ts';
import { commandBench } from '../support/command.ts';

const scriptOf = async (shell: string) => (await commandBench().run('completion', shell)).out;

/** What bash offers for the last of the words, from the script as it was sourced. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const ask = `${await scriptOf('bash')}
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_entra_mcp_setup
((\${#COMPREPLY[@]})) && printf '%s\\n' "\${COMPREPLY[@]}"
exit 0
`;
  const out = execFileSync('bash', ['--norc', '-c', ask, 'bash', 'entra-mcp-setup', ...words], {
    encoding: 'utf8',
  });
  return out.split('\n').filter((line) => line !== '');
}

describe('completion bash, sourced in bash,', () => {
  it('offers every command', async () => {
    expect(await offered('')).toEqual([...COMMANDS.map(({ name }) => name), 'help']);
  });

  it('completes the start of a command after a flag with a value', async () => {
    expect(await offered('--cloud', 'china', 'ver')).toEqual(['verify']);
  });

  it('offers the flags of the command and the common ones', async () => {
    const flags = await offered('verify', '--');
    expect(
      ['--shard', '--only', '--practice', '--json', '--help'].filter((flag) => !flags.includes(flag)),
    ).toEqual([]);
  });

  it('offers no flag of another command', async () => {
    expect(await offered('verify', '--purge')).toEqual([]);
  });

  it('offers the values of a flag', async () => {
    expect(await offered('verify', '--fail-on', '')).toEqual(['error', 'warning', 'never']);
  });

  it('offers the values behind an equals sign, which bash makes a word of its own', async () => {
    expect(await offered('verify', '--format', '=', 'js')).toEqual(['json']);
  });

  it('offers every check to --only', async () => {
    const ids = await offered('verify', '--only', '');
    expect(ALL_CHECKS.filter(({ id }) => !ids.includes(id))).toEqual([]);
  });

  it('completes the last of several checks', async () => {
    expect(await offered('verify', '--skip', 'practice,client-app.o')).toEqual([
      'practice,client-app.owners',
    ]);
  });

  it('offers faults to practice break', async () => {
    expect(await offered('practice', 'break', 'expired')).toEqual(['expired-secret']);
  });

  it('leaves paths to bash', async () => {
    expect(await offered('verify', 'envs/')).toEqual([]);
  });
});

describe('completion', () => {
  const wanted = [
    ...COMMANDS.map(({ name }) => name),
    ...[...EVERYWHERE, ...COMMANDS.flatMap(optionsOf)].flatMap(
      ({ flags }) => /--([a-z-]+)/.exec(flags)?.[1] ?? [],
    ),
  ];

  it.each(['bash', 'zsh', 'fish', 'powershell'])('%s knows every command and flag', async (shell) => {
    const script = await scriptOf(shell);
    expect(wanted.filter((word) => !script.includes(word))).toEqual([]);
  });

  it.each(['', 'tcsh', 'constructor'])('refuses the shell "%s"', async (shell) => {
    expect((await commandBench().run('completion', ...(shell === '' ? [] : [shell]))).exitCode).toBe(2);
  });
});
