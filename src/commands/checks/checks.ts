import { type CheckReference, checkReferences } from '../../core/checks/reference.ts';
import { renderReferencePage } from '../../core/checks/reference-page.ts';
import type { Verdict } from '../../core/report.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { showPlain } from '../../report/words.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { type Reporting, startReport } from '../run/result.ts';

/** Lists every check with its reason and remedy: for people, as the Markdown page, or as data. */
export async function checks(
  { flags }: Invocation,
  outside: Pick<Outside, 'clock' | 'nodeVersion' | 'terminal' | 'version'>,
): Promise<CommandResult> {
  const finish = startReport('checks', outside);
  if (flags.format === 'markdown' && !flags.json) {
    outside.terminal.out(renderReferencePage());
    return { exitCode: 0 };
  }
  const references = checkReferences();
  const document = finish({ exitCode: 0, checks: references.map(unjudged) });
  return { exitCode: 0, document, text: references.map(renderCheck).join('\n') };
}

/** One check with its reason and remedy. Throws `USAGE` for an id that there is none of. */
export function describeCheck(id: string, outside: Reporting): CommandResult {
  const finish = startReport('checks', outside);
  const references = checkReferences();
  const found = references.find((one) => one.id === id);
  if (found) {
    return {
      exitCode: 0,
      document: finish({ exitCode: 0, checks: [unjudged(found)] }),
      text: renderCheck(found),
    };
  }
  const ids = references.map((one) => one.id);
  throw new SetupError('USAGE', `There is no check ${id}${didYouMean(id, ids) || '.'}`, {
    advice: ['entra-mcp-setup checks lists all'],
  });
}

/** A check in the shape of a verdict, so that one schema describes both. */
function unjudged(reference: CheckReference): Verdict {
  const { id, section, title, severity, expected, why, fix, aadsts, configPath } = reference;
  const { reads, portal, guide, manual } = reference;
  const evidence = [{ reads: reads.map(({ facet, permission }) => ({ facet, permission })), portal, guide }];
  const judgement = {
    status: manual ? 'manual' : 'skip',
    actual: null,
    message: 'Described, not judged.',
  } as const;
  return { id, section, title, severity, expected, why, fix, aadsts, configPath, evidence, ...judgement };
}

const LABEL_WIDTH = 10;

function renderCheck(reference: CheckReference): string {
  const { id, severity, title, expected, why, aadsts, reads, fix, portal, guide, manual } = reference;
  const facts: readonly (readonly [string, string])[] = [
    ['Expected', expected === null ? '' : showPlain(expected)],
    ['Why', why],
    ['Prevents', aadsts.map((code) => `AADSTS${code}`).join(', ')],
    [
      'Reads',
      reads
        .map(({ words, permission }) => `${words}${permission === null ? '' : ` (${permission})`}`)
        .join('; '),
    ],
    ['Fix', fix === null ? '' : manual ? fix.summary : `for example: ${fix.summary}`],
    ['Command', fix?.command ?? ''],
    ['Portal', portal],
    ['Guide', guide ?? ''],
  ];
  const lines = facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `  ${label.padEnd(LABEL_WIDTH)}${value}`);
  return [`${id}  (${severity})`, `  ${title}`, ...lines, ''].join('\n');
}
