import { ANSWER_NAMES, ANSWERS } from '../../core/answers.ts';
import type { WizardAnswers } from '../../ui/wizard/answers.ts';
import type { GivenAnswers } from '../../ui/wizard/welcome.ts';
import type { Inputs } from '../run/inputs.ts';
import type { SetupFlags } from './command.ts';

const ORIGINS = { flag: 'flag', variable: 'variable', file: 'file' } as const;

/** The answers that flags, variables and the file give, which are not asked for, and where each came from. */
export function givenAnswers(
  { input, givenBy, configPath }: Inputs,
  { auth, new: isNew }: SetupFlags,
): GivenAnswers {
  const isOldConsent = givenBy.grantAdminConsent === 'file' && input.grantAdminConsent === true;
  const names = ANSWER_NAMES.filter((name) => givenBy[name] !== undefined).filter(
    (name) => !(isOldConsent && name === 'grantAdminConsent'),
  );
  const origin = (name: (typeof names)[number]): string => {
    const { flag, variable } = ANSWERS[name];
    return { flag, variable, file: configPath }[ORIGINS[givenBy[name] ?? 'file']];
  };
  const answers = Object.fromEntries(names.map((name) => [name, input[name]])) as WizardAnswers;
  return {
    answers: {
      ...answers,
      ...(isOldConsent && { consentedBefore: true }),
      ...(auth === undefined ? {} : { auth }),
      ...(isNew && answers.clientAppId === undefined && { clientApp: 'create' }),
      ...(isNew && answers.serverAppId === undefined && { serverApp: 'create' }),
    },
    origins: Object.fromEntries(names.map((name) => [name, origin(name)])),
  };
}
