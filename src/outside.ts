import type { Readable, Writable } from 'node:stream';
import type { Launch } from './core/launch.ts';
import type { Loopback } from './identity/loopback.ts';
import type { Session } from './identity/session.ts';
import type { Ports } from './ports.ts';
import type { PracticeTenant } from './practice-tenant/index.ts';

/** Everything a command may need of the outside; `main.ts` composes it, tests replace it. */
export interface Outside extends Ports {
  /** How this run was started, which the commands it prints repeat. */
  readonly launch: Launch;
  readonly loopback: Loopback;
  /** The practice tenant behind `transport`, when `--practice` was given. */
  readonly practice: PracticeTenant | null;
  /** Standard error as a stream: spinners need more of it than writing. */
  readonly stream: NodeJS.WriteStream;
  /** Saves the practice tenant's state; absent outside of practice. */
  readonly savePractice?: () => Promise<void>;
  /** Replaces the practice tenant by a new one; absent outside of practice. */
  readonly resetPractice?: () => Promise<void>;
  readonly version: string;
  readonly nodeVersion: string;
  /** Folder for what a run may leave to be resumed; null where nothing may be kept. */
  readonly stateFolder: string | null;
  /** Standard input and output, for the one command that speaks a protocol on them. */
  readonly streams?: { readonly input: Readable; readonly output: Writable };
  /** Keeps a sign-in between the calls of an assistant; absent where a run has one sign-in. */
  readonly sessions?: SessionKeeper;
}

/** Where a person signs in, with the code to enter there, or null where the page needs none. */
export interface SignInPage {
  readonly url: string;
  readonly code: string | null;
}

/** Keeps one sign-in between the calls of an assistant. */
export interface SessionKeeper {
  /** The session under `key`, signing in the first time. `signIn` calls back when a person has to open a page. */
  open(key: string, signIn: (onPage: (page: SignInPage) => void) => Promise<Session>): Promise<Session>;
}

/** The outside as `main.ts` composes it, before it is known how the run was started. */
export type BareOutside = Omit<Outside, 'launch'>;
