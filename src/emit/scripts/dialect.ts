import type { Cloud } from '../../core/cloud.ts';
import type { Piece, Script, ScriptRequest } from './script.ts';

/** Which member of an answer goes into which variable. */
export interface Kept {
  readonly member: string;
  readonly variable: string;
}

/** How a shell says each part of a script. What comes as lists is lines. */
export interface Dialect {
  /** Above the comment that begins the script. */
  readonly first: readonly string[];
  readonly needed: string;
  /** What a person adds so that consent is granted, too. */
  readonly consentFlag: string;
  readonly settings: readonly string[];
  readonly refuseOverwrite: string;
  /** After `az login`: what every request rests on. */
  readonly signedIn: (script: Script) => readonly string[];
  /** Puts the object id of who is signed in into its variable. */
  readonly owner: string;
  /** Defines what sends a request, and again while what is new has not been copied everywhere. */
  readonly sender: (cloud: Cloud) => readonly string[];
  /** Makes a certificate and puts into variables what of it is registered. */
  readonly certificate: (commonName: string) => readonly string[];
  /** The command that shows a word to people. */
  readonly show: string;
  /** One word, with the value of each variable in its place. */
  readonly word: (pieces: readonly Piece[]) => string;
  readonly send: (request: ScriptRequest) => readonly string[];
  readonly keepOfAnswer: (request: ScriptRequest, kept: Kept) => readonly string[];
  readonly keepOfObject: (url: string, kept: readonly Kept[]) => readonly string[];
  /** Sent once, since each time makes another secret. */
  readonly keepSecret: (request: ScriptRequest, cloud: Cloud) => readonly string[];
  /** Text of whole lines that is carried out only where consent was asked for. */
  readonly onlyWithConsent: (text: string) => string;
}
