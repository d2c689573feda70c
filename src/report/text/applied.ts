import type { Applied, Report } from '../../core/report.ts';
import { lifeWords } from '../words.ts';
import type { Ink } from './ink.ts';
import { type Field, fields, shown, stack, wrap } from './layout.ts';

/** What was done: each change, where it stopped, which credentials exist now, which files were written. */
export function appliedLines(
  ink: Ink,
  applied: Applied,
  { startedAt }: Pick<Report, 'startedAt'>,
  { stepsShown }: { readonly stepsShown: boolean } = { stepsShown: false },
): readonly string[] {
  const repeats = stepsShown && applied.done.length > 0 && applied.stoppedAt === null;
  return stack([repeats ? [] : doneLines(ink, applied), resultFields(ink, applied, startedAt)]);
}

function doneLines(ink: Ink, { done, stoppedAt }: Applied): readonly string[] {
  const finished = ink.accessible ? 'Done:' : ink.paint('good', ink.glyphs.done);
  const halted = ink.accessible ? 'Stopped at:' : `${ink.paint('bad', ink.glyphs.stopped)} Stopped at:`;
  return [
    ...(done.length === 0 ? ['Nothing was changed in the tenant.'] : []),
    ...done.flatMap((step) => wrap(ink, `${finished} ${shown(step)}`)),
    ...(stoppedAt === null ? [] : wrap(ink, `${halted} ${shown(stoppedAt)}`)),
  ];
}

function resultFields(ink: Ink, { credentials, files }: Applied, now: string): readonly string[] {
  const rows: readonly Field[] = [
    ...credentials.map((credential) => ({ label: 'Credential', value: credentialWords(credential, now) })),
    ...files.map((file) => ({ label: 'Written', value: shown(file), kept: true }) as const),
  ];
  return fields(ink, rows);
}

function credentialWords(credential: Applied['credentials'][number], now: string): string {
  const { displayName, endDateTime, writtenTo, keyId } = credential;
  const where = writtenTo === null ? 'not written to a file' : `written to ${writtenTo}`;
  return shown(`${displayName}, ${lifeWords(endDateTime, now)}, ${where}, key id ${keyId}`);
}
