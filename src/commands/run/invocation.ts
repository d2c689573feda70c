import type { ResultDocument } from '../../core/report.ts';
import type { CommonFlags } from './common-options.ts';

/** A parsed command line: the operands, and the options of this command read into their own types. */
export interface Invocation<Flags extends CommonFlags = CommonFlags> {
  readonly operands: readonly string[];
  readonly flags: Flags;
}

/** What a command hands back: a document to render, or text that is its whole result. */
export interface CommandResult {
  readonly exitCode: number;
  readonly document?: ResultDocument;
  /** Printed to standard output as it is, in place of the rendered document, unless JSON was asked for. */
  readonly text?: string;
  /** The text is for people, of a command whose text otherwise goes into files and shells as it is. */
  readonly spoken?: true;
}
