import type { AppWord } from '../../core/ids.ts';
import type { Report, ReportedChange, ReportedPlan } from '../../core/report.ts';
import { APP_WORDS, counted } from '../../core/words.ts';
import { type DiffRow, type DiffSign, diffOf, nothingWords, signOf, totalsOf } from '../diff.ts';
import { titleOf } from '../documents.ts';
import type { Ink, Tone } from './ink.ts';
import { hang, pad, shown, stack, wrap } from './layout.ts';

const TONES: Readonly<Record<DiffSign, Tone>> = { '+': 'good', '~': 'caution', '-': 'bad' };
const VERBS: Readonly<Record<DiffSign, string>> = { '+': 'Add', '~': 'Change', '-': 'Remove' };
const APPS: readonly AppWord[] = ['server', 'client'];
const ROWS_SHOWN = 12;
const WIDEST_PATH = 24;
/** Below this width, in columns, values are not aligned. */
const NARROW = 60;

/** The plan as a diff: per app what is created, changed or kept, each change with its reason, then one total line. */
export function planLines(
  ink: Ink,
  plan: ReportedPlan,
  { target, errors, compact = false }: Pick<Report, 'target' | 'errors'> & { readonly compact?: boolean },
): readonly string[] {
  if (plan.changes.length === 0) {
    return stack([wrap(ink, nothingWords(errors)), peopleLines(ink, plan)]);
  }
  return stack([
    // With one line for each change its words say what the sign means.
    ink.accessible || compact ? [] : [ink.paint('quiet', '+ create   ~ change   - remove   = keep')],
    ...APPS.map((app) => appLines(ink, app, plan, { ...(target && { target }), compact })),
    wrap(ink, ink.paint('strong', `Plan: ${totalsOf(plan)}.${leftWords(plan)}`)),
    peopleLines(ink, plan),
  ]);
}

function leftWords({ leftToPeople }: ReportedPlan): string {
  return leftToPeople.length === 0 ? '' : ` ${counted(leftToPeople.length, 'step')} left to people.`;
}

function appLines(
  ink: Ink,
  app: AppWord,
  { changes }: ReportedPlan,
  { target, compact }: Pick<Report, 'target'> & { readonly compact: boolean },
): readonly string[] {
  const own = changes.filter((change) => change.app === app);
  const found = app === 'client' ? target?.clientApp : target?.serverApi;
  const creates = own.some(({ kind }) => kind === 'create-application');
  const name = found ? `${found.displayName} ${found.appId}` : APP_WORDS[app];
  return [
    ...wrap(ink, `${appSign(ink, creates, own)} ${ink.paint('strong', shown(name))}${stopFor(ink)}`),
    ...own.flatMap((change) => (compact ? summaryLines(ink, change) : changeLines(ink, change))),
  ];
}

function stopFor({ accessible }: Ink): string {
  return accessible ? '.' : '';
}

function appSign(ink: Ink, creates: boolean, own: readonly ReportedChange[]): string {
  if (creates) return ink.accessible ? 'Create:' : ink.paint('good', '+');
  if (own.length > 0) return ink.accessible ? 'Change:' : ink.paint('caution', '~');
  return ink.accessible ? 'Keep as it is:' : '=';
}

function summaryLines(ink: Ink, change: ReportedChange): readonly string[] {
  // Read aloud, the verb of the sentence says what the sign means.
  if (ink.accessible) return wrap(ink, `${shown(change.summary)}.`, 2);
  return wrap(ink, `${mark(ink, signOf(change))} ${shown(change.summary)}`, 2);
}

function changeLines(ink: Ink, change: ReportedChange): readonly string[] {
  const rows = diffOf(change);
  const width = Math.min(WIDEST_PATH, Math.max(...rows.map(({ path }) => path.length), 0));
  const because = `${ink.accessible ? 'Needed so that' : 'so that'}: ${titleOf(change.because)}`;
  return [
    ...summaryLines(ink, change),
    ...rows.slice(0, ink.verbose ? rows.length : ROWS_SHOWN).flatMap((row) => rowLines(ink, row, width)),
    ...(rows.length > ROWS_SHOWN && !ink.verbose
      ? wrap(ink, `${counted(rows.length - ROWS_SHOWN, 'more value')} (-v shows all)`, 6)
      : []),
    ...wrap(ink, ink.paint('quiet', because), 6),
  ];
}

function mark(ink: Ink, sign: DiffSign): string {
  return ink.accessible ? `${VERBS[sign]}:` : ink.paint(TONES[sign], sign);
}

function rowLines(ink: Ink, { sign, path, before, after }: DiffRow, width: number): readonly string[] {
  if (ink.accessible)
    return wrap(
      ink,
      path === '' ? `Value: ${spoken(before, after)}.` : `${shown(path)}, ${spoken(before, after)}.`,
    );
  const name = width === 0 ? '' : `${ink.columns < NARROW ? shown(path) : pad(shown(path), width)}  `;
  const values =
    before !== null && after !== null
      ? `${shown(before)} ${ink.glyphs.arrow} ${shown(after)}`
      : shown(after ?? before ?? '');
  return hang(ink, `${mark(ink, sign)} ${name}`, values, 6);
}

function spoken(before: string | null, after: string | null): string {
  if (before !== null && after !== null) return `from ${shown(before)} to ${shown(after)}`;
  return after === null ? `remove ${shown(before ?? '')}` : `set to ${shown(after)}`;
}

/** What the plan leaves to people, each with the command where there is one. */
export function peopleLines(ink: Ink, { leftToPeople }: ReportedPlan): readonly string[] {
  if (leftToPeople.length === 0) return [];
  return [
    ink.paint('strong', `Left to people${ink.accessible ? ':' : ''}`),
    ...leftToPeople.flatMap(({ by, summary, command, check }) => [
      ...wrap(ink, `${by === 'admin' ? 'An administrator' : 'You'}: ${shown(summary)} (${shown(check)})`, 2),
      ...(command === null ? [] : [`${ink.accessible ? 'Command: ' : '    '}${shown(command)}`]),
    ]),
  ];
}
