import type { ReportedHop } from '../../core/report.ts';
import { HOP_WORDS, showAny } from '../words.ts';
import { badge } from './checks.ts';
import type { Ink } from './ink.ts';
import { fields, shown, wrap } from './layout.ts';

const INDENT = 10;

/** The chain, hop by hop in its own order, with the claims each rests on. */
export function hopLines(ink: Ink, hops: readonly ReportedHop[]): readonly string[] {
  const broken = hops.find(({ status }) => status === 'fail');
  return [
    ...hops.flatMap((hop) => oneHop(ink, hop)),
    ...(broken ? ['', ...wrap(ink, `The first hop that fails is ${HOP_WORDS[broken.id]}.`)] : []),
  ];
}

function oneHop(ink: Ink, { id, status, message, claims }: ReportedHop): readonly string[] {
  const name = HOP_WORDS[id];
  const claimFields = Object.entries(claims).map(([label, value]) => ({
    label: shown(label),
    value: shown(showAny(value)),
  }));
  return [
    ...wrap(ink, `${badge(ink, status)} ${ink.paint('strong', name)}${ink.accessible ? '.' : ''}`, 2),
    ...wrap(ink, shown(message), INDENT),
    ...(ink.verbose || status === 'fail' ? fields(ink, claimFields, INDENT) : []),
  ];
}
