import { CONSENT_ROLES } from '../../core/ids.ts';
import { APP_WORDS, RESOURCE_WORDS } from '../../core/words.ts';
import type { Answered, Choice } from '../../ports.ts';
import { without } from './answers.ts';
import type { Conversation } from './ask.ts';
import type { PlannedWork, SignedIn, WantedConsent } from './facts.ts';
import { renderBlocks, renderHeader } from './screen.ts';
import type { Block, Step } from './step.ts';
import { mayConsent } from './steps/tenant.ts';
import type { WizardState } from './walk.ts';

const HELP =
  'Without consent to MCP Client App, each user is asked at the first sign-in, or meets a wall, "Need admin approval", where the tenant does not let users consent. Without consent of MCP Server API to Microsoft Graph, nobody is asked at all: the server signs users in, and its on-behalf-of request fails with AADSTS65001. Consent for the whole tenant answers for everybody, also for people who join later. It can be given at any time, by you or by another administrator.';

/** The decision for the whole tenant, apart from the plan: no key press away from yes, and the name must be typed. */
export async function decideConsent(
  host: Conversation,
  planned: Pick<PlannedWork, 'consents'>,
  state: Pick<WizardState, 'answers' | 'facts'>,
): Promise<Answered<boolean>> {
  const { answers, facts } = state;
  const { consents } = planned;
  if (answers.grantAdminConsent !== undefined) return { kind: 'answer', value: answers.grantAdminConsent };
  const { session } = facts;
  if (consents.length === 0 || session === null)
    return { kind: 'answer', value: answers.consentedBefore ?? false };
  host.terminal.err(renderHeader('consent', host.terminal));
  host.terminal.err(renderBlocks(consentScreen(consents, session), host.terminal));
  const answered = await host.asker.select({
    message: `Consent for every user of ${nameOf(session)}?`,
    help: HELP,
    canGoBack: true,
    choices: consentChoices(session),
    initial: 'later',
  });
  if (answered.kind === 'back') return answered;
  if (answered.value === 'later') return { kind: 'answer', value: false };
  return (await confirmByName(host, session))
    ? { kind: 'answer', value: true }
    : decideConsent(host, planned, state);
}

function consentScreen(consents: readonly WantedConsent[], session: SignedIn): readonly Block[] {
  return [
    `A separate decision, which applies to everybody in ${nameOf(session)}:`,
    {
      rows: consents.map(({ app, resource, scopes }) => [
        `${APP_WORDS[app]} on ${RESOURCE_WORDS[resource]}`,
        scopes.join(', '),
      ]),
    },
  ];
}

function consentChoices(session: SignedIn): readonly Choice<'later' | 'now'>[] {
  const grant = { value: 'now' as const, label: 'Grant it now', hint: 'asks for the name of the tenant' };
  return [
    {
      value: 'later',
      label: 'Leave it to an administrator',
      hint: 'writes a hand-off with link and command',
    },
    mayConsent(session) === 'no'
      ? { ...grant, disabled: `your roles do not allow it; needs ${CONSENT_ROLES[2]} or higher` }
      : { ...grant, ...(session.roles === null && { hint: 'your roles are not known; Entra may refuse' }) },
  ];
}

/** False when the person goes back to the choice. */
async function confirmByName(host: Conversation, session: SignedIn): Promise<boolean> {
  const names = [session.tenantName, session.domain, session.tenantId].filter((name) => name !== null);
  const answered = await host.asker.text({
    message: `Type ${nameOf(session)} to grant it`,
    help: `${HELP} The name of the tenant, its domain or its id will do.`,
    canGoBack: true,
    check: (text) =>
      names.some((name) => name.toLowerCase() === text.toLowerCase())
        ? null
        : `That is not ${nameOf(session)}. Nothing is granted without it; < goes back.`,
  });
  return answered.kind === 'answer';
}

function nameOf({ tenantName, domain, tenantId }: SignedIn): string {
  return tenantName ?? domain ?? tenantId;
}

/** Takes back a decision that a flag or the file made; a yes is given on the consent screen only. */
export const consentStep: Step = {
  name: 'grantAdminConsent',
  title: 'Consent for the whole tenant',
  section: null,
  asked: 'on-demand',
  needs: [],
  recheck: () => null,
  say: ({ grantAdminConsent }) => {
    if (grantAdminConsent === undefined) return 'asked after the plan';
    return grantAdminConsent ? 'granted with the plan' : 'left to an administrator';
  },
  ask: (answers) => ({
    kind: 'select',
    screen: [],
    message: 'When is consent for the whole tenant decided?',
    help: HELP,
    choices: [
      { value: 'ask', label: 'Ask me after the plan' },
      { value: 'no', label: 'Leave it to an administrator' },
    ],
    initial: answers.grantAdminConsent === false ? 'no' : 'ask',
    take: (value) =>
      value === 'ask' ? without(answers, 'grantAdminConsent') : { ...answers, grantAdminConsent: false },
  }),
};
