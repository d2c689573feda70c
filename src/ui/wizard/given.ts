import { ANSWERS } from '../../core/answers.ts';
import type { WizardAnswers } from './answers.ts';
import type { GivenAnswers } from './welcome.ts';

/**
 * An app id that was given is the choice of that app. One from the file was accepted when it was written there; one
 * from a flag or variable is shown with its differences before it is adopted. Whoever has such apps has chosen the guide.
 */
export function withChosenApps({ answers, origins }: GivenAnswers): WizardAnswers {
  const accepted = (name: 'serverAppId' | 'clientAppId') =>
    origins[name] !== ANSWERS[name].flag && origins[name] !== ANSWERS[name].variable;
  const { serverAppId, clientAppId } = answers;
  const isOldSetup = serverAppId !== undefined || clientAppId !== undefined;
  const isInFile =
    (serverAppId !== undefined && accepted('serverAppId')) ||
    (clientAppId !== undefined && accepted('clientAppId'));
  return {
    ...(isOldSetup && { guide: 'gateway' }),
    // A file with apps that names no MCP clients says that there are none.
    ...(isInFile && { clients: [] }),
    ...(serverAppId && {
      serverApp: serverAppId,
      ...(accepted('serverAppId') && { serverAdopted: serverAppId }),
    }),
    ...(clientAppId && {
      clientApp: clientAppId,
      ...(accepted('clientAppId') && { clientAdopted: clientAppId }),
    }),
    ...answers,
  };
}
