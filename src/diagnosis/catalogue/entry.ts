import { type AadstsNumber, aadstsRow } from '../../core/aadsts/index.ts';
import type { CheckId, PortalPage } from '../../core/check.ts';
import type { AppWord } from '../../core/ids.ts';
import type { Hop } from '../../core/report.ts';
import type { CauseTest, Sign, Situation } from '../situation.ts';

/** How to mend a cause. Texts may contain placeholders such as `{client}` and `{scope}`, which `words.ts` replaces. */
export interface CauseFix {
  readonly summary: string;
  readonly command: string | null;
  readonly place: { readonly app: AppWord; readonly page: PortalPage } | null;
}

/** How a cause is judged and ranked. */
export interface Proof {
  /** The check that fails exactly when this cause holds. */
  readonly check?: CheckId;
  /** Whether a piece of evidence of the failed check can produce this failure. Default: any can. */
  readonly checkMeans?: (evidence: Readonly<Record<string, unknown>>) => boolean;
  /** The app that a message of this cause names. A message that names the other one refutes the cause. */
  readonly app?: AppWord;
  /** The API that a message of this cause is about. */
  readonly resource?: AppWord | 'graph';
  /** Decides before the check does. */
  readonly evidence?: CauseTest;
  /** `any`: the cause also applies to messages about other apps, whose ids its evidence compares itself. */
  readonly names?: 'any';
  readonly sign?: Sign;
  /** Its check proves it only for a message that names its app or API, since other faults have the same number. */
  readonly mustBeNamed?: true;
  /** Listed only where its sign or evidence supports it. */
  readonly onlySigned?: true;
  /** The hop at which this cause makes the chain fail. */
  readonly hop?: Hop;
  /** Ids of causes of the same entry that explain this one where they are proved. */
  readonly follows?: readonly string[];
  /** Whether the cause can exist in this setup; otherwise it is not listed. */
  readonly applies?: (situation: Situation) => boolean;
}

export interface Cause extends Proof {
  /** Stable kebab-case name. */
  readonly id: string;
  readonly summary: string;
  readonly fix: CauseFix;
}

/** The explanation of one code or symptom in this chain. */
export interface Entry {
  /** AADSTS number, `graph:<code>`, `oauth:<error>` or `symptom:<id>`. */
  readonly code: string;
  readonly name: string | null;
  /** The hops that can fail with it, the likeliest first. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly meaning: string;
  /** Likeliest first. */
  readonly causes: readonly Cause[];
  /** How long to wait, as a sentence; null where waiting does not help. */
  readonly waiting: string | null;
  /** Further hints. */
  readonly next: readonly string[];
  /**
   * The service's wording, for texts without a number; ` … ` stands for anything. Only the entry that such a text
   * means carries it: several codes share sentences (facts: troubleshooting.md §1.3).
   */
  readonly wording: readonly string[];
  /** Its wording says only that something failed, so any other wording in the text has precedence. */
  readonly weak: boolean;
  /** Entra refused something, so the sign-in log has the number that the text lacks. */
  readonly isLogged: boolean;
}

type EntryParts = Pick<Entry, 'hops' | 'meaning' | 'causes'> &
  Partial<Pick<Entry, 'name' | 'waiting' | 'next' | 'wording' | 'weak' | 'isLogged'>>;

export function entry(code: string, parts: EntryParts): Entry {
  const isLogged = /^(?:\d|oauth:)/.test(code);
  return { code, name: null, waiting: null, next: [], wording: [], weak: false, isLogged, ...parts };
}

/** An entry for an AADSTS number, with name, hops and meaning of `core/aadsts`. */
export function numbered(code: AadstsNumber, parts: Omit<EntryParts, 'hops' | 'meaning' | 'name'>): Entry {
  const row = aadstsRow(code);
  if (row === null) throw new TypeError(`There is no row of ${code}.`);
  const { name, hops, meaning } = row;
  return entry(code, { name, hops, meaning, ...parts });
}

export function cause(id: string, summary: string, fix: CauseFix, proof: Proof = {}): Cause {
  return { id, summary, fix, ...proof };
}

/** The same cause, judged in another way. */
export function withProof({ id, summary, fix }: Cause, proof: Proof): Cause {
  return { id, summary, fix, ...proof };
}
