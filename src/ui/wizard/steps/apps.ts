import { DEFAULT_CLIENT_NAME, DEFAULT_SERVER_NAME } from '../../../core/blueprint.ts';
import type { AppWord } from '../../../core/ids.ts';
import { appIdProblem } from '../../../core/validation/tenant.ts';
import { counted } from '../../../core/words.ts';
import { type WizardAnswers, without } from '../answers.ts';
import type { AppCandidate, Differences, Facts } from '../facts.ts';
import { type Block, type Step, textStep } from '../step.ts';
import { age, candidateChoices, candidateRows, MAKERS, ownedBy } from './candidates.ts';

/** The names of one app's answers, so that both apps share their steps. */
interface AppNames {
  readonly app: AppWord;
  readonly section: 'server' | 'client';
  readonly title: string;
  readonly purpose: string;
  readonly choice: 'serverApp' | 'clientApp';
  readonly appId: 'serverAppId' | 'clientAppId';
  readonly adopted: 'serverAdopted' | 'clientAdopted';
  readonly displayName: 'serverName' | 'clientName';
  readonly differences: 'serverDifferences' | 'clientDifferences';
  readonly defaultName: string;
}

const SERVER: AppNames = {
  app: 'server',
  section: 'server',
  title: 'MCP Server API',
  purpose: 'the confidential app: the API that your MCP server represents',
  choice: 'serverApp',
  appId: 'serverAppId',
  adopted: 'serverAdopted',
  displayName: 'serverName',
  differences: 'serverDifferences',
  defaultName: DEFAULT_SERVER_NAME,
};

const CLIENT: AppNames = {
  app: 'client',
  section: 'client',
  title: 'MCP Client App',
  purpose: 'the public app: what users sign in to from their MCP client',
  choice: 'clientApp',
  appId: 'clientAppId',
  adopted: 'clientAdopted',
  displayName: 'clientName',
  differences: 'clientDifferences',
  defaultName: DEFAULT_CLIENT_NAME,
};

/** The steps for each app: which one, its id, what adopting it changes, and the name of a new one. */
export const appSteps: readonly Step[] = [SERVER, CLIENT].flatMap((names) => [
  choiceStep(names),
  idStep(names),
  adoptStep(names),
  nameStep(names),
]);

const CHOICE_HELP =
  'Names are not unique in Entra, so an app is never taken by its name without asking. Choosing one that exists keeps its id; what is missing is added, and nothing of it is removed. Creating a second one beside it is how people end up with two half-working apps.';

function choiceStep(names: AppNames): Step {
  const { app, choice, title, section } = names;
  return {
    name: choice,
    title,
    section,
    asked: 'always',
    // Where an app of that name exists, only the person knows whether it is meant.
    offers: (_answers, { apps }) => apps?.[app].length === 0,
    needs: ['apps'],
    recheck: () => null,
    say: (answers) => sayApp(names, answers),
    ask: (answers, { apps, surroundings }) => {
      const candidates = apps?.[app] ?? [];
      return {
        kind: 'select',
        screen: choiceScreen(names, candidates, surroundings.now),
        message: `Which app is ${title}?`,
        help: CHOICE_HELP,
        choices: candidateChoices(candidates),
        initial: answers[choice] ?? suggestedApp(candidates),
        take: (value) => takeChoice(names, value, answers, candidates),
      };
    },
  };
}

function choiceScreen(
  { title, purpose }: AppNames,
  candidates: readonly AppCandidate[],
  now: Date,
): readonly Block[] {
  return [
    `${title} is ${purpose}.`,
    candidates.length === 0
      ? 'No app of that name was found in this tenant.'
      : `Found: ${counted(candidates.length, 'app')}`,
    ...candidateRows(candidates, now),
  ];
}

/** The suggested choice: our own app, or the only one of that name unless it is another set-up's; else a new one. */
function suggestedApp(candidates: readonly AppCandidate[]): string {
  const ours = candidates.find(({ madeBy }) => madeBy === 'us');
  const only = candidates.length === 1 ? candidates[0] : undefined;
  return ours?.appId ?? (only?.madeBy === 'others' ? only.appId : 'create');
}

function takeChoice(
  { choice, appId, adopted }: AppNames,
  value: string,
  answers: WizardAnswers,
  candidates: readonly AppCandidate[],
): WizardAnswers {
  const candidate = candidates.find((one) => one.appId === value);
  if (!candidate) return { ...without(answers, appId, adopted), [choice]: value };
  return {
    ...without(answers, adopted),
    [choice]: value,
    [appId]: value,
    ...(candidate.madeBy === 'us' && { [adopted]: value }),
  };
}

