/**
 * Answers `--help` alone, from texts that the build wrote, so that nothing else is loaded. A file of its own, since
 * `entry.ts` must run on a Node that is too old for this one.
 */
import { fold } from './layout/wrap.ts';

declare const HELP_TEXT: string;
declare const HELP_TEXT_BY_NPX: string;

/** Help of the program, with `npx` in its commands where that started it. Lines are broken at `columns`; null leaves them whole. */
export function helpFor({
  byNpx,
  columns,
}: {
  readonly byNpx: boolean;
  readonly columns: number | null;
}): string {
  return fold(byNpx ? HELP_TEXT_BY_NPX : HELP_TEXT, columns);
}
