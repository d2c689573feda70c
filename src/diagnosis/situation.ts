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

/** A failure with everything that it is compared with: the argument of every test of a cause. */
export interface Situation {
  readonly failure: Failure;
  readonly knowledge: Knowledge;
  readonly named: Named;
  readonly clientAppId: string | null;
  readonly serverAppId: string | null;
}

/** A cause that is decided, with the reason as a sentence. */
export interface CauseFinding {
  readonly verdict: 'proved' | 'refuted';
  readonly because: string;
}

/** Decides a cause by tenant, probe or token; null where it cannot. */
export type CauseTest = (situation: Situation) => CauseFinding | null;

/** A sentence on what the text says for a cause, or null. It moves the cause up and does not prove it. */
export type Sign = (situation: Situation) => string | null;

/** The app of this setup that the message names; null for none or another. */
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
