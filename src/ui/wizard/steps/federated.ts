import { CLOUDS } from '../../../core/cloud.ts';
import { isGuid } from '../../../core/ids.ts';
import type { Choice } from '../../../ports.ts';
import { type WizardAnswers, without } from '../answers.ts';
import type { Facts } from '../facts.ts';
import { type Step, textStep } from '../step.ts';

type Platform = NonNullable<WizardAnswers['serverRunsOn']>;
type Runs = NonNullable<WizardAnswers['githubRuns']>;

const PLATFORMS: Readonly<Record<Platform, readonly [label: string, hint: string]>> = {
  github: ['GitHub', 'a workflow of a repository'],
  kubernetes: ['Kubernetes', 'a service account of a cluster, AKS included'],
  azure: ['Azure host', 'a managed identity, such as of Container Apps or App Service'],
  other: ['Somewhere else', 'any issuer of OpenID Connect tokens'],
};

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

function choicesOf(
  table: Readonly<Record<string, readonly [label: string, hint: string]>>,
): readonly Choice<string>[] {
  return Object.entries(table).map(([value, [label, hint]]) => ({ value, label, hint }));
}

function chosen<Name extends string>(
  table: Readonly<Record<Name, unknown>>,
  value: string,
  otherwise: Name,
): Name {
  const isName = (name: string): name is Name => name in table;
  return isName(value) ? value : otherwise;
}

/** The changed answers without issuer and subject, which follow from the platform and are derived again. */
function anew(answers: WizardAnswers, changes: WizardAnswers): WizardAnswers {
  return { ...without(answers, 'federatedIssuer', 'federatedSubject'), ...changes };
}

function runsOn(answers: WizardAnswers, platform: Platform): boolean {
  return answers.credential === 'federated' && answers.serverRunsOn === platform;
}

const platformStep: Step = {
  name: 'serverRunsOn',
  title: 'Where the server runs',
  section: 'credential',
  asked: 'always',
  needs: [],
  recheck: () => null,
  say: ({ serverRunsOn }) => (serverRunsOn ? PLATFORMS[serverRunsOn][0] : null),
  ask: (answers) => {
    const { credential, serverRunsOn, federatedIssuer, federatedSubject } = answers;
    if (credential !== 'federated') return null;
    // Issuer and subject were given by flag or file, so no platform has to be known.
    if (serverRunsOn === undefined && federatedIssuer && federatedSubject) return null;
    return {
      kind: 'select',
      screen: [
        'Its platform gives the server a token of its own, and Entra takes that in place of a secret.',
      ],
      message: 'Where does the server run?',
      help: 'The issuer and the subject of that token follow from it: Entra trusts a token whose "iss" and "sub" are these, letter by letter. With others it answers AADSTS700211 or AADSTS700213.',
      choices: choicesOf(PLATFORMS),
      initial: serverRunsOn ?? 'azure',
      take: (value) => anew(answers, { serverRunsOn: chosen(PLATFORMS, value, 'other') }),
    };
  },
};

interface Part {
  readonly title: string;
  readonly message: string;
  readonly help: string;
  readonly screen: string;
  readonly applies: (answers: WizardAnswers) => boolean;
  readonly initial?: (answers: WizardAnswers) => string | undefined;
  readonly check: (text: string) => string | null;
}

/** A step about one part of the subject. */
function part(name: 'githubRepository' | 'githubRunsName' | 'kubernetesAccount', step: Part): Step {
  const { title, message, help, screen, applies, initial, check } = step;
  return {
    name,
    title,
    section: 'credential',
    asked: 'always',
    needs: [],
    recheck: () => null,
    say: (answers) => answers[name] ?? null,
    ask: (answers) => {
      if (!applies(answers)) return null;
      const start = answers[name] ?? initial?.(answers);
      return {
        kind: 'text',
        screen: [screen],
        message,
        help,
        check,
        take: (text) => anew(answers, { [name]: text }),
        ...(start !== undefined && { initial: start }),
      };
    },
  };
}

const REPOSITORY = /^[\w.-]+(?:@\d+)?\/[\w.-]+(?:@\d+)?$/;

const repositoryStep = part('githubRepository', {
  title: 'GitHub repository',
  message: 'Repository, as owner/name',
  screen:
    'A repository that was made, renamed or transferred since 15 July 2026 has ids in its subject: type it as owner@id/name@id then, as "sub" in the token of a run shows it.',
  help: 'Only runs of this repository are trusted. AADSTS700213 shows the subject that a run really presents.',
  applies: (answers) => runsOn(answers, 'github'),
  check: (text) =>
    REPOSITORY.test(text) ? null : 'A repository is typed as owner/name, such as contoso/mcp-server.',
});

const RUNS: Readonly<Record<Runs, readonly [label: string, hint: string]>> = {
  branch: ['Of one branch', 'asks for its name'],
  environment: ['Of one environment', 'asks for its name; the narrowest'],
  pull_request: ['Of pull requests', 'whoever may open one is trusted'],
};

