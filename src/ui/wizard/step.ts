import { ANSWERS, type AnswerName, type Answers } from '../../core/answers.ts';
import { readAnswers } from '../../core/validation/read-answers.ts';
import type { Choice } from '../../ports.ts';
import type { WizardAnswerName, WizardAnswers } from './answers.ts';
import type { FactName, Facts } from './facts.ts';

/** What stands above a question: sentences, and rows of a label with a note. */
export type Block =
  | string
  | { readonly rows: readonly (readonly [label: string, note: string])[] }
  | { readonly warning: string };

interface QuestionBase {
  readonly screen: readonly Block[];
  readonly message: string;
  /** Why it is asked, and what breaks otherwise. */
  readonly help: string;
}

/** A question as data, with a pure function from what was answered to the answers that follow. */
export type Question =
  | (QuestionBase & {
      readonly kind: 'select';
      readonly choices: readonly Choice<string>[];
      readonly initial?: string;
      readonly take: (value: string) => WizardAnswers;
    })
  | (QuestionBase & {
      readonly kind: 'checkbox';
      readonly choices: readonly Choice<string>[];
      readonly initial: readonly string[];
      readonly check: (values: readonly string[]) => string | null;
      readonly take: (values: readonly string[]) => WizardAnswers;
    })
  | (QuestionBase & {
      readonly kind: 'text';
      readonly initial?: string;
      readonly complete?: (text: string) => string;
      readonly check: (text: string) => string | null;
      readonly take: (text: string) => WizardAnswers;
    });

/** The sections of the wizard. Screens of one section share a number. */
export const SECTIONS = {
  'sign-in': 'Sign in',
  tenant: 'Tenant',
  address: 'MCP server',
  clients: 'MCP clients',
  defaults: 'What is set up',
  server: 'MCP Server API',
  client: 'MCP Client App',
  redirects: 'Redirect URIs',
  identifier: 'Application ID URI',
  permissions: 'Microsoft Graph permissions',
  credential: 'Server credential',
  review: 'Review',
  consent: 'Consent',
} as const;

export type SectionName = keyof typeof SECTIONS;

/** The screens of a first run; every other one is reached from them and has no number. */
export const NUMBERED: readonly SectionName[] = [
  'sign-in',
  'address',
  'clients',
  'defaults',
  'review',
  'consent',
];

/** One question of the wizard. All of it is pure; the loop gathers the facts and asks. */
export interface Step {
  /** The answer this step gives; also its name. */
  readonly name: WizardAnswerName;
  /** The answer in a few words, for lists of answers. */
  readonly title: string;
  /** Null for what is asked before the first numbered screen, and for what is only asked when edited. */
  readonly section: SectionName | null;
  /**
   * `always` in turn; `follow-up` in turn, but not offered for editing, since it only completes another answer;
   * `on-demand` only from "Edit an answer", since the guide's value suits nearly everybody.
   */
  readonly asked: 'always' | 'follow-up' | 'on-demand';
  /**
   * Whether what the question offers is taken without asking and shown in the table of defaults; absent where it never
   * is. A question that offers nothing that will do is asked all the same.
   */
  readonly offers?: (answers: WizardAnswers, facts: Facts) => boolean;
  /** Going back leads to it even where its default was taken. */
  readonly isOnTheWayBack?: true;
  /** Facts that must be known before it can be asked or judged. */
  readonly needs: readonly FactName[];
  /** The question, or null when there is nothing to ask. */
  readonly ask: (answers: WizardAnswers, facts: Facts) => Question | null;
  /** The answer in words, or null while there is none. */
  readonly say: (answers: WizardAnswers, facts?: Facts) => string | null;
  /** Why the answer no longer fits what is known, or null. */
  readonly recheck: (answers: WizardAnswers, facts: Facts) => string | null;
}

type FromBoth<Value> = (answers: WizardAnswers, facts: Facts) => Value;

/** What a text question adds to its row in the table of answers. */
interface TextStep
  extends Pick<Step, 'title' | 'section'>,
    Partial<Pick<Step, 'asked' | 'needs' | 'recheck' | 'offers'>> {
  readonly message: string;
  /** Whether it is asked at all, given what else was answered. */
  readonly applies?: FromBoth<boolean>;
  readonly screen?: FromBoth<readonly Block[]>;
  readonly initial?: FromBoth<string | undefined>;
  readonly complete?: (text: string) => string;
  readonly check?: (text: string, answers: WizardAnswers, facts: Facts) => string | null;
}

/** A step about one row of the table of answers, asked as a text. */
export function textStep(name: AnswerName, step: TextStep): Step {
  const { message, applies, screen, initial, complete, check, ...rest } = step;
  return {
    name,
    asked: 'always',
    needs: [],
    recheck: () => null,
    ...rest,
    say: (answers) => sayText(answers[name]),
    ask: (answers, facts) => {
      if (applies && !applies(answers, facts)) return null;
      const start = sayText(answers[name]) ?? initial?.(answers, facts);
      return {
        kind: 'text',
        screen: screen?.(answers, facts) ?? [],
        message,
        help: ANSWERS[name].why,
        check: (text) => problemOf(name, text) ?? check?.(text, answers, facts) ?? null,
        take: (text) => ({ ...answers, ...parsed(name, text) }),
        ...(complete && { complete }),
        ...(start !== undefined && { initial: start }),
      };
    },
  };
}

/** A step about a list whose default suits nearly everybody: asked only from "Edit an answer". */
export function listStep(name: AnswerName, step: Omit<TextStep, 'asked' | 'screen'>): Step {
  return textStep(name, {
    ...step,
    asked: 'on-demand',
    screen: () => ['Several are separated by blanks or commas; none at all is an answer too.'],
    check: (text) => readAnswers({ [name]: [text] }).problems[0]?.problem ?? null,
  });
}

/** What is wrong with a text by the table of answers, or null. */
export function problemOf(name: AnswerName, text: string): string | null {
  const result = ANSWERS[name].parse(text);
  return 'problem' in result ? result.problem : null;
}

/** The text as an answer; nothing when it is none. */
function parsed(name: AnswerName, text: string): Partial<Answers> {
  const result = ANSWERS[name].parse(text);
  return 'value' in result ? { [name]: result.value } : {};
}

/** An answer as it is typed. */
export function sayText(value: WizardAnswers[WizardAnswerName]): string | null {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.join(', ');
  return String(value);
}
