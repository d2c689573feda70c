import type { Report, ReportedError } from '../../core/report.ts';
import { errorGroupsOf, whoseWords } from '../groups.ts';
import type { Ink } from './ink.ts';
import { type Field, fields, hang, shown, wrap } from './layout.ts';

/** The error block, always in the same order: title (with its list, when there is one), why, what to do, what support needs. */
function errorLines(ink: Ink, error: ReportedError, whose: string | null): readonly string[] {
  const [title = '', ...list] = error.title.split('\n');
  return [
    ...wrap(ink, `${ink.paint('bad', 'error:')} ${shown(title)}`),
    ...list.flatMap((line) => hang(ink, '  ', shown(line.trim()))),
    ...fields(
      ink,
      [...(whose === null ? [] : [{ label: 'Of', value: shown(whose) }]), ...errorFields(error)],
      2,
    ),
  ];
}

function errorFields(error: ReportedError): readonly Field[] {
  const steps = error.nextSteps.length > 0 ? error.nextSteps : retrySteps(error);
  return [
    ...(error.detail === null ? [] : [{ label: 'Why', value: shown(error.detail) }]),
    ...steps.map((step) => ({ label: 'Do', value: shown(step) })),
    { label: 'For support', value: supportWords(error) },
  ];
}

function retrySteps({ retryable }: ReportedError): readonly string[] {
  return retryable ? ['Run the same command again; that is safe.'] : [];
}

function supportWords({ aadsts, correlationId, code }: ReportedError): string {
  const parts = [
    aadsts === null ? null : `AADSTS${aadsts.replace(/^AADSTS/i, '')}`,
    correlationId === null ? null : `correlation ${correlationId}`,
    code,
  ];
  return shown(parts.filter((part) => part !== null).join(', '));
}

export function errorBlocks(
  ink: Ink,
  { errors = [] }: Pick<Report, 'errors'>,
): readonly (readonly string[])[] {
  return errors.map((error) => errorLines(ink, error, null));
}

/** The errors of many configurations, each once with the configurations that have it. */
export function sharedErrorBlocks(ink: Ink, reports: readonly Report[]): readonly (readonly string[])[] {
  return errorGroupsOf(reports).map((group) => errorLines(ink, group.error, whoseWords(group)));
}
