import { setFlagsFromString } from 'node:v8';
import type { ResultDocument } from '../../core/report.ts';
import { EXIT_CODES, SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { mergeResults, worstExitCode } from '../../report/merge.ts';
import { type Packing, packing } from '../../report/packing.ts';
import { parseResultText } from '../../report/parse-result.ts';
import { isPart } from '../../report/shards.ts';
import { HEAP_GROWTH } from '../fleet/heap-growth.ts';
import { deadlineFor } from '../run/deadline.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { describeError, type Reporting } from '../run/result.ts';
import type { ReportFlags } from './command.ts';

/** Converts saved results to another format; several become one. The exit code is that of the result. */
export async function report(
  { operands, flags }: Invocation<ReportFlags>,
  outside: Reporting & Pick<Outside, 'files' | 'interrupt' | 'transport'>,
): Promise<CommandResult> {
  const deadline = deadlineFor(flags, outside);
  setFlagsFromString(HEAP_GROWTH);
  const documents: ResultDocument[] = [];
  const packed = packing();
  for (const path of operands) {
    if (deadline.isPast()) break;
    documents.push(await readResult(path, packed, outside));
  }
  if (documents.length === 0) throw deadline.error();
  const late = operands.slice(documents.length);
  const [only] = documents;
  const isWhole = only !== undefined && operands.length === 1 && !isPart(only);
  const merged = isWhole ? only : mergeResults(documents);
  const document = late.length === 0 ? merged : withUnread(merged, late, deadline.error());
  return { exitCode: document.exitCode, document };
}

/** The result with an error that names the files which were not read in time, so that it does not pass for a clean one. */
function withUnread(
  merged: ResultDocument,
  late: readonly string[],
  { message, advice }: SetupError,
): ResultDocument {
  const title = `${message} Not read: ${late.join(', ')}`;
  const exitCode = worstExitCode([merged.exitCode, EXIT_CODES.INCONCLUSIVE]);
  const error = describeError(new SetupError('INCONCLUSIVE', title, { advice }));
  return { ...merged, ok: false, exitCode, errors: [...(merged.errors ?? []), error] };
}

/** Each report is parsed and packed by itself, so that no more than the text of one file is held beside what is packed. */
async function readResult(
  path: string,
  { pack, unpacked }: Packing,
  { files }: Pick<Outside, 'files'>,
): Promise<ResultDocument> {
  const text = await files.readBytes(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  try {
    const document = parseResultText(text);
    if (!('results' in document)) return document;
    return { ...document, results: unpacked(document.results.map(pack)) };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(error.code, `${path}: ${error.message}`, { advice: error.advice, cause: error });
  }
}
