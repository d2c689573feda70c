import { ANSWER_NAMES, ANSWERS, type AnswerName } from '../../core/answers.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { WizardAnswers } from './answers.ts';

/** Answers without a key in the file, which the command has to give. */
const OUTSIDE_THE_FILE = ANSWER_NAMES.filter((name) => ANSWERS[name].configKey === null);

/** The command that does the same without questions, from the file that was written. */
export function sameFromFile(configPath: string, answers: WizardAnswers): string {
  const flags = OUTSIDE_THE_FILE.filter((name) => name !== 'outDir' || answers.outDir !== '.').flatMap(
    (name) => flagsOf(name, answers),
  );
  return ['entra-mcp-setup', 'apply', '--config', shellWord(configPath), ...flags, '--yes'].join(' ');
}

function flagsOf(name: AnswerName, answers: WizardAnswers): readonly string[] {
  const value = answers[name];
  const { flag, flagArgument } = ANSWERS[name];
  if (value === undefined || value === false) return [];
  if (flagArgument === null) return [flag];
  if (Array.isArray(value)) {
    return name === 'redirectUris'
      ? value.flatMap((one) => [flag, shellWord(one)])
      : [flag, shellWord(value.join(','))];
  }
  return [flag, shellWord(String(value))];
}
