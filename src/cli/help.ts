import type { Command } from '../commands/run/command.ts';
import { type OptionGroup, wordsOf } from '../commands/run/option.ts';
import { COMMANDS } from './commands.ts';
import { EVERYWHERE, listedOptions, type OptionSpec } from './options.ts';

const HEADINGS: readonly (readonly [group: OptionGroup | undefined, heading: string])[] = [
  [undefined, 'Options'],
  ['answer', 'What you answer'],
  ['sign-in', 'How you sign in, and what is waited for'],
  ['output', 'Output'],
];

/** Flags that the parser brings along. */
export const BUILT_IN: readonly OptionSpec[] = [
  { flags: '-V, --version', summary: 'print the version', repeatable: false, group: 'output' },
  { flags: '-h, --help', summary: 'show help', repeatable: false, group: 'output' },
];

const EPILOGUE = `Contacts only the sign-in service and Microsoft Graph of the chosen cloud, and what you name. No telemetry.
`;

const ANSWERS_ELSEWHERE =
  'Each answer also has a variable and a key in entra-mcp.yaml: entra-mcp-setup help environment\n';

const TRY = `Try it without a tenant:
  entra-mcp-setup setup --practice

Examples and all options of a command: entra-mcp-setup help <command>
Topics exit-codes, environment, permissions, ci, formats: entra-mcp-setup help <topic>
`;

/** What the program does: its commands, then what all of them take. Lines are whole; whoever prints them breaks them. */
export async function programHelp(): Promise<string> {
  const options = await optionSections([...EVERYWHERE, ...BUILT_IN]);
  return [shortHelp(), ...options, EPILOGUE].join('\n');
}

/** The commands alone. */
export function shortHelp(): string {
  const commands = COMMANDS.map(
    ({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const,
  );
  return [
    'Usage: entra-mcp-setup <command> [options]\n',
    'Sets up, verifies and troubleshoots Microsoft Entra ID for an MCP server.\n',
    section('Commands', commands),
    TRY,
  ].join('\n');
}

/** One command: what it does, how it is used, and the options that it reads. */
export async function commandHelp(command: Command): Promise<string> {
  const { name, operands, summary, examples } = command;
  const shown = examples.map(({ line, does }) => `  ${sentence(does)}:\n    ${line}\n`);
  const options = await optionSections([...listedOptions(command), ...BUILT_IN.slice(1)]);
  return [
    `Usage: ${`entra-mcp-setup ${name} [options] ${operands}`.trim()}\n`,
    `${sentence(summary)}.\n`,
    `${examples.length === 1 ? 'Example' : 'Examples'}:\n${shown.join('')}`,
    ...options,
    ...(command.answers.length > 1 ? [ANSWERS_ELSEWHERE] : []),
  ].join('\n');
}

async function optionSections(options: readonly OptionSpec[]): Promise<readonly string[]> {
  const sections = HEADINGS.map(async ([group, heading]) => {
    const rows = options.filter((option) => option.group === group).map(rowOf);
    return rows.length === 0 ? [] : [section(heading, await Promise.all(rows))];
  });
  return (await Promise.all(sections)).flat();
}

type Row = readonly [label: string, summary: string];

async function rowOf({ flags, summary, words, namesWords }: OptionSpec): Promise<Row> {
  const known = namesWords ? await wordsOf(words) : [];
  return [flags, known.length === 0 ? summary : `${summary}: ${known.join(', ')}`];
}

const WIDEST_LABEL = 30;

function section(heading: string, rows: readonly Row[]): string {
  const width = Math.min(WIDEST_LABEL, Math.max(...rows.map(([label]) => label.length)));
  const lines = rows.map(([label, summary]) => `  ${label.padEnd(width)}  ${summary}\n`);
  return `${heading}:\n${lines.join('')}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
