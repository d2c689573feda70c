/** How often each mutant was met, by its id. */
export type Hits = Record<string, number>;

export interface Coverage {
  static: Hits;
  perTest: Record<string, Hits>;
}

/** What the Stryker side asks for: with a mutant, until a test fails; without, all tests. */
export interface Order {
  readonly to: 'worker';
  readonly mutant?: string;
  readonly tests?: readonly string[];
  readonly hitLimit?: number;
  readonly stop?: true;
}

export interface Verdict {
  readonly id: string;
  readonly file: string;
  readonly ms: number;
  /** What the test failed with; null where it passed. */
  readonly failure: string | null;
}

export interface Answer {
  readonly to: 'stryker';
  readonly ready?: true;
  readonly verdicts?: readonly Verdict[];
  readonly coverage?: Coverage;
  /** Mutants met in the first run alone, by what is computed once. */
  readonly once?: number;
  readonly hits?: number | undefined;
  /** True where the killing test also fails without the mutant, since something was kept. */
  readonly stained?: boolean;
}

declare module 'vitest' {
  export interface ProvidedContext {
    mutationChannel: string;
    mutationNamespace: string;
    mutationFiles: number;
  }
}
