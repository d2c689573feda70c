import type { DiagnosedCause, Diagnosis } from '../../core/report.ts';
import { CLAIM_WORDS, causesInOrder, codeWords, sharedReasons, VERDICT_WORDS } from '../diagnoses.ts';
import { HOP_WORDS } from '../words.ts';
import type { Ink, Tone } from './ink.ts';
import { type Field, fields, hang, shown, stack, wrap } from './layout.ts';

const TONES: Readonly<Record<DiagnosedCause['verdict'], Tone>> = {
  proved: 'bad',
  possible: 'caution',
  refuted: 'quiet',
};

/** One error explained: ids for support first, then the hop, the meaning and the causes, likeliest first. */
export function diagnosisLines(ink: Ink, diagnosis: Diagnosis): readonly string[] {
  const causes = causesInOrder(diagnosis);
  const shared = sharedReasons(diagnosis);
  const live = causes.filter(({ verdict }) => verdict !== 'refuted');
  return stack([
    [
      ...wrap(ink, ink.paint('strong', shown(codeWords(diagnosis)))),
      ...fields(ink, claimFields(diagnosis), 2),
      ...fields(ink, factFields(diagnosis), 2),
    ],
    ...live.map((cause, index) => causeLines(ink, withoutShared(cause, shared), index + 1)),
    refutedLines(ink, causes),
  ]);
}

/** The claims of a token, and whether the server can accept each, shown before everything else. */
function claimFields({ claims = [] }: Diagnosis): readonly Field[] {
  return claims.map(({ claim, value, verdict, says }) => ({
    label: claim,
    value: shown(`${value ?? 'none'}: ${CLAIM_WORDS[verdict]}. ${says}`),
  }));
}

function factFields(diagnosis: Diagnosis): readonly Field[] {
  const { hop, meaning, waitingHelps, hints = [] } = diagnosis;
  const ids = supportIds(diagnosis);
  return [
    ...(ids === '' ? [] : [{ label: 'For support', value: ids }]),
    { label: 'Hop', value: HOP_WORDS[hop] },
    { label: 'Meaning', value: shown(meaning) },
    ...(waitingHelps
      ? [
          {
            label: 'Waiting',
            value: 'Changes in Entra take minutes to arrive everywhere; trying again later can be enough.',
          },
        ]
      : []),
    ...hints.map((hint) => ({ label: 'Note', value: shown(hint) })),
    ...sharedReasons(diagnosis).map((reason) => ({ label: 'Causes', value: shown(reason) })),
  ];
}

function supportIds({ correlationId, traceId, timestamp }: Diagnosis): string {
  const parts = [
    correlationId === null ? null : `correlation ${correlationId}`,
    traceId ? `trace ${traceId}` : null,
    timestamp ?? null,
  ];
  return shown(parts.filter((part) => part !== null).join(', '));
}

/** The cause without a reason that was shown before all causes. */
function withoutShared(cause: DiagnosedCause, shared: readonly string[]): DiagnosedCause {
  return shared.includes(cause.because) ? { ...cause, because: '' } : cause;
}

function causeLines(ink: Ink, cause: DiagnosedCause, rank: number): readonly string[] {
  const word = ink.paint(TONES[cause.verdict], VERDICT_WORDS[cause.verdict]);
  const head = ink.accessible ? `Cause ${rank}. ${word}: ` : `${rank}  ${word}  `;
  return [...hang(ink, head, shown(cause.summary), 2), ...fields(ink, causeFields(cause), 5)];
}

function causeFields({ because, fix, check }: DiagnosedCause): readonly Field[] {
  return [
    ...(because === '' ? [] : [{ label: 'Because', value: shown(because) }]),
    { label: 'Fix', value: shown(fix.summary) },
    ...(fix.command === null ? [] : [{ label: 'Run', value: shown(fix.command), kept: true } as const]),
    ...(fix.portalUrl === null
      ? []
      : [{ label: 'Portal', value: shown(fix.portalUrl), kept: true } as const]),
    ...(check === null ? [] : [{ label: 'Check', value: shown(check) }]),
  ];
}

function refutedLines(ink: Ink, causes: readonly DiagnosedCause[]): readonly string[] {
  const refuted = causes.filter(({ verdict }) => verdict === 'refuted');
  return fields(
    ink,
    refuted.map(({ summary, because }) => ({ label: 'Not it', value: shown(`${summary}: ${because}`) })),
    2,
  );
}
