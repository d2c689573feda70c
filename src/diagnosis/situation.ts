import type { AppWord } from '../core/ids.ts';
import type { Failure } from './failure.ts';
import type { Knowledge } from './knowledge.ts';

/** Which app, resource and tenant the failure names, found by comparing its ids with those of this setup. */
export interface Named {
  /** `other` is an app of neither registration; `none` when the text names no app or the ids here are unknown. */
  readonly app: AppWord | 'other' | 'none';
  readonly resource: AppWord | 'graph' | 'other' | 'none';
  readonly tenant: 'ours' | 'other' | 'none';
}

/** A failure with everything it can be held against: what every piece of evidence is asked with. */
export interface Situation {
  readonly failure: Failure;
  readonly knowledge: Knowledge;
  readonly named: Named;
  readonly clientAppId: string | null;
  readonly serverAppId: string | null;
}

/** What evidence shows of a cause, in a sentence for people. */
export interface CauseFinding {
  readonly verdict: 'proved' | 'refuted';
  readonly because: string;
}

/** Decides a cause from tenant, probe or token; null where it cannot. */
export type CauseTest = (situation: Situation) => CauseFinding | null;

/** What the text itself says for a cause; it ranks, it does not prove. */
export type Sign = (situation: Situation) => string | null;

/** The app of this setup that the message names. */
export function ourApp({ named: { app } }: Situation): AppWord | null {
  return app === 'client' || app === 'server' ? app : null;
}

/** The message names the server or no app at all, so that it may be about the server's credential. */
export function mayBeServer({ named: { app } }: Situation): boolean {
  return app === 'server' || app === 'none';
}

export function proved(because: string): CauseFinding {
  return { verdict: 'proved', because };
}

export function refuted(because: string): CauseFinding {
  return { verdict: 'refuted', because };
}
