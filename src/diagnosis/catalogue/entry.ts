import { type AadstsNumber, aadstsRow } from '../../core/aadsts/index.ts';
import type { CheckId, PortalPage } from '../../core/check.ts';
import type { AppWord } from '../../core/ids.ts';
import type { Hop } from '../../core/report.ts';
import type { CauseTest, Sign, Situation } from '../situation.ts';

/** What mends a cause. Sentences may hold `{client}`, `{server}`, `{scope}` and the like; see `words.ts`. */
export interface CauseFix {
  readonly summary: string;
  readonly command: string | null;
  readonly place: { readonly app: AppWord; readonly page: PortalPage } | null;
}

/** What decides a cause, apart from its place in the order. */
export interface Proof {
  /** The check that fails exactly when this cause holds. */
  readonly check?: CheckId;
  /** Which evidence of the failed check can produce this failure; any of it when absent. */
  readonly checkMeans?: (evidence: Readonly<Record<string, unknown>>) => boolean;
  /** The app a failure of this cause names. */
  readonly app?: AppWord;
  /** The resource a failure of this cause names. */
  readonly resource?: AppWord | 'graph';
  readonly evidence?: CauseTest;
  /** `any`: the evidence itself compares the ids of the message, so it may speak of apps that are none of ours. */
  readonly names?: 'any';
  readonly sign?: Sign;
  /** Proved by its check only where the message names its app or its API: other faults give the same number. */
  readonly mustBeNamed?: true;
  /** Listed only where the text or the evidence speaks of it: elsewhere it would be noise. */
  readonly onlySigned?: true;
  /** The link where a failure of this cause happens, where the text speaks for it. */
  readonly hop?: Hop;
  /** Causes of the same entry that, when proved, explain this one away. */
  readonly follows?: readonly string[];
  /** Whether the cause can exist in this setup at all; left out of the list where not. */
  readonly applies?: (situation: Situation) => boolean;
}

export interface Cause extends Proof {
  /** Stable kebab-case name. */
  readonly id: string;
  readonly summary: string;
  readonly fix: CauseFix;
}

/** One code or symptom, explained for this chain. */
export interface Entry {
  /** AADSTS number, `graph:<code>`, `oauth:<error>` or `symptom:<id>`. */
  readonly code: string;
  readonly name: string | null;
  /** The links of the chain that can fail so, the likeliest first. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly meaning: string;
  /** Likeliest first. */
  readonly causes: readonly Cause[];
  /** How long waiting is worth while, null where it does not help. */
  readonly waiting: string | null;
  /** Where to look when no cause is proved. */
  readonly next: readonly string[];
  /**
   * The service's wording, for texts without a number; ` … ` stands for anything. Only the entry that such a text
   * means carries it: several codes share sentences (facts: troubleshooting.md §1.3).
   */
  readonly wording: readonly string[];
  /** Its wording says only that something failed: any other that stands in the text says why, and counts alone. */
  readonly weak: boolean;
  /** Entra refused something and wrote it down, so that the sign-in log has a number the text lacks. */
  readonly isLogged: boolean;
}

type EntryParts = Pick<Entry, 'hops' | 'meaning' | 'causes'> &
  Partial<Pick<Entry, 'name' | 'waiting' | 'next' | 'wording' | 'weak' | 'isLogged'>>;

export function entry(code: string, parts: EntryParts): Entry {
  const isLogged = /^(?:\d|oauth:)/.test(code);
  return { code, name: null, waiting: null, next: [], wording: [], weak: false, isLogged, ...parts };
}

/** An entry of a number, which has its name, its hops and its meaning from the table of numbers. */
export function numbered(code: AadstsNumber, parts: Omit<EntryParts, 'hops' | 'meaning' | 'name'>): Entry {
  const row = aadstsRow(code);
  if (row === null) throw new TypeError(`There is no row of ${code}.`);
  const { name, hops, meaning } = row;
  return entry(code, { name, hops, meaning, ...parts });
}

export function cause(id: string, summary: string, fix: CauseFix, proof: Proof = {}): Cause {
  return { id, summary, fix, ...proof };
}

/** The same cause, decided otherwise. */
export function withProof({ id, summary, fix }: Cause, proof: Proof): Cause {
  return { id, summary, fix, ...proof };
}
