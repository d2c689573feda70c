import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { Report, ResultDocument } from '../../core/report.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import type { Outside } from '../../outside.ts';
import { renderFormat } from '../../report/formats.ts';
import { jsonPieces } from '../../report/json.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { completeDocumentCommands } from '../run/document-commands.ts';
import { completeCommands } from '../run/printed-commands.ts';
import { asSetupError, describeError, startReport } from '../run/result.ts';
import { quietOutside } from './quiet-outside.ts';
import { TOOLS, type ToolName } from './tools.ts';

/** Runs one tool. An error in it becomes its result; only for a tool that does not exist an error of the protocol is thrown. */
export async function callTool(
  name: string,
  given: Readonly<Record<string, unknown>>,
  flags: CommonFlags,
  outside: Outside,
): Promise<CallToolResult> {
  if (!isTool(name)) {
    const names = Object.keys(TOOLS);
    throw new McpError(ErrorCode.InvalidParams, `There is no tool ${name}${didYouMean(name, names) || '.'}`);
  }
  const finish = startReport(name, outside);
  try {
    const { document, text } = await TOOLS[name].run(given, serverFlags(flags), quietOutside(outside));
    if (document === undefined) throw new TypeError(`${name} gave no result.`);
    return await toolResult(document, text, outside);
  } catch (error) {
    const { exitCode } = asSetupError(error);
    const failed: Report = finish({ exitCode, errors: [describeError(error)] });
    return { ...(await toolResult(failed, undefined, outside)), isError: true };
  }
}

function isTool(name: string): name is ToolName {
  return Object.hasOwn(TOOLS, name);
}

/** The flags that the server was started with, as far as tools may use them: no report files, no questions. */
function serverFlags({ report: _report, ...kept }: CommonFlags): CommonFlags {
  return { ...kept, input: false };
}

/** The result as data by the published schema, and as text. Commands in it are completed for a person's terminal. */
async function toolResult(
  document: ResultDocument,
  said: string | undefined,
  { launch }: Outside,
): Promise<CallToolResult> {
  const shown = completeDocumentCommands(document, launch, 'screen');
  const text =
    said === undefined
      ? await renderFormat('text', shown, { columns: null, verbose: true })
      : completeCommands(said, launch);
  const structuredContent: Record<string, unknown> = JSON.parse([...jsonPieces(shown)].join(''));
  return { content: [{ type: 'text', text }], structuredContent };
}
