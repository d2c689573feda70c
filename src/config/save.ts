import { isDeepStrictEqual } from 'node:util';
import { Document, parseDocument, type ToStringOptions } from 'yaml';
import type { BlueprintInput } from '../core/answers.ts';
import type { Blueprint } from '../core/blueprint.ts';
import { expandAliases, removeValue, setValue } from './edit.ts';
import { defaultValues, type FileValues, valuesOfBlueprint, valuesOfInput } from './flatten.ts';
import { type BlueprintDocument, parseBlueprintFile } from './load.ts';
import { splice, type ValueEdit } from './splice.ts';

const HEADER = [
  ' How the Microsoft Entra ID side of an MCP server must be. Holds no secrets: commit it.',
  ' "npx entra-mcp-setup apply" makes the tenant so, "verify" judges it, "schema blueprint" lists every key.',
].join('\n');

/**
 * The text of a file for `blueprint`, which loads to the same blueprint. An existing text keeps its comments and order. A value
 * that is the default is written only where it is one of the answers `given`, or stood in the file before.
 */
export function renderBlueprintFile(
  existing: BlueprintDocument | null,
  blueprint: Blueprint,
  given: BlueprintInput,
): string {
  const before =
    existing === null ? {} : valuesOfInput(parseBlueprintFile(existing.path, existing.text).input);
  const edits = editsBetween(before, valuesOfBlueprint(blueprint), valuesOfInput(given), blueprint);
  if (existing === null) return rewritten(newDocument(), edits, '');
  if (edits.length === 0) return existing.text;
  const text = existing.text.replace(/^\ufeff/, '');
  const cut = splice(text, edits);
  return cut !== null && readsAs(cut, before, edits) ? cut : rewritten(parseDocument(text), edits, text);
}

function rewritten(document: Document, edits: readonly ValueEdit[], style: string): string {
  expandAliases(document);
  for (const { path, value } of edits) {
    if (value === undefined) removeValue(document, path);
    else setValue(document, path, value);
  }
  return document.toString(styleOf(style));
}

/** Whether a text has the values from before with the edits made, which proves the splice. */
function readsAs(text: string, before: FileValues, edits: readonly ValueEdit[]): boolean {
  const wanted = { ...before, ...Object.fromEntries(edits.map(({ path, value }) => [path, value])) };
  try {
    return isDeepStrictEqual(valuesOfInput(parseBlueprintFile('', text).input), wanted);
  } catch {
    return false;
  }
}

function editsBetween(
  before: FileValues,
  wanted: FileValues,
  given: FileValues,
  blueprint: Blueprint,
): readonly ValueEdit[] {
  const defaults = defaultValues(blueprint.serverApi);
  const after = { ...wanted, ...onlyEnv(given) };
  const stale = Object.keys(before).filter((path) => !(path in after) && !path.startsWith('env.'));
  const changed = Object.entries(after).filter(([path, value]) => {
    if (isDeepStrictEqual(before[path], value)) return false;
    return path in before || path in given || !isDeepStrictEqual(defaults[path], value);
  });
  return [
    ...stale.map((path) => ({ path, value: undefined })),
    ...changed.map(([path, value]) => ({ path, value })),
  ];
}

function onlyEnv(values: FileValues): FileValues {
  return Object.fromEntries(Object.entries(values).filter(([path]) => path.startsWith('env.')));
}

function newDocument(): Document {
  const document = new Document({ version: 1 });
  document.commentBefore = HEADER;
  return document;
}

/** Indentation and padding as in the text, as far as the library offers it. Lines are never folded, so that URLs stay in one piece. */
function styleOf(text: string): ToStringOptions {
  const indent = /^( {1,8})[^\s#-]/m.exec(text)?.[1]?.length;
  return {
    lineWidth: 0,
    indent: indent === undefined || indent < 2 ? 2 : indent,
    indentSeq: !/^( *)[\w"']+:[^\S\n]*\n\1- /m.test(text),
    flowCollectionPadding: text === '' || /[{[] /.test(text),
  };
}
