import type { Report } from '../../core/report.ts';
import { withUnbreakableSpaces } from '../../core/whole-commands.ts';
import { gitignoreLines } from '../../emit/env-file.ts';
import { SetupError } from '../../errors.ts';
import { clientRow, isMcpClient } from '../../mcp-clients/clients.ts';
import type { Outside } from '../../outside.ts';
import type { Choice } from '../../ports.ts';
import { renderFormat } from '../../report/formats.ts';
import { say } from '../../ui/layout.ts';
import { completeDocumentCommands } from '../run/document-commands.ts';
import { type InputSources, inOutDir } from '../run/inputs.ts';
import type { Reporting } from '../run/result.ts';
import type { WalkOutside } from '../test/chain-user.ts';
import type { SetupFlags } from './command.ts';
import { type Done, lacksAnyConsent } from './result.ts';

/** Something that the wizard can do at its end, after everything was written. */
interface Offer {
  readonly label: string;
  readonly hint: string;
  readonly work: () => Promise<void>;
}

const HELP =
  'Each of these can be done later as well, by the commands above. The walk signs a user in to MCP Client App, exchanges the token as the server does, and reads as the user: it changes nothing.';

/** Offers further work until the person wants no more. Ctrl-C means no here: the set-up is finished. */
export async function offerMore(
  outside: WalkOutside & InputSources & Reporting & Pick<Outside, 'asker'>,
  flags: SetupFlags,
  document: Report,
  done: Done,
): Promise<void> {
  let offers = await offersFor(outside, flags, document, done);
  while (offers.length > 0) {
    const chosen = await choose(outside, offers);
    if (chosen === null) return;
    await chosen.work().catch((error: unknown) => sayFailure(outside, error));
    offers = offers.filter((one) => one !== chosen);
    if (offers.length === 0) say(outside.terminal, ['', 'That was all there is to do here.']);
  }
}

async function choose({ asker }: Pick<Outside, 'asker'>, offers: readonly Offer[]): Promise<Offer | null> {
  const done: Choice<Offer | null> = { value: null, label: 'No, that is all' };
  const more = offers.map((one): Choice<Offer | null> => ({ value: one, label: one.label, hint: one.hint }));
  try {
    const answered = await asker.select({
      message: 'Do more now?',
      help: HELP,
      canGoBack: false,
      choices: [done, ...more],
      initial: null,
    });
    return answered.kind === 'answer' ? answered.value : null;
  } catch (error) {
    if (error instanceof SetupError && error.code === 'INTERRUPTED') return null;
    throw error;
  }
}

function sayFailure({ terminal }: Pick<Outside, 'terminal'>, error: unknown): void {
  if (!(error instanceof SetupError) || error.code === 'TERMINATED') throw error;
  say(terminal, ['', error.message, ...error.advice]);
}

async function offersFor(
  outside: WalkOutside & InputSources & Reporting,
  flags: SetupFlags,
  { checks = [] }: Report,
  done: Done,
): Promise<readonly Offer[]> {
  const { blueprint, lacksSecret } = done;
  const canWalk =
    !lacksAnyConsent(checks) && !lacksSecret && blueprint.serverApi.credential.kind !== 'federated';
  return [
    ...(canWalk ? [walk(outside, flags, done)] : []),
    ...blueprint.clientApp.clients.flatMap((name) => entry(outside, flags, done, name)),
    ...(await ignoring(outside, done)),
  ];
}

/** The flags for a command that works on the set-up just written. */
function flagsFor(flags: SetupFlags, { configPath, outDir }: Done) {
  return { ...flags, config: configPath, answers: outDir === '.' ? {} : { outDir } };
}

function walk(outside: WalkOutside & InputSources & Reporting, flags: SetupFlags, done: Done): Offer {
  return {
    label: 'Run `test` now',
    hint: 'a user signs in, and the chain is walked to Microsoft Graph',
    work: async () => {
      const { testChain } = await import('../test/test.ts');
      const { document } = await testChain({ operands: [], flags: flagsFor(flags, done) }, outside);
      if (document === undefined) return;
      const { color, unicode, accessible, columns } = outside.terminal;
      const options = { color, unicode, accessible, columns, verbose: false };
      outside.terminal.err(
        await renderFormat('text', completeDocumentCommands(document, outside.launch, 'screen'), options),
      );
    },
  };
}

/** Offers to write a client's configuration where that is a file of the project. */
function entry(
  outside: InputSources & Reporting,
  flags: SetupFlags,
  done: Done,
  name: string,
): readonly Offer[] {
  if (!isMcpClient(name)) return [];
  const { title, setup } = clientRow(name);
  if (setup.by !== 'file' || typeof setup.file !== 'string' || /^[~%]/.test(setup.file)) return [];
  const { file } = setup;
  const work = async () => {
    const { clientConfig } = await import('../clients/client-config.ts');
    const { text = '' } = await clientConfig(
      { operands: [name], flags: { ...flagsFor(flags, done), output: file } },
      outside,
    );
    outside.terminal.err(withUnbreakableSpaces(text));
  };
  return [{ label: `Write the entry for ${title} now`, hint: file, work }];
}

/** Offers to add `.env` and its backups to .gitignore where git would commit them. */
async function ignoring(
  { files, terminal }: Pick<Outside, 'files' | 'terminal'>,
  { outDir }: Done,
): Promise<readonly Offer[]> {
  const names = gitignoreLines('.env');
  const statuses = await Promise.all(
    names.map((name) => files.gitStatus(inOutDir(outDir, name.replace('*', '20260101000000')))),
  );
  const lines = names.filter((_name, index) => statuses[index] === 'unignored');
  if (lines.length === 0) return [];
  const path = inOutDir(outDir, '.gitignore');
  const work = async () => {
    const before = (await files.readText(path)) ?? '';
    const gap = before === '' || before.endsWith('\n') ? '' : '\n';
    await files.writeText(path, `${before}${gap}${lines.join('\n')}\n`, { mode: 0o644 });
    say(terminal, [`Written: ${path}`]);
  };
  return [{ label: `Add .env and its backups to .gitignore`, hint: lines.join(', '), work }];
}