function idStep({ choice, appId, title, section, adopted }: AppNames): Step {
  return {
    ...textStep(appId, {
      title: `${title}, app id`,
      section,
      message: `Application (client) id of ${title}`,
      asked: 'follow-up',
    }),
    say: (answers) => (answers[choice] === 'enter' ? null : (answers[appId] ?? 'created')),
    ask: (answers) =>
      answers[choice] !== 'enter'
        ? null
        : {
            kind: 'text',
            screen: ['It is on the Overview page of the app registration.'],
            message: `Application (client) id of ${title}`,
            help: 'The id tells apps apart. The object id of the same page is another one: where it is typed, the app is looked up by it.',
            check: appIdProblem,
            take: (text) => ({
              ...without(answers, adopted),
              [choice]: text.toLowerCase(),
              [appId]: text.toLowerCase(),
            }),
          },
  };
}

const CHOOSE_AGAIN = { value: 'choose', label: 'Choose again' };
const ADOPT = { value: 'adopt', label: 'Use it', hint: 'the changes become part of the plan' };

function adoptStep(names: AppNames): Step {
  const { choice, appId, adopted, title, section, differences } = names;
  return {
    name: adopted,
    title: `${title}, adopted`,
    section,
    asked: 'follow-up',
    needs: [differences],
    recheck: (answers) => (answers[adopted] === answers[appId] ? null : 'Another app was chosen since.'),
    say: (answers) => answers[adopted] ?? null,
    ask: (answers, facts) => {
      if (answers[appId] === undefined || isOurs(names, answers, facts)) return null;
      const found = facts[differences];
      return {
        kind: 'select',
        screen: differencesScreen(title, found, facts.surroundings.now),
        message: found?.found === false ? 'How do you want to go on?' : `Use this app as ${title}?`,
        help: 'The app keeps its id and everything it has; only what is listed here is changed, after you have approved the whole plan.',
        choices: found?.found === false ? [CHOOSE_AGAIN] : [CHOOSE_AGAIN, ADOPT],
        initial: 'choose',
        take: (value) =>
          value === 'adopt'
            ? { ...answers, [adopted]: answers[appId] }
            : without(answers, choice, appId, adopted),
      };
    },
  };
}

function isOurs({ app, appId }: AppNames, answers: WizardAnswers, { apps }: Facts): boolean {
  return apps?.[app].some((one) => one.appId === answers[appId] && one.madeBy === 'us') ?? false;
}

const OTHER_SETUP =
  'Another MCP endpoint relies on this app, and a change to it can break that one. Create a new one unless you want both to share it.';

const CLAIMED =
  'Another account may have made this app to be given what is meant for yours. Use it only if you know everything that is listed.';

function differencesScreen(title: string, differences: Differences | null, now: Date): readonly Block[] {
  if (!differences) return [];
  if (!differences.found)
    return [{ warning: `This tenant has no app ${differences.appId}, and nothing with that object id.` }];
  const { appId, madeBy, sentences, foreign, owners, createdDateTime, typedAs } = differences;
  const about = [
    ...(typedAs === null ? [] : [`${typedAs} is an object id. The app id of that app is ${appId}.`]),
    ...(madeBy === 'other-setup' ? [{ warning: OTHER_SETUP }] : []),
    ...(madeBy === 'claimed' ? [{ warning: CLAIMED }] : []),
    `About the app: ${age(createdDateTime, now)}, ${ownedBy(owners)}.`,
    ...foreignScreen(foreign),
  ];
  if (sentences.length === 0) return [...about, `The app already is as ${title} must be.`];
  return [
    ...about,
    `This app was ${MAKERS[madeBy]}. As ${title} it would be changed like this:`,
    { rows: sentences.map((sentence) => [`~ ${sentence}`, '']) },
  ];
}

/** The warning about what is foreign on an app: its holders keep it, and use the consent that is granted to the app. */
function foreignScreen(foreign: readonly string[]): readonly Block[] {
  if (foreign.length === 0) return [];
  return [
    'On it, and not of this set-up; it stays when the app is used:',
    { rows: foreign.map((words) => [`! ${words}`, '']) },
  ];
}

function nameStep(names: AppNames): Step {
  const { choice, displayName, title, section, defaultName } = names;
  return textStep(displayName, {
    title: `${title}, name`,
    section,
    message: `Display name of the new ${title}`,
    applies: (answers) => answers[choice] === 'create',
    offers: () => true,
    initial: () => defaultName,
  });
}

function sayApp(
  { choice, appId, displayName, defaultName }: AppNames,
  answers: WizardAnswers,
): string | null {
  const name = answers[displayName] ?? defaultName;
  if (answers[choice] === undefined || answers[choice] === 'enter')
    return answers[choice] === 'enter' ? 'to be named' : null;
  return answers[choice] === 'create' ? `new, ${name}` : `existing, ${answers[appId]}`;
}
