import type { Shell } from './shell-word.ts';

/** What commander returns for one flag: its value, all values where it may be repeated, true or false for a switch. */
export type Given = string | readonly string[] | boolean;

/** Answers as flags gave them, by name; `core/answers.ts` says what each may be. */
export type FlagAnswers = Readonly<Record<string, Given>>;

/** Values by flag as commander returns them, not yet read. */
export interface GivenFlags {
  readonly answers: FlagAnswers;
  readonly config?: string;
  readonly [flag: string]: Given | FlagAnswers | undefined;
}

/** What is known of a command, so that flags of this run can be added to it where it is printed. */
export interface PrintedCommand {
  readonly name: string;
  /** The groups of answers it reads; a command that reads none but `where` reads no blueprint. */
  readonly answers: readonly string[];
  /** The options of its own, by name, with their flags such as `--shard <i/n>`. */
  readonly options: Readonly<Record<string, { readonly flags: string }>>;
  /** Absent unless no flags are added to it. */
  readonly printedAlone?: true;
}

/** How this run was started. The commands it prints repeat that, so that they act on the same set-up when they are pasted. */
export interface Launch {
  /** Started by npx, which puts no command on the path. */
  readonly byNpx: boolean;
  /** The shell whose quoting rules printed commands follow. */
  readonly shell: Shell;
  readonly flags: GivenFlags;
  /** Every command of the program. */
  readonly commands: readonly PrintedCommand[];
  /** The name of the command that runs; empty or absent where none does. */
  readonly command?: string;
  /** Its operands, but one that names the only blueprint: that one stands in `flags.config`. */
  readonly operands?: readonly string[];
  /** This run needed no blueprint and found none, so a printed command that needs one has to name it. */
  readonly lacksBlueprint?: boolean;
}
