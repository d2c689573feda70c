import { type CompletedCommand, type CompletedFlag, type CompletionModel, PROGRAM } from './model.ts';

/** For fish: `entra-mcp-setup completion fish > ~/.config/fish/completions/entra-mcp-setup.fish`. */
export function fishScript({ commands, common }: CompletionModel): string {
  const lines = [
    `# fish completion of ${PROGRAM}: ${PROGRAM} completion fish | source`,
    `complete -c ${PROGRAM} -e`,
    ...commands.map(
      ({ name, summary }) =>
        `complete -c ${PROGRAM} -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ),
    ...common.map((flag) => flagLine(flag, '__fish_use_subcommand')),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, flags, operands }: CompletedCommand): readonly string[] {
  const own = flags.map((flag) => flagLine(flag, seen(name)));
  if (operands.length === 0) return own;
  return [...own, `complete -c ${PROGRAM} -n ${seen(name)} -f -a ${quote(operands.join(' '))}`];
}

function flagLine(
  { name, short, summary, takesValue, values, list }: CompletedFlag,
  condition: string,
): string {
  const parts = [
    `complete -c ${PROGRAM}`,
    `-n ${condition}`,
    short === null ? '' : `-s ${short}`,
    `-l ${name.slice(2)}`,
    takesValue ? (values.length === 0 ? '-r' : `-x -a ${offer(values, list)}`) : '',
    `-d ${quote(summary)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Values that are joined by commas are completed after the last one. */
function offer(values: readonly string[], list: boolean): string {
  return list ? quote(`(__fish_append , ${values.join(' ')})`) : quote(values.join(' '));
}

function seen(command: string): string {
  return quote(`__fish_seen_subcommand_from ${command}`);
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
