import type { Change } from '../../core/changes/index.ts';
import type { ResourceWord } from '../../core/changes/vocabulary.ts';
import type { AppWord } from '../../core/ids.ts';
import type { ReportedPlan } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { SignInMethod, WizardAnswers } from './answers.ts';

/** Who signed in where. */
export interface SignedIn {
  readonly method: SignInMethod;
  readonly principal: string;
  readonly kind: 'user' | 'servicePrincipal';
  readonly tenantId: string;
  readonly tenantName: string | null;
  /** The tenant's default or initial domain. */
  readonly domain: string | null;
  /** Names of the active directory roles; null when the token does not show them. */
  readonly roles: readonly string[] | null;
}

/** A sign-in that the tenant or this machine does not allow, and what is left to try. */
export interface BlockedSignIn {
  readonly method: SignInMethod;
  readonly message: string;
  readonly advice: readonly string[];
  readonly aadsts: string | null;
  readonly correlationId: string | null;
  /** Best first; empty when no other method would help. */
  readonly next: readonly SignInMethod[];
}

/** A tenant that does not exist or that the account does not belong to, and how that is known. */
export interface WrongTenant {
  readonly tenant: string;
  readonly sentences: readonly string[];
}

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly session: SignedIn }
  | { readonly kind: 'wrong-tenant'; readonly sentences: readonly string[] }
  | { readonly kind: 'blocked'; readonly blocked: BlockedSignIn };

/**
 * `us` when its id is in the blueprint, or it bears the blueprint's marker and nothing foreign; `claimed` when something is
 * foreign on an app of that marker; `other-setup` when it bears another marker of this tool.
 */
export type Maker = 'us' | 'claimed' | 'other-setup' | 'others';

/** An app registration that could be meant. */
export interface AppCandidate {
  readonly appId: string;
  readonly displayName: string;
  /** ISO 8601. */
  readonly createdDateTime: string | null;
  /** Display names of the owners; null when they could not be read. */
  readonly owners: readonly string[] | null;
  readonly madeBy: Maker;
  readonly byMarker: boolean;
  /** What is on it that this set-up did not put there, in words. */
  readonly foreign: readonly string[];
}

export type FoundApps = { readonly [App in AppWord]: readonly AppCandidate[] };

/** A tenant-wide grant that the plan wants and that is not there yet. */
export interface WantedConsent {
  readonly app: AppWord;
  readonly resource: ResourceWord;
  readonly scopes: readonly string[];
}

/** A plan as scripts for two shells. */
export interface PlannedCommands {
  readonly bash: string;
  readonly powershell: string;
}

/** A plan, and what its screens show of it. */
export interface PlannedWork {
  readonly plan: ReportedPlan;
  readonly changes: readonly Change[];
  /** One line a change and the total, rendered for this terminal. */
  readonly text: string;
  /** Every value before and after, likewise. */
  readonly details: string;
  /** The same as scripts that others can run. */
  readonly commands: PlannedCommands;
  /** What consent for the whole tenant would have to cover, while nobody has decided about it. */
  readonly consents: readonly WantedConsent[];
  /** Why the tenant would refuse the plan; while there are any, nothing can be applied. */
  readonly obstacles: readonly string[];
}

/** The work that the wizard needs between questions, supplied by `commands/setup/`. */
export interface WizardCallbacks {
  signIn(method: SignInMethod, answers: WizardAnswers): Promise<SignInOutcome>;
  /** Apps found by id, marker or the names in the answers (the guide's names where none is given). */
  findApps(answers: WizardAnswers): Promise<FoundApps>;
  /** What adopting the app would change, as sentences; null when the tenant has no such app. */
  differencesOf(
    app: AppWord,
    appId: string,
    answers: WizardAnswers,
  ): Promise<Omit<Differences, 'appId' | 'found' | 'typedAs'> | null>;
  /** The app id of the app registration or service principal of that object id; null where there is none. */
  appIdOfObject(objectId: string, answers: WizardAnswers): Promise<string | null>;
  readTenant(answers: WizardAnswers): Promise<Tenant>;
  /** Null when a certificate can be read from the file, else why not. */
  certificateProblem(file: string): Promise<string | null>;
  planFor(answers: WizardAnswers): Promise<PlannedWork>;
  /** Saves the plan and returns where. */
  savePlan(answers: WizardAnswers): Promise<string>;
  /** Saves the scripts and returns, in words, where and how to run them. */
  saveCommands(commands: PlannedCommands, answers: WizardAnswers): Promise<readonly string[]>;
  /** Saves what is needed to continue after Ctrl-C or a crash. */
  remember(journal: string): Promise<void>;
}

/** A condition of this machine, checked before anything is asked. */
export interface LocalCheck {
  readonly status: 'pass' | 'warn' | 'fail';
  readonly label: string;
  readonly detail: string;
}

/** A way to sign in that this machine offers, or why it does not. */
export interface OfferedMethod {
  readonly method: SignInMethod;
  readonly unavailable: string | null;
}

/** What is known before the first question. */
export interface Surroundings {
  /** Offered as the MCP server's address in practice, where it need not be anybody's; null elsewhere. */
  readonly exampleUrl: string | null;
  readonly now: Date;
  readonly methods: readonly OfferedMethod[];
  /** The public client the operator signs in with; its name is on the consent page. */
  readonly signInClient: { readonly appId: string; readonly name: string };
}

/** The facts that were gathered; each is null until it is needed. */
export interface Facts {
  readonly surroundings: Surroundings;
  readonly session: SignedIn | null;
  readonly blocked: readonly BlockedSignIn[];
  readonly wrongTenant: WrongTenant | null;
  readonly apps: FoundApps | null;
  readonly serverDifferences: Differences | null;
  readonly clientDifferences: Differences | null;
  readonly tenant: Tenant | null;
  readonly certificate: { readonly problem: string | null } | null;
}

/** What adopting an app would change; `found` is false when the tenant has no such app. */
export interface Differences extends Pick<AppCandidate, 'madeBy' | 'foreign' | 'owners' | 'createdDateTime'> {
  readonly appId: string;
  readonly found: boolean;
  readonly sentences: readonly string[];
  /** The object id, where one was typed in place of the app id; else null. */
  readonly typedAs: string | null;
}

export type FactName =
  | 'session'
  | 'apps'
  | 'serverDifferences'
  | 'clientDifferences'
  | 'tenant'
  | 'certificate';

export function noFacts(surroundings: Surroundings): Facts {
  return {
    surroundings,
    session: null,
    blocked: [],
    wrongTenant: null,
    apps: null,
    serverDifferences: null,
    clientDifferences: null,
    tenant: null,
    certificate: null,
  };
}
