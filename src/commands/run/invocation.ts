import type { ResultDocument } from '../../core/report.ts';

/** Every flag as commander hands it over. Values are validated where they are used, before anything is contacted. */
export interface Flags {
  readonly config?: string;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly auth?: string;
  readonly signInClient?: string;
  readonly practice?: boolean;
  readonly input?: boolean;
  readonly yes?: boolean;
  readonly format?: string;
  readonly json?: boolean;
  readonly report?: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly debug?: boolean;
  readonly color?: string;
  readonly accessible?: boolean;
  readonly timeout?: string;
  readonly maxWait?: string;
  readonly deadline?: string;
  readonly redact?: string;
  readonly outDir?: string;
  readonly overwrite?: boolean;
  readonly grantAdminConsent?: boolean;
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly failOn?: string;
  readonly expiryWarn?: string;
  readonly expiryFail?: string;
  readonly snapshot?: string;
  readonly endpoint?: boolean;
  readonly tool?: string;
  readonly check?: boolean;
  readonly shard?: string;
  readonly shards?: string;
  readonly platform?: string;
  readonly file?: string;
  readonly signIns?: boolean | string;
  readonly user?: string;
  readonly symptom?: string;
  readonly tokenStdin?: boolean;
  readonly envFile?: string;
  readonly envPreset?: string;
  readonly envDialect?: string;
  readonly envPrefix?: string;
  readonly secretStdin?: boolean;
  readonly secretFile?: string;
  readonly userAuth?: string;
  readonly secondUser?: boolean;
  /** True for all, or names separated by commas. */
  readonly clients?: boolean | string;
  readonly output?: string;
  readonly self?: boolean;
  readonly allowClientSecret?: boolean;
  readonly keyVault?: string;
  readonly retire?: string | boolean;
  readonly purge?: boolean;
  readonly restore?: boolean;
  readonly deleteApps?: boolean;
  readonly new?: boolean;
  readonly adoptCredential?: string;
  /** The answers of `core/answers.ts`, by name. */
  readonly answers: Readonly<Record<string, string | readonly string[] | boolean>>;
}

/** A parsed command line. */
export interface Invocation {
  readonly command: string;
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
