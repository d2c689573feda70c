import { type CompletedCommand, type CompletedFlag, type CompletionModel, PROGRAM } from './model.ts';

/** For zsh: works as a file named `_entra-mcp-setup` in `fpath` and when it is sourced. */
export function zshScript({ commands, common }: CompletionModel): string {
  return `#compdef ${PROGRAM}
# zsh completion of ${PROGRAM}: source <(${PROGRAM} completion zsh)
_entra_mcp_setup() {
  local context state line curcontext="$curcontext"
  local -a common commands
  common=(
${common.map((flag) => `    ${specOf(flag)}`).join('\n')}
  )
  commands=(
${commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`).join('\n')}
  )
  _arguments -C $common '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = "_entra_mcp_setup" ] || [ "$funcstack[1]" = "_${PROGRAM}" ]; then
  _entra_mcp_setup "$@"
else
  compdef _entra_mcp_setup ${PROGRAM}
fi
`;
}

function commandCase({ name, flags, operands }: CompletedCommand): string {
  const rest = operands.length === 0 ? `'*: :_files'` : quote(`*: :(${operands.join(' ')})`);
  return `        ${name}) _arguments ${[...flags.map(specOf), rest].join(' ')} ;;`;
}

/** `--flag=[summary]: :(values)`, with the short form as an alternative. */
function specOf({ name, short, summary, takesValue, values, list }: CompletedFlag): string {
  const description = `[${summary.replace(/[[\]:\\]/g, '\\$&')}]`;
  const words = list ? `_values -s , value ${values.join(' ')}` : `(${values.join(' ')})`;
  const action = takesValue ? `: :${values.length === 0 ? '_files' : words}` : '';
  if (short === null) return quote(`*${name}${takesValue ? '=' : ''}${description}${action}`);
  return `'(-${short} ${name})'{-${short},${name}}${quote(`${description}${action}`)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
