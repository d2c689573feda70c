import { DEFAULT_GATEWAY_CALLBACK } from '../../../core/blueprint.ts';
import { counted, GUIDE } from '../../../core/words.ts';
import { isMcpClient, missingAddresses, redirectUrisOf } from '../../../mcp-clients/clients.ts';
import type { WizardAnswerName, WizardAnswers } from '../answers.ts';
import type { Facts } from '../facts.ts';
import type { Block, Question, Step } from '../step.ts';
import { existingCredential } from './credential.ts';

/** Answers that are taken as they are offered, in the order of the table. */
export const DEFAULT_ROWS: readonly WizardAnswerName[] = [
  'mcpUrl',
  'gatewayCallback',
  'serverApp',
  'clientApp',
  'clients',
  'redirectUris',
  'appIdUri',
  'scope',
  'graphPermissions',
  'credential',
  'secretMonths',
  'createCertificate',
  'federatedIssuer',
  'federatedSubject',
];

const HELP = `Each line is a question that you have not been asked: press e to be asked one of them, or choose to be asked all. The gateway callback is where Entra sends the sign-in back: the guide\u2019s, unless your gateway has another. MCP clients are the programs that people sign in from; their addresses are registered beside the guide\u2019s. The Application ID URI and the scope are what clients ask for. The permissions are what the server may do for the signed-in user. The credential is how the server proves itself. Nothing is changed before you have seen the plan. The guide is ${GUIDE.title}: ${GUIDE.url}`;

/** The table of defaults: one screen in place of a dozen questions. `steps` are all other steps. */
export function defaultsStep(steps: readonly Step[]): Step {
  return {
    name: 'accepted',
    title: 'What is set up',
    section: 'defaults',
    asked: 'follow-up',
    needs: ['tenant'],
    recheck: () => null,
    say: ({ accepted }) => accepted ?? null,
    ask: (answers, facts) => ({
      kind: 'select',
      screen: tableOf(steps, answers, facts),
      message: 'Set it up like this?',
      help: HELP,
      choices: [
        { value: 'all', label: 'Yes, show the plan' },
        { value: EDIT, label: 'Edit a line', hint: 'e', key: 'e' },
        { value: 'each', label: 'Ask me each of them' },
      ],
      initial: 'all',
      take: (value) => (value === 'each' ? askedAgain(answers) : accepting(answers, value)),
    }),
  };
}

/** The choice that leads to the list of lines; it is no answer. */
const EDIT = 'edit';

function accepting(answers: WizardAnswers, value: string): WizardAnswers {
  return value === EDIT ? answers : { ...answers, accepted: 'all' };
}

/** The answers without those whose defaults were taken, so that they are asked. */
function askedAgain(answers: WizardAnswers): WizardAnswers {
  const kept = Object.entries(answers).filter(([name]) => !answers.offered?.includes(name));
  return { ...Object.fromEntries(kept), offered: [], accepted: 'each' };
}

function tableOf(steps: readonly Step[], answers: WizardAnswers, facts: Facts): readonly Block[] {
  const rows = ['tenantConfirmed' as const, ...DEFAULT_ROWS]
    .filter((name) => name !== 'secretMonths')
    .flatMap((name) => rowOf(steps, name, answers, facts));
  const kept = existingCredential(answers.credential, facts);
  const warnings = [
    ...(kept === null ? [] : [kept]),
    ...missingAddresses(answers.clients ?? [], answers.redirectUris ?? []),
  ];
  return [{ rows }, ...warnings.map((warning) => ({ warning }))];
}

function isGuides({ gatewayCallback = DEFAULT_GATEWAY_CALLBACK }: WizardAnswers): boolean {
  return gatewayCallback === DEFAULT_GATEWAY_CALLBACK;
}

function addressesOfClients({ clients = [], mcpUrl = '' }: WizardAnswers): readonly string[] {
  return clients.filter(isMcpClient).flatMap((name) => redirectUrisOf(name, mcpUrl));
}

function rowOf(
  steps: readonly Step[],
  name: WizardAnswerName,
  answers: WizardAnswers,
  facts: Facts,
): readonly (readonly [string, string])[] {
  const step = steps.find((one) => one.name === name);
  if (!step || step.ask(answers, facts) === null) return [];
  const words = wordsFor(step, answers, facts);
  const title = name === 'gatewayCallback' && isGuides(answers) ? `${step.title} (guide\u2019s)` : step.title;
  return [[title, [...new Set([words, ...besideIt(steps, name, answers, facts)])].join(', ')]];
}

/** What is added to the same line, so that the title stays visible in a small window. */
function besideIt(
  steps: readonly Step[],
  name: WizardAnswerName,
  answers: WizardAnswers,
  facts: Facts,
): readonly string[] {
  if (name === 'redirectUris') return addressesOfClients(answers);
  const life = name === 'credential' ? steps.find((one) => one.name === 'secretMonths') : undefined;
  return life?.ask(answers, facts) ? [wordsFor(life, answers, facts)] : [];
}

/** The answer in words, or the default that would be taken. */
export function wordsFor(step: Step, answers: WizardAnswers, facts: Facts): string {
  const value = step.say(answers, facts) ?? offeredBy(step.ask(answers, facts));
  return step.name === 'secretMonths' ? counted(Number(value), 'month') : value;
}

function offeredBy(question: Question | null): string {
  const initial = question?.initial;
  if (initial === undefined || initial === '') return 'none';
  return typeof initial === 'string' ? initial : initial.join(', ');
}
