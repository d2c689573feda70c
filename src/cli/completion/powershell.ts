import { allFlags, type CompletedFlag, type CompletionModel, PROGRAM } from './model.ts';

/** For Windows PowerShell 5.1 and PowerShell 7. */
export function powershellScript(model: CompletionModel): string {
  const { commands, common } = model;
  const flags = allFlags(model);
  return `# PowerShell completion of ${PROGRAM}: ${PROGRAM} completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ${PROGRAM} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = [ordered]@{
${commands.map(({ name, summary }) => `    ${quote(name)} = ${quote(summary)}`).join('\n')}
  }
  $summaries = @{
${flags.map(({ name, summary }) => `    ${quote(name)} = ${quote(summary)}`).join('\n')}
  }
  $common = ${list(common.map(({ name }) => name))}
  $own = @{
${commands.map(({ name, flags: ownFlags }) => `    ${quote(name)} = ${list(ownFlags.map((flag) => flag.name))}`).join('\n')}
  }
  $operands = @{
${commands
  .filter(({ operands }) => operands.length > 0)
  .map(({ name, operands }) => `    ${quote(name)} = ${list(operands)}`)
  .join('\n')}
  }
  $values = @{
${flags.filter(takesValue).map(valuesOf).join('\n')}
  }
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -and $words.Count -gt 0) { $words = @($words | Select-Object -SkipLast 1) }
  $command = ''
  $previous = ''
  foreach ($word in $words) {
    if (-not $command -and -not $word.StartsWith('-') -and -not $values.ContainsKey($previous)) { $command = $word }
    $previous = $word
  }
  if ($values.ContainsKey($previous)) { $offered = $values[$previous] }
  elseif ($wordToComplete.StartsWith('-')) { $offered = if ($command) { $own[$command] } else { $common } }
  elseif (-not $command) { $offered = @($commands.Keys) }
  else { $offered = @($operands[$command]) }
  $offered | Where-Object { $_ -and $_.StartsWith($wordToComplete) } | ForEach-Object {
    $tip = if ($commands.Contains($_)) { $commands[$_] } elseif ($summaries.ContainsKey($_)) { $summaries[$_] } else { $_ }
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $tip)
  }
}
`;
}

function takesValue(flag: CompletedFlag): boolean {
  return flag.takesValue;
}

function valuesOf({ name, values }: CompletedFlag): string {
  return `    ${quote(name)} = ${list(values)}`;
}

function list(words: readonly string[]): string {
  return `@(${words.map(quote).join(', ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
