import { ANSWER_NAMES, type AnswerName, type BlueprintInput } from '../../core/answers.ts';
import type { WizardAnswers } from '../../ui/wizard/answers.ts';
import { sameFromFile } from '../../ui/wizard/same-command.ts';
import { CONFIG_FILE } from '../run/config-names.ts';
import { type Inputs, inOutDir } from '../run/inputs.ts';

/** The inputs with the wizard's answers, which win over file and flags. */
export function inputsFrom(inputs: Inputs, answers: WizardAnswers): Inputs {
  const chosen = Object.fromEntries(
    ANSWER_NAMES.filter((name) => isWorthKeeping(name, answers, inputs)).map((name) => [name, answers[name]]),
  ) as BlueprintInput;
  const outDir = answers.outDir ?? inputs.outDir;
  return {
    ...inputs,
    outDir,
    // A file that was read stays where it is.
    configPath: inputs.document === null ? inOutDir(outDir, CONFIG_FILE) : inputs.configPath,
    input: { ...inputs.input, ...(answers.consentedBefore && { grantAdminConsent: false }), ...chosen },
  };
}

/** Whether the answer goes into the blueprint. No MCP clients is the default, which a file without them need not say. */
function isWorthKeeping(name: AnswerName, answers: WizardAnswers, { input }: Inputs): boolean {
  if (name === 'clients' && answers.clients?.length === 0) return input.clients !== undefined;
  return answers[name] !== undefined;
}

/** The command that does the same without questions. Consent is left out: the file holds it by then. */
export function sameCommand(inputs: Inputs, answers: WizardAnswers): string {
  const { outDir, configPath } = inputsFrom(inputs, answers);
  return sameFromFile(configPath, { ...answers, outDir });
}
