import type { ResultDocument } from '../../core/report.ts';
import type { CommonFlags } from './common-options.ts';

/** A parsed command line: the operands, and the options of this command read into their own types. */
export interface Invocation<Flags extends CommonFlags = CommonFlags> {
  readonly operands: readonly string[];
  readonly flags: Flags;
}

/** What a command returns: a document to render, or a text that is its whole result. */
export interface CommandResult {
  readonly exitCode: number;
  readonly document?: ResultDocument;
  /** Printed to standard output in place of the rendered document where the format is text. */
  readonly text?: string;
  /** A sentence for people on what to do with it, to standard error after everything else. */
  readonly last?: string;
  /** Of a command whose text is otherwise printed unchanged for files and shells: this one is for people. */
  readonly spoken?: true;
}
