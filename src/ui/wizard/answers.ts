import type { Answers } from '../../core/answers.ts';

/** The ways to sign in, in the words of `--auth`. */
export const SIGN_IN_METHODS = [
  'device-code',
  'browser',
  'azure-cli',
  'environment',
  'workload-identity',
  'github-oidc',
  'managed-identity',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** What the wizard learns beside the answers that flags and the file can give. */
interface WizardOnlyAnswers {
  /** The table of defaults was accepted (`all`), or every question is asked in turn (`each`). */
  readonly accepted: 'all' | 'each';
  /** The blueprint's file holds a yes to consent, given for what was wanted then, so new grants are asked about. */
  readonly consentedBefore: boolean;
  /** A policy of the tenant refused a client secret when the plan was applied. */
  readonly secretsRefused: boolean;
  /** The platform on which the server runs, and which issues its tokens. */
  readonly serverRunsOn: 'github' | 'kubernetes' | 'azure' | 'other';
  /** `owner/repository` of the GitHub repository. */
  readonly githubRepository: string;
  /** Which of its runs are trusted. */
  readonly githubRuns: 'branch' | 'environment' | 'pull_request';
  /** Name of that branch or environment. */
  readonly githubRunsName: string;
  /** `namespace/name` of the service account. */
  readonly kubernetesAccount: string;
  /** Names of the answers whose defaults were taken without asking. */
  readonly offered: readonly string[];
  /** Whether the gateway approach of this guide is right, or users sign in to a web app directly. */
  readonly guide: 'gateway' | 'direct';
  readonly auth: SignInMethod;
  /** Raised when somebody else is to sign in, so that the same method signs in anew. */
  readonly signInAttempt: number;
  /** The person wants another tenant than the account's own and is about to name it. */
  readonly otherTenant: boolean;
  /** Id of the tenant the person agreed to work in. */
  readonly tenantConfirmed: string;
  /** `create`; `enter` where an id will be typed; or the app id of an existing app. */
  readonly serverApp: string;
  readonly clientApp: string;
  /** App ids whose differences the person has seen and accepted. */
  readonly serverAdopted: string;
  readonly clientAdopted: string;
  /** The person ticked "others" and is about to type them. */
  readonly moreRedirectUris: boolean;
  readonly moreGraphPermissions: boolean;
  readonly otherAppIdUri: boolean;
}

/** Everything the wizard knows so far; what nobody answered is absent. Serialisable and free of secrets. */
export type WizardAnswers = Partial<Answers> & Partial<WizardOnlyAnswers>;

export type WizardAnswerName = keyof WizardAnswers;

/** The answers without some of them. */
export function without(answers: WizardAnswers, ...names: readonly WizardAnswerName[]): WizardAnswers {
  return Object.fromEntries(
    Object.entries(answers).filter(([name]) => !(names as readonly string[]).includes(name)),
  );
}
