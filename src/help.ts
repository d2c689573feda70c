/**
 * Answers `--help` alone: the texts are written by the build, and nothing else is loaded. Of its own file, since the
 * guard of `entry.ts` must run on a Node that is too old for this.
 */
import { fold } from './layout/wrap.ts';

declare const HELP_TEXT: string;
declare const HELP_TEXT_BY_NPX: string;

/** Help as it is typed here, in lines for the terminal; whole lines where there is none. */
export function helpFor({
  byNpx,
  columns,
}: {
  readonly byNpx: boolean;
  readonly columns: number | null;
}): string {
  return fold(byNpx ? HELP_TEXT_BY_NPX : HELP_TEXT, columns);
}
