import { CONSENT_ROLES } from '../../core/ids.ts';
import { displayNameWarning } from '../../core/validation/display-name.ts';
import { counted } from '../../core/words.ts';
import type { Choice } from '../../ports.ts';
import { widthOf, wrapText } from '../layout.ts';
import { type Conversation, sayProblem } from './ask.ts';
import { showCommands } from './commands.ts';
import { chooseLine } from './edit.ts';
import type { PlannedWork, WizardCallbacks } from './facts.ts';
import { completed } from './gather.ts';
import { renderBlocks, renderHeader } from './screen.ts';
import type { Step } from './step.ts';
import { existingCredential } from './steps/credential.ts';
import { mayConsent, tenantNameOf } from './steps/tenant.ts';
import { STEPS } from './steps.ts';
import { goBack, type WizardState } from './walk.ts';

/** What the person wants done with the plan. */
export type ReviewDecision =
  | { readonly kind: 'apply' | 'back' | 'cancel' }
  | { readonly kind: 'edit'; readonly step: Step };

type ReviewHost = Conversation & { readonly callbacks: Pick<WizardCallbacks, 'savePlan' | 'saveCommands'> };

const HELP =
  'Nothing has been changed so far. Applying does exactly what is listed, in that order, and stops at the first failure; running setup again continues. Before it starts, the tenant is read once more: when somebody changed it meanwhile, nothing is done and the plan is made anew.';

/** Shows the plan and asks until it is applied, edited or left. Saving it and showing commands lead back here. */
export async function reviewPlan(
  host: ReviewHost,
  planned: PlannedWork,
  state: WizardState,
): Promise<ReviewDecision> {
  host.terminal.err(`${renderHeader('review', host.terminal)}${planned.text.trim()}\n`);
  const consent = consentAfter(planned, state);
  if (consent !== null) say(host, consent);
  const notes = [...nameNotes(planned), ...keptNotes(state)];
  host.terminal.err(
    renderBlocks(
      notes.map((warning) => ({ warning })),
      host.terminal,
    ),
  );
  for (const obstacle of planned.obstacles) sayProblem(host.terminal, obstacle);
  return decide(host, planned, state);
}

/** Who decides about consent, and when; null where nothing is left to decide. */
function consentAfter({ consents }: PlannedWork, { facts: { session } }: WizardState): string | null {
  if (consents.length === 0 || session === null) return null;
  if (mayConsent(session) !== 'no') return 'Consent is asked for next, on its own.';
  return `Consent for the whole tenant is not in it: your roles do not allow it (it takes ${CONSENT_ROLES[2]} or higher). You get a page to hand to an administrator.`;
}

/** Notes about names of apps in the plan, which may also come from a flag or the file. */
function nameNotes({ changes }: PlannedWork): readonly string[] {
  return changes.flatMap((change) =>
    change.kind === 'create-application' ? (displayNameWarning(change.draft.displayName) ?? []) : [],
  );
}

/** The note that a certificate from a file is added beside the one that is there. */
function keptNotes({ answers, facts }: WizardState): readonly string[] {
  const { credential, createCertificate } = answers;
  if (credential === 'certificate' && createCertificate === false) return [];
  return [existingCredential(credential, facts)].filter((note) => note !== null);
}

async function decide(host: ReviewHost, planned: PlannedWork, state: WizardState): Promise<ReviewDecision> {
  const answered = await host.asker.select<ReviewChoice>({
    message: reviewQuestion(planned),
    help: HELP,
    canGoBack: goBack(STEPS, state, null) !== null,
    choices: reviewChoices(planned, state),
    initial: initialChoice(planned),
  });
  if (answered.kind === 'back') return answered;
  switch (answered.value) {
    case 'edit':
      return edited(host, planned, state);
    case 'save':
    case 'commands':
      await (answered.value === 'save'
        ? savePlan(host, state)
        : showCommands(host, planned, answersOf(state)));
      return decide(host, planned, state);
    case 'details':
      host.terminal.err(`\n${planned.details}\n`);
      return decide(host, planned, state);
    case 'apply':
    case 'cancel':
      return { kind: answered.value };
  }
}

const answersOf = ({ answers, facts }: WizardState) => completed(answers, facts);

async function savePlan(host: ReviewHost, state: WizardState): Promise<void> {
  say(host, `Saved: ${await host.callbacks.savePlan(answersOf(state))}`);
}

async function edited(host: ReviewHost, planned: PlannedWork, state: WizardState): Promise<ReviewDecision> {
  const step = await chooseLine(host, state);
  return step === null ? decide(host, planned, state) : { kind: 'edit', step };
}

type ReviewChoice = 'apply' | 'details' | 'edit' | 'save' | 'commands' | 'cancel';

/**
 * The choices of the review. Applying is first and has a key of its own, but the cursor does not start on it where it would
 * change the tenant.
 */
function reviewChoices(
  { plan, obstacles }: PlannedWork,
  { facts: { session } }: WizardState,
): readonly Choice<ReviewChoice>[] {
  const empty = plan.changes.length === 0;
  const hint = `press a: ${counted(plan.changes.length, 'change')} to ${session ? tenantNameOf(session) : 'the tenant'}`;
  const apply = empty
    ? { value: 'apply' as const, label: 'Go on', hint: 'checks everything and writes the files' }
    : { value: 'apply' as const, label: 'Apply', hint, key: 'a' };
  return [
    obstacles.length === 0 ? apply : { ...apply, disabled: 'the tenant would refuse it' },
    ...(empty ? [] : [{ value: 'details' as const, label: 'Show every value' }]),
    { value: 'edit', label: 'Edit an answer' },
    { value: 'save', label: 'Save the plan to a file' },
    { value: 'commands', label: 'Show as commands', hint: 'bash, PowerShell' },
    { value: 'cancel', label: 'Cancel' },
  ];
}

function reviewQuestion({ plan }: PlannedWork): string {
  return plan.changes.length === 0
    ? 'Nothing has to be changed. What next?'
    : 'What do you want to do with this plan?';
}

/** The choice on which the cursor starts, so that Enter alone never changes the tenant. */
function initialChoice({ plan, obstacles }: PlannedWork): ReviewChoice {
  if (plan.changes.length > 0) return 'details';
  return obstacles.length === 0 ? 'apply' : 'edit';
}

function say({ terminal }: Conversation, text: string): void {
  terminal.err(`${wrapText(text, widthOf(terminal))}\n`);
}
