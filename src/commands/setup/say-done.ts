import type { Report } from '../../core/report.ts';
import { fold } from '../../layout/wrap.ts';
import type { Outside } from '../../outside.ts';
import { renderFormat } from '../../report/formats.ts';
import { renderResult } from '../../ui/wizard/result.ts';
import { HANDOFF_FILE } from '../files/pages.ts';
import { completeDocumentCommands } from '../run/document-commands.ts';
import { completeCommands } from '../run/printed-commands.ts';
import { newsOfAddress } from './address.ts';
import type { SetupFlags } from './command.ts';
import { offerMore } from './offer-more.ts';
import { type Done, lacksConsentAlone, resultOf } from './result.ts';

/** Ends the wizard: prints the result, offers further work, and last prints the page for an administrator. */
export async function sayDone(
  outside: Outside,
  flags: SetupFlags,
  document: Report,
  done: Done,
): Promise<void> {
  const { terminal, launch, practice } = outside;
  const address = await newsOfAddress(outside, done.blueprint, done.tenant);
  const isOpen = document.exitCode !== 0 && !lacksConsentAlone(document.checks ?? []);
  if (isOpen) terminal.err(await renderedReport(outside, document));
  const last = renderResult(resultOf(document, done, { address, isPractice: practice !== null }), terminal);
  if (document.exitCode === 0) terminal.out(fold(completeCommands(last, launch), terminal.columnsOut));
  else terminal.err(last);
  await offerMore(outside, flags, document, done);
  await sayHandOff(outside, document);
}

async function renderedReport(
  { terminal, launch }: Pick<Outside, 'terminal' | 'launch'>,
  document: Report,
): Promise<string> {
  const { color, unicode, accessible, columns } = terminal;
  const options = { color, unicode, accessible, columns, verbose: false, stepsShown: true };
  return renderFormat('text', completeDocumentCommands(document, launch, 'screen'), options);
}

/** Prints the page for an administrator, where one was written, so that it can be copied from the screen. */
async function sayHandOff(
  { terminal, files }: Pick<Outside, 'terminal' | 'files'>,
  { applied }: Report,
): Promise<void> {
  const path = applied?.files.find((one) => one.endsWith(HANDOFF_FILE));
  const page = path === undefined ? null : await files.readText(path);
  if (page !== null) terminal.err(`\nFor an administrator (${path}):\n\n${page.trimEnd()}\n`);
}
