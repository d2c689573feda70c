import type { ResultDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import type { Outside } from '../outside.ts';
import { mergeResults } from '../report/merge.ts';
import { parseResultText } from '../report/parse-result.ts';
import { isPart } from '../report/shards.ts';
import type { CommandResult, Invocation } from './run/invocation.ts';

/** Converts saved results to another format; several become one. Exits as the result says, since that is what is shown. */
export async function report({ operands }: Invocation, outside: Outside): Promise<CommandResult> {
  const documents: ResultDocument[] = [];
  for (const path of operands) documents.push(await readResult(path, outside));
  const [only] = documents;
  const isWhole = only !== undefined && documents.length === 1 && !isPart(only);
  const document = isWhole ? only : mergeResults(documents);
  return { exitCode: document.exitCode, document };
}

async function readResult(path: string, { files }: Outside): Promise<ResultDocument> {
  const text = await files.readText(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  try {
    return parseResultText(text);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(error.code, `${path}: ${error.message}`, { advice: error.advice, cause: error });
  }
}
