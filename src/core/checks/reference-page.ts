import type { Plain, Section } from '../check.ts';
import { GUIDE } from '../words.ts';
import { type CheckReference, checkReferences } from './reference.ts';

const SECTION_TITLES: Readonly<Record<Section, string>> = {
  'server-api': 'MCP Server API',
  'client-app': 'MCP Client App',
  endpoint: 'The address of the MCP server',
  advice: 'Security advice',
};

/** The reference as a Markdown page: a table of all checks, then each with its reason and remedy. */
export function renderReferencePage(): string {
  const references = checkReferences();
  const parts = Object.entries(SECTION_TITLES).map(([section, title]) => {
    const own = references.filter((reference) => reference.section === section);
    return [`## ${title}`, '', ...own.flatMap(checkPart)];
  });
  return [
    '# Checks',
    '',
    'Generated from the checks themselves; `UPDATE=1 npx vitest run test/commands/checks.test.ts` writes it anew.',
    '',
    `Guide stands for [${GUIDE.title}](${GUIDE.url}).`,
    '',
    '`error` decides the exit code of `verify`, `warning` only with `--fail-on warning`, `info` never. A check whose data',
    'cannot be read is UNKNOWN; the permission beside each reading would show it.',
    '',
    '| Check | What holds | Severity |',
    '|---|---|---|',
    ...references.map(
      ({ id, title, severity }) => `| [${id}](#${anchorOf(id)}) | ${cell(title)} | ${severity} |`,
    ),
    '',
    ...parts.flat(),
  ].join('\n');
}

function checkPart(reference: CheckReference): readonly string[] {
  const { id, title, why } = reference;
  const rows = factsOf(reference).map(([label, value]) => `- **${label}:** ${value}`);
  return [`### ${id}`, '', `${title}.`, '', why, '', ...rows, ''];
}

type Fact = readonly [label: string, value: string];

function factsOf(reference: CheckReference): readonly Fact[] {
  const { severity, manual, expected, reads, aadsts, fix, portal, guide, configPath } = reference;
  const facts: readonly (Fact | null)[] = [
    ['Severity', manual ? `${severity}, to be confirmed by hand` : severity],
    expected === null ? null : ['Expected', code(expected) || 'nothing'],
    configPath === null ? null : ['In entra-mcp.yaml', `\`${configPath}\``],
    aadsts.length === 0 ? null : ['Prevents', aadsts.map((number) => `AADSTS${number}`).join(', ')],
    reads.length === 0 ? null : ['Reads', reads.map(readWords).join('; ')],
    fix === null ? null : ['Fix', manual ? fix.summary : `for example: ${fix.summary}`],
    fix?.command ? ['Command', `\`${fix.command}\``] : null,
    portal === '' ? null : ['Portal', portal],
    guide === null ? null : ['Guide', guide],
  ];
  return facts.filter((fact) => fact !== null);
}

function readWords({ words, permission }: CheckReference['reads'][number]): string {
  return permission === null ? words : `${words} (\`${permission}\`)`;
}

function code(value: Plain): string {
  if (Array.isArray(value)) return value.map(code).join(', ');
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** How GitHub makes an anchor of such a heading. */
function anchorOf(id: string): string {
  return id.replaceAll('.', '');
}
