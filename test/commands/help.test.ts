import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { launchFor } from '../../src/cli/launch.ts';
import { keyOf, listedOptions, optionsOf } from '../../src/cli/options.ts';
import { parseCommandLine } from '../../src/cli.ts';
import { ANSWER_GROUPS } from '../../src/commands/run/answer-groups.ts';
import { formatsOf } from '../../src/commands/run/command.ts';
import { COMMON_OPTIONS } from '../../src/commands/run/common-options.ts';
import { longOf } from '../../src/commands/run/option.ts';
import { completeCommands } from '../../src/commands/run/printed-commands.ts';
import { ANSWER_NAMES } from '../../src/core/answers.ts';
import { type Desk, openDesk, setUpDesk } from '../support/desk.ts';
import { wordsOf } from '../support/printed.ts';
import { reachedFrom } from '../support/reached-files.ts';

/** In whole lines, as where there is no terminal. */
const helpOf = async (...words: readonly string[]) =>
  (await (await openDesk()).run([...words, '--help'], { terminal: { columnsOut: null } })).out;

describe('help', () => {
  it('shows commands first, then what is answered, how to sign in, and output', async () => {
    const help = await helpOf();
    const headings = [...help.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Commands',
      'Try it without a tenant',
      'What you answer',
      'How you sign in, and what is waited for',
      'Output',
    ]);
  });

  it('names every command', async () => {
    const help = await helpOf();
    expect(COMMANDS.filter(({ name }) => !help.includes(`\n  ${name} `))).toEqual([]);
  });

  it('is the same by its three names', async () => {
    const desk = await openDesk();
    const texts = await Promise.all(['--help', '-h', 'help'].map(async (word) => (await desk.run(word)).out));
    expect(new Set(texts).size).toBe(1);
  });

  it.each([40, 44, 60, 80, 132, 200])('is broken at words at %i columns', async (columns) => {
    const desk = await openDesk();
    for (const words of [['--help'], ...COMMANDS.map(({ name }) => [name, '--help'])]) {
      const { out } = await desk.run(words, { terminal: { columns, columnsOut: columns } });
      const whole = await helpOf(...words.slice(0, -1));
      const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean);
      expect(wordsIn(out)).toEqual(wordsIn(whole));
      const long = out.split('\n').filter((line) => stringWidth(line) > columns);
      // A command is never broken: a shell would run its first half.
      expect(long.filter((line) => !/^ *(?:Usage: )?entra-mcp-setup /.test(line))).toEqual([]);
    }
  });
});

describe.each(COMMANDS.map((command) => [command.name, command] as const))('help of %s', (name, command) => {
  it('shows the options that it lists, each once, and no other', async () => {
    const help = await helpOf(name);
    const shown = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag);
    const listed = listedOptions(command).map(({ flags }) => longOf(flags));
    expect(shown.toSorted()).toEqual([...listed, '--help'].toSorted());
  });

  it('lists nothing that it does not take', () => {
    const taken = [...optionsOf(command), ...Object.values(COMMON_OPTIONS)].map(({ flags }) => longOf(flags));
    const listed = listedOptions(command).map(({ flags }) => longOf(flags));
    expect(listed.filter((flag) => ![...taken, '--tenant', '--cloud'].includes(flag))).toEqual([]);
  });

  it('lists no option that nothing it runs reads', () => {
    const read = reachedFrom(command.name).join('\n');
    const names = [...Object.keys(command.options), ...command.reads.filter((one) => !BY_CLI.includes(one))];
    const isRead = (one: string) =>
      new RegExp(
        String.raw`\bflags\??\.${one}\b|[{,]\s*${one}(?: = [^,}]*|: \w+)?\s*[,}][^;]{0,160}Flags\b`,
      ).test(read);
    expect(names.filter((one) => !isRead(one))).toEqual([]);
  });

  it('is completed where it is printed, with the set-up that it would be about', () => {
    const launch = launchFor({ answers: {}, config: 'mine.yaml' }, { npm_command: 'exec' });
    const takesSetup = command.answers.some((group) => group !== 'where') && !OF_ITS_OWN.includes(name);
    expect(completeCommands(`entra-mcp-setup ${name}`, launch)).toBe(
      `npx entra-mcp-setup ${name}${takesSetup ? ' --config mine.yaml' : ''}`,
    );
  });

  it('offers the formats that its result has', async () => {
    const formats = /--format <name> +.*?: (.*)$/m.exec(await helpOf(name))?.[1]?.split(', ') ?? [];
    expect(formats).toEqual(formatsOf(command));
  });

  it('has examples that parse', () => {
    expect(command.examples.length).toBeGreaterThanOrEqual(1);
    for (const { line } of command.examples) {
      const parsed = parseCommandLine(wordsOf(line).slice(1), '1.0.0');
      expect(parsed).toMatchObject({ kind: 'run', command: { name } });
      if (parsed.kind === 'run') expect(() => command.prepare(parsed.given)).not.toThrow();
    }
  });

  it('has examples that run on the practice tenant', async () => {
    const desk = await withInputs(await setUpDesk());
    for (const { line } of command.examples) {
      if (ALONE.test(line)) continue;
      const words = [...wordsOf(line).slice(1), '--practice'];
      const run = await desk.copy().run(words);
      expect([0, 1, 3], `${line}\n${run.err}`).toContain(run.exitCode);
    }
  });
});

/** An assistant starts it, with the flags that its own file gives. */
const OF_ITS_OWN: readonly string[] = ['mcp'];

/** Read by the command line itself or by what it composes: the terminal, the transport, the practice tenant. */
const BY_CLI: readonly string[] = ['practice', 'input', 'accessible', 'timeout', 'verbose', 'redact'];

/** A conversation, a server that runs until its client leaves, and a vault or a gateway that the practice tenant is not. */
const ALONE = /^entra-mcp-setup (?:setup|mcp)\b/;

/** The files that examples name. */
async function withInputs(desk: Desk): Promise<Desk> {
  const result = (await desk.run('verify --practice --json')).out;
  for (const name of ['result.json', 'part-1.json', 'part-2.json']) desk.disk.put(name, result);
  desk.disk.put('envs/one.yaml', desk.disk.text('entra-mcp.yaml'));
  desk.disk.put('error.log', 'AADSTS65001: The user or administrator has not consented');
  await desk.run('show --practice --snapshot tenant.json');
  await desk.run('plan --practice --out plan.json');
  return desk;
}

it('puts every answer into one group', () => {
  expect(Object.values(ANSWER_GROUPS).flat().toSorted()).toEqual([...ANSWER_NAMES].toSorted());
});

it('reads each option under the name that the parser gives it', () => {
  const tables = [COMMON_OPTIONS, ...COMMANDS.map(({ options }) => options)];
  const odd = tables.flatMap((table) =>
    Object.entries(table).filter(([name, { flags }]) => keyOf(flags) !== name),
  );
  expect(odd).toEqual([]);
});
