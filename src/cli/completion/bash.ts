import { allFlags, type CompletedFlag, type CompletionModel, PROGRAM } from './model.ts';

/**
 * For bash 3.2 and later. A word is completed as a flag, as the value of the flag before it, or as an operand of the
 * command; where there is nothing to offer, bash completes paths.
 */
export function bashScript(model: CompletionModel): string {
  const flags = allFlags(model);
  return `# bash completion of ${PROGRAM}: source <(${PROGRAM} completion bash)
_entra_mcp_setup() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="" command="" word="" words="" index=1 joined=""
  ((COMP_CWORD > 0)) && previous="\${COMP_WORDS[COMP_CWORD - 1]}"
  # bash makes words of their own of "=" and what follows it.
  if [[ "$current" == "=" ]]; then
    current=""
  elif [[ "$previous" == "=" ]]; then
    previous="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  while ((index < COMP_CWORD)); do
    word="\${COMP_WORDS[index]}"
    case "$word" in
      ${alternatives(flags.filter(({ takesValue }) => takesValue).map(({ name }) => name))})
        [[ "\${COMP_WORDS[index + 1]}" == "=" ]] && ((index++))
        ((index++))
        ;;
      -*) ;;
      *)
        command="$word"
        break
        ;;
    esac
    ((index++))
  done
  case "$previous" in
${flags
  .filter(({ takesValue }) => takesValue)
  .map(valueCase)
  .join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    case "$command" in
      "") words="${names(model.common)}" ;;
${model.commands.map(({ name, flags: own }) => `      ${name}) words="${names(own)}" ;;`).join('\n')}
    esac
  else
    case "$command" in
      "") words="${model.commands.map(({ name }) => name).join(' ')}" ;;
${model.commands
  .filter(({ operands }) => operands.length > 0)
  .map(({ name, operands }) => `      ${name}) words="${operands.join(' ')}" ;;`)
  .join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}

_entra_mcp_setup_list() {
  local before=""
  [[ "$2" == *,* ]] && before="\${2%,*},"
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${2##*,}"))
}

complete -o default -F _entra_mcp_setup ${PROGRAM}
`;
}

function alternatives(words: readonly string[]): string {
  return words.join(' | ');
}

function names(flags: readonly CompletedFlag[]): string {
  return flags.map(({ name }) => name).join(' ');
}

function valueCase({ name, values, list }: CompletedFlag): string {
  const words = values.join(' ');
  const offer = list
    ? `_entra_mcp_setup_list "${words}" "$current"`
    : `COMPREPLY=($(compgen -W "${words}" -- "$current"))`;
  return `    ${name})
      ${values.length === 0 ? 'COMPREPLY=()' : offer}
      return
      ;;`;
}