const runsStep: Step = {
  name: 'githubRuns',
  title: 'Trusted runs',
  section: 'credential',
  asked: 'always',
  needs: [],
  recheck: () => null,
  say: ({ githubRuns }) => (githubRuns ? RUNS[githubRuns][0].toLowerCase() : null),
  ask: (answers) =>
    runsOn(answers, 'github')
      ? {
          kind: 'select',
          screen: [],
          message: 'Which runs of it are trusted?',
          help: 'A job that names an environment presents the environment, not its branch; one that is trusted by branch must name none.',
          choices: choicesOf(RUNS),
          initial: answers.githubRuns ?? 'branch',
          take: (value) =>
            anew(without(answers, 'githubRunsName'), {
              githubRuns: chosen(RUNS, value, 'branch'),
            }),
        }
      : null,
};

const runsNameStep = part('githubRunsName', {
  title: 'Branch or environment',
  message: 'Name of the branch or environment',
  screen: 'Wildcards are not understood: the name stands in the subject as it is.',
  help: 'Only runs of that branch or environment get a token that Entra takes.',
  applies: (answers) => runsOn(answers, 'github') && answers.githubRuns !== 'pull_request',
  initial: ({ githubRuns }) => (githubRuns === 'branch' ? 'main' : undefined),
  check: (text) => (/^[^\s*?]+$/.test(text) ? null : 'A name without blanks and wildcards.'),
});

const accountStep = part('kubernetesAccount', {
  title: 'Service account',
  message: 'Service account, as namespace/name',
  screen: 'The one that the pod of the server runs as (spec.serviceAccountName).',
  help: 'Only pods of that service account get a token that Entra takes.',
  applies: (answers) => runsOn(answers, 'kubernetes'),
  check: (text) =>
    /^[a-z0-9-]+\/[a-z0-9.-]+$/.test(text)
      ? null
      : 'A service account is typed as namespace/name, such as mcp/server.',
});

/** The issuer that follows from the platform; absent where it has to be typed. */
function derivedIssuer(
  { serverRunsOn, cloud = 'public' }: WizardAnswers,
  { session }: Facts,
): string | undefined {
  if (serverRunsOn === 'github') return GITHUB_ISSUER;
  return serverRunsOn === 'azure' && session
    ? `${CLOUDS[cloud].authority}/${session.tenantId}/v2.0`
    : undefined;
}

function derivedSubject(answers: WizardAnswers): string | undefined {
  const { serverRunsOn, githubRepository, githubRuns, githubRunsName, kubernetesAccount } = answers;
  if (serverRunsOn === 'kubernetes' && kubernetesAccount)
    return `system:serviceaccount:${kubernetesAccount.replace('/', ':')}`;
  if (serverRunsOn !== 'github' || !githubRepository) return undefined;
  const runs = {
    branch: `ref:refs/heads/${githubRunsName}`,
    environment: `environment:${githubRunsName}`,
    pull_request: 'pull_request',
  };
  return `repo:${githubRepository}:${runs[githubRuns ?? 'branch']}`;
}

const issuerStep: Step = textStep('federatedIssuer', {
  title: 'Federated issuer',
  section: 'credential',
  message: 'Issuer of the tokens to trust',
  applies: ({ credential }) => credential === 'federated',
  offers: (answers, facts) => derivedIssuer(answers, facts) !== undefined,
  initial: derivedIssuer,
  screen: ({ serverRunsOn }) => [
    serverRunsOn === 'kubernetes'
      ? 'The issuer URL of the cluster. On AKS: az aks show --name <cluster> --resource-group <group> --query oidcIssuerProfile.issuerUrl --output tsv'
      : 'The "iss" claim of the token that the platform gives the server, letter by letter.',
  ],
});

const subjectStep: Step = textStep('federatedSubject', {
  title: 'Federated subject',
  section: 'credential',
  message: 'Subject of the tokens to trust',
  applies: ({ credential }) => credential === 'federated',
  offers: (answers) => derivedSubject(answers) !== undefined,
  initial: derivedSubject,
  screen: ({ serverRunsOn }) => [
    serverRunsOn === 'azure'
      ? 'The object id (principal id) of the managed identity, as its page in the Azure portal shows it. It is not the client id.'
      : 'The "sub" claim of that token, letter by letter.',
  ],
  check: (text, { serverRunsOn }) =>
    serverRunsOn === 'azure' && !isGuid(text) ? 'The object id of a managed identity is a GUID.' : null,
});

/** Where the server runs, and the issuer and subject that follow from it. */
export const federatedSteps: readonly Step[] = [
  platformStep,
  repositoryStep,
  runsStep,
  runsNameStep,
  accountStep,
  issuerStep,
  subjectStep,
];
